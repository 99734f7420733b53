/**
 * The state file: one line of JSON per piece of work, appended in one write. A line that was cut by a crash is the last one and
 * is left out, whole; so the books always balance after a kill -9. At each start, and when it has grown, it is rewritten beside
 * itself and renamed into place.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Table } from './table.ts';
import type { Tables } from './world.ts';

type Change = [table: string, key: string | number, value: unknown];

const header = '{"format":"local-paysera-1"}';
const rewrittenAboveBytes = 32 * 1024 * 1024;

export class Journal {
  #file: string;
  #tables: [string, Table<string | number, unknown>][];
  #descriptor = -1;
  #bytes = 0;

  constructor(file: string, tables: Tables) {
    this.#file = file;
    this.#tables = Object.entries(tables) as unknown as [string, Table<string | number, unknown>][];
  }

  /** Reads what an earlier run left; false when there was nothing. */
  load(): boolean {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    if (!existsSync(this.#file)) return false;
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    // Every whole line ends with a line feed: what follows the last one was cut.
    lines.pop();
    if (lines.length === 0) return false;
    if (lines[0] !== header) throw new Error(`${this.#file} is no state file of the local Paysera; name another with --state`);
    const byName = new Map(this.#tables);
    for (const line of lines.slice(1)) {
      for (const [name, key, value] of JSON.parse(line) as Change[]) {
        if (value === null) byName.get(name)?.delete(key);
        else byName.get(name)?.set(key, value);
      }
    }
    return true;
  }

  /** Starts recording: first the whole state, then every change. */
  open(): void {
    this.#rewrite();
    for (const [, table] of this.#tables) table.recording = true;
  }

  /** Called at the end of each piece of work: all of its changes become one line. */
  write(): void {
    const changes: Change[] = [];
    for (const [name, table] of this.#tables) {
      if (table.changed.size === 0) continue;
      for (const key of table.changed) changes.push([name, key, table.get(key) ?? null]);
      table.changed.clear();
    }
    if (changes.length === 0) return;
    this.#append(`${JSON.stringify(changes)}\n`);
    if (this.#bytes > rewrittenAboveBytes) this.#rewrite();
  }

  close(): void {
    this.write();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }

  #append(text: string): void {
    const bytes = Buffer.from(text);
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    this.#bytes += bytes.length;
  }

  #rewrite(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor);
    const beside = `${this.#file}.new`;
    this.#descriptor = openSync(beside, 'w', 0o600);
    this.#append(`${header}\n`);
    for (const [name, table] of this.#tables) {
      for (const [key, value] of table) this.#append(`${JSON.stringify([[name, key, value]])}\n`);
      table.changed.clear();
    }
    fsyncSync(this.#descriptor);
    renameSync(beside, this.#file);
    // What a fresh state weighs does not count towards the next rewriting.
    this.#bytes = 0;
  }
}
