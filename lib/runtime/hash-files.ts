import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** One hash of the names and contents of these files and folders; what does not exist counts as absent. */
export async function hashFiles(root: string, names: string[], counts: (name: string) => boolean = () => true): Promise<string> {
  const files = (await Promise.all(names.map((name) => filesBelow(root, name)))).flat().filter(counts);
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const content = await readFile(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function filesBelow(root: string, name: string): Promise<string[]> {
  const found = await stat(path.join(root, name)).catch(() => null);
  if (!found) return [];
  if (!found.isDirectory()) return [name];
  const entries = await readdir(path.join(root, name));
  return (await Promise.all(entries.map((entry) => filesBelow(root, path.posix.join(name, entry))))).flat();
}
