// A cluster of the storm's own, which may be killed; each storm gets a database in it.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { withClient } from '#lib/db/with-client.ts';
import { prepareDatabase } from '#lib/jobs/prepare-database.ts';
import { startPostgres } from '#lib/runtime/embedded-postgres.ts';
import { freePort } from '#lib/runtime/free-port.ts';
import { inProject } from '#lib/runtime/project.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';

export type StormCluster = {
  serverUrl(): string;
  newDatabase(): Promise<{ url: string; drop(): Promise<void> }>;
  /** kill -9 of the postmaster; resolves with the time until it serves again. */
  killAndRestart(): Promise<number>;
  stop(): Promise<void>;
};

const template = 'storm_template';

export async function openCluster(lane: string): Promise<StormCluster> {
  const folder = inProject(`.tiltas/storm/postgres-${lane}`);
  const keeper = createSupervisor(); // a storm that is killed itself leaves no database running
  let server = await startPostgres(folder, { port: 0 });
  let release = await keeper.adopt({ ...server, signal: 'SIGINT' });
  const at = (name: string) => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const onServer = <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> =>
    withClient(at('postgres'), async (client) => (await client.query<Row>(sql)).rows);
  // What earlier storms and tests left, those that were killed for one.
  for (const { name } of await onServer<{ name: string }>(`SELECT datname AS name FROM pg_database WHERE datname ~ '^(storm|t|tiltas)_'`))
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await onServer(`CREATE DATABASE ${template}`);
  await prepareDatabase(at(template));

  return {
    serverUrl: () => at('postgres'),
    async newDatabase() {
      const name = `storm_${randomBytes(6).toString('hex')}`;
      await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      // Else a killed server would first write these hundreds of new files again, which no server in use has to do.
      await onServer('CHECKPOINT');
      const drop = async () => void (await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      return { url: at(name), drop };
    },
    async killAndRestart() {
      const { port, pid } = server;
      const started = performance.now();
      process.kill(pid, 'SIGKILL');
      // Its orphans hold the port and the shared memory for a moment longer; a start on another port would be in vain.
      while ((await freePort(port)) !== port) await pause(10);
      for (;;) {
        const next = await startPostgres(folder, { port }).catch(() => null);
        if (next?.port === port) {
          server = next;
          release();
          release = await keeper.adopt({ ...server, signal: 'SIGINT' });
          return performance.now() - started;
        }
        await next?.stop();
        await pause(100);
      }
    },
    stop: () => keeper.stop(),
  };
}
