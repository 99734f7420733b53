// A file that names the process which holds it, so that two commands do not build or serve the same folder at once.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

const pollMs = 200;

/** Takes the file, or returns the id of the living process that holds it. */
export function take(file: string): { kind: 'taken'; release(): void } | { kind: 'held'; by: number } {
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return { kind: 'taken', release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readIfThere(file));
    if (holder > 0 && isAlive(holder)) return { kind: 'held', by: holder };
    rmSync(file, { force: true }); // left by one that was killed
  }
}

/** Does the work alone: waits for whoever holds the file. */
export async function alone<T>(file: string, work: () => Promise<T>): Promise<T> {
  let held = take(file);
  for (; held.kind === 'held'; held = take(file)) await pause(pollMs);
  try {
    return await work();
  } finally {
    held.release();
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
