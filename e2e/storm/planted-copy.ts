// Copies of lib in which bugs are planted, one for every lane: the import condition of a lane leads `#lib/…` into its copy.
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '#lib/runtime/project.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** Each is a condition in the `imports` of package.json, and a folder under `.tiltas`. */
export const lanes = ['planted', 'planted-2'] as const;
export type Lane = (typeof lanes)[number];
export type PlantedCopy = { folder: string; condition: Lane; plant(bug: PlantedBug): void; unplant(bug: PlantedBug): void; remove(): void };

export function makeCopy(condition: Lane): PlantedCopy {
  const folder = inProject(`.tiltas/${condition}`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  mkdirSync(folder, { recursive: true });
  for (const part of ['lib', 'prisma']) cpSync(inProject(part), path.join(folder, part), { recursive: true });
  symlinkSync(inProject('node_modules'), path.join(folder, 'node_modules'));
  return {
    folder,
    condition,
    plant({ name, file, find, replace }) {
      const source = readFileSync(path.join(folder, file), 'utf8');
      if (source.split(find).length !== 2) throw new Error(`${name}: its place is not found exactly once in ${file}`);
      writeFileSync(
        path.join(folder, file),
        source.replace(find, () => replace),
      );
    },
    unplant: ({ file }) => cpSync(inProject(file), path.join(folder, file)),
    remove,
  };
}
