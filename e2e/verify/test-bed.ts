// Where the tests of one run live: a database server and a temporary folder, both gone when it is closed.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPostgres } from '#lib/runtime/embedded-postgres.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { leftDatabases, leftProcesses, runMark } from './leftovers.ts';
import { broke, held, type Outcome } from './step.ts';

const graceMs = 3_000; // a browser's last children end a moment after it

export async function createTestBed(supervisor: Supervisor) {
  const run = randomUUID();
  process.env[runMark] = run;
  const folder = mkdtempSync(path.join(tmpdir(), 'tiltas-test-'));
  chmodSync(folder, 0o755); // run by root, the database server is another user, who must get in
  const given = process.env.DATABASE_URL_FOR_TESTS;
  const serverUrl = given ?? (await startServer(supervisor, path.join(folder, 'postgres')));
  const env = { ...process.env, DATABASE_URL_FOR_TESTS: serverUrl, TMPDIR: folder };
  let closing: Promise<Outcome> | null = null;

  async function closeOnce(): Promise<Outcome> {
    const left = await leftDatabases(serverUrl).catch((): string[] => []);
    await supervisor.stop();
    for (const started = Date.now(); leftProcesses(run).length > 0 && Date.now() - started < graceMs; ) await pause(50);
    left.push(...leftProcesses(run));
    rmSync(folder, { recursive: true, force: true });
    return left.length > 0 ? broke('leaves nothing behind', left.join('\n')) : held;
  }

  return {
    env,
    close(): Promise<Outcome> {
      closing ??= closeOnce();
      return closing;
    },
  };
}

async function startServer(supervisor: Supervisor, folder: string): Promise<string> {
  const server = await startPostgres(folder, { port: 0 });
  await supervisor.adopt({ ...server, signal: 'SIGINT' });
  return server.url;
}
