// What befalls instances and the database at some moment, rather than a call at some place: kills, lost connections, locks held too long.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Chance } from './chance.ts';
import type { FaultJournal } from './fault-journal.ts';
import type { Instances } from './instances.ts';

const kinds = ['kill', 'kill', 'end-connections', 'lock-wait'] as const;
const hazardsPerStorm = 4;
const withinMs = 5_000;

/** @returns when all of them are over. */
export async function letHazardsHappen(world: {
  chance: Chance;
  journal: FaultJournal;
  instances: Instances;
  databaseUrl: string;
  stretch: number;
}): Promise<void> {
  const { chance, journal, instances, databaseUrl, stretch } = world;
  await Promise.all(
    Array.from({ length: hazardsPerStorm }, async (_, index) => {
      await pause(chance.number('hazard', index) * withinMs * stretch);
      const kind = chance.pick(kinds, 'hazard-kind', index);
      if (!journal.fire(`${kind === 'kill' ? 'instance' : 'database'}#hour#${index}=${kind}`)) return;
      if (kind === 'kill') instances.kill(index);
      else await onDatabase(databaseUrl, kind === 'lock-wait' ? holdLocks : endConnections);
    }),
  );
}

const endConnections = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tiltas'`;
/** Every order is held up for a while, though for less than a statement may wait for a lock. */
const holdLocks = `BEGIN; SELECT count(*) FROM (SELECT FROM shop_order FOR UPDATE) held; SELECT pg_sleep(1); COMMIT`;

async function onDatabase(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'storm' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(sql);
  } catch {
    // The database may be away itself: then that is hazard enough.
  } finally {
    await client.end().catch(() => {});
  }
}
