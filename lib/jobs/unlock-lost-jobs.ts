// A worker killed in the middle of a job keeps it locked, for graphile-worker, for four hours. Every worker tells that it lives;
// the jobs of one that stopped telling are given to the others within seconds. A job done twice is harmless: all are idempotent.
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';

const silentBeats = 4;

export async function tellAlive(s: Services, poolId: string): Promise<void> {
  await run(s.pool, beat, [poolId]);
}

export async function tellGone(s: Services, poolId: string): Promise<void> {
  await run(s.pool, gone, [poolId]);
}

/** @returns how many workers were found lost. */
export async function unlockLostJobs(s: Services): Promise<number> {
  const rows = await run<{ lost: number }>(s.pool, unlock, [`${silentBeats * s.timing.heartbeatMs} milliseconds`]);
  return rows[0]?.lost ?? 0;
}

// Told and judged by the database's clock alone: workers' clocks may differ.
const beat = {
  name: 'worker-beat',
  text: 'INSERT INTO worker_heartbeat (id, seen_at) VALUES ($1, now()) ON CONFLICT (id) DO UPDATE SET seen_at = now()',
};
const gone = { name: 'worker-gone', text: 'DELETE FROM worker_heartbeat WHERE id = $1' };
const unlock = {
  name: 'worker-unlock-lost',
  text: `WITH lost AS (
      SELECT array_agg(DISTINCT j.locked_by) AS ids FROM graphile_worker.jobs j
      WHERE j.locked_by IS NOT NULL AND j.locked_at < now() - $1::interval AND NOT EXISTS (
        SELECT FROM worker_heartbeat h WHERE h.id = j.locked_by AND h.seen_at > now() - $1::interval
      )
    ), swept AS (
      DELETE FROM worker_heartbeat WHERE seen_at < now() - interval '1 day'
    ), unlocked AS (
      SELECT graphile_worker.force_unlock_workers(ids) FROM lost WHERE ids IS NOT NULL
    )
    SELECT coalesce(cardinality(lost.ids), 0) AS lost, (SELECT count(*) FROM unlocked) AS done FROM lost`,
};
