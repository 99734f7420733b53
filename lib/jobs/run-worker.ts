// One worker: jobs as they come, the sweep on its own beat, and a sign of life for the others.
import { setTimeout as pause } from 'node:timers/promises';
import { sweepAllowances } from '../allowances/sweep-allowances.ts';
import { isDatabaseAway } from '../db/sqlstate.ts';
import { reconcileWhatIsDue } from '../reconciliation/schedule.ts';
import type { Services } from '../services.ts';
import { keepQueue } from './keep-queue.ts';
import { sweep } from './sweep.ts';
import { tellAlive, unlockLostJobs } from './unlock-lost-jobs.ts';

export type RunningWorker = { stop(): Promise<void> };

const usualConcurrency = 8;
const reconcileMs = 15_000; // a look at what is due, which mostly finds nothing

export async function runWorker(s: Services, options: { concurrency?: number } = {}): Promise<RunningWorker> {
  const queue = await keepQueue(s, options.concurrency ?? usualConcurrency);
  const stopping = new AbortController();
  const beats = [
    every(s, stopping.signal, reconcileMs, () => reconcileWhatIsDue(s)),
    every(s, stopping.signal, s.timing.permissionsMs, () => sweepAllowances(s)),
    every(s, stopping.signal, s.timing.heartbeatMs, async () => {
      const poolId = queue.poolId();
      if (poolId) await tellAlive(s, poolId);
      const lost = await unlockLostJobs(s);
      if (lost > 0) s.log.warn({ count: lost }, 'Jobs of a lost worker were taken over');
    }),
    every(s, stopping.signal, s.timing.sweepMs, async () => {
      // As long as there is much to do, the next look follows at once.
      while ((await sweep(s)) > 0 && !stopping.signal.aborted) await pause(50, undefined, { signal: stopping.signal }).catch(() => {});
    }),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(beats);
      await queue.stop();
    },
  };
}

/** A beat that fails is told and tried again: the database may be away for a while. */
async function every(s: Services, signal: AbortSignal, intervalMs: number, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (isDatabaseAway(error)) s.log.warn({ reason: (error as Error).message }, 'The database is away');
      else s.log.error({ error }, 'The worker stumbled');
    }
    await pause(intervalMs, undefined, { signal }).catch(() => {});
  }
}
