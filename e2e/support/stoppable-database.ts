// A database server of one journey's own, which it may stop and start again; the one that all tests share stays up.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareDatabase } from '#lib/jobs/prepare-database.ts';
import { startPostgres } from '#lib/runtime/embedded-postgres.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';

export type StoppableDatabase = { url: string; stop(): Promise<void>; start(): Promise<void>; drop(): Promise<void> };

export async function startStoppableDatabase(): Promise<StoppableDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tiltas-database-'));
  chmodSync(folder, 0o755); // run by root, the database server is another user, who must get in
  const keeper = createSupervisor(); // a journey that is killed leaves no database running
  let server = await startPostgres(folder, { port: 0 });
  const { url, port } = server;
  let release = await keeper.adopt({ ...server, signal: 'SIGINT' });
  await prepareDatabase(url);
  return {
    url,
    async stop() {
      await server.stop();
      release();
    },
    async start() {
      server = await startPostgres(folder, { port });
      release = await keeper.adopt({ ...server, signal: 'SIGINT' });
    },
    async drop() {
      await keeper.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
