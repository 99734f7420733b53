// graphile-worker gives up when the database goes away in the middle of a job. The queue is opened again then, under a new name, so that
// jobs still locked under the old one count as lost and are given out again.
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Runner, run, type WorkerEvents } from 'graphile-worker';
import type { Services } from '../services.ts';
import { handlers } from './handlers.ts';
import { quietLogger } from './quiet-logger.ts';
import { tellGone } from './unlock-lost-jobs.ts';

export type Queue = {
  /** The name its jobs are locked under; null while it is not open. */
  poolId(): string | null;
  stop(): Promise<void>;
};

const pauseBeforeOpeningAgainMs = 500;
/** Jobs that end within so short a time of each other are taken off the list together. One done, not yet taken off and killed is done twice. */
const completeTogetherMs = 50;

/** Resolves when the queue is open for the first time. */
export async function keepQueue(s: Services, concurrency: number): Promise<Queue> {
  let open = await openQueue(s, concurrency);
  let stopping = false;
  const kept = keep();

  async function keep(): Promise<void> {
    while (!stopping) {
      await open.broken;
      await open.close();
      while (!stopping) {
        await pause(pauseBeforeOpeningAgainMs);
        const next = await openQueue(s, concurrency).catch(() => null);
        if (!next) continue;
        open = next;
        s.log.warn('The queue was lost and is open again');
        break;
      }
    }
  }

  return {
    poolId: () => open.poolId,
    async stop() {
      stopping = true;
      await open.close();
      await kept;
      await open.close();
    },
  };
}

type OpenQueue = { poolId: string | null; broken: Promise<void>; close(): Promise<void> };

async function openQueue(s: Services, concurrency: number): Promise<OpenQueue> {
  const events = new EventEmitter() as WorkerEvents;
  const queue: OpenQueue = { poolId: null, broken: Promise.resolve(), close: async () => {} };
  const failed = new Promise<void>((resolve) => {
    events.on('worker:fatalError', () => resolve());
    events.on('pool:fatalError', () => resolve());
  });
  events.on('pool:create', ({ workerPool }) => {
    queue.poolId = workerPool.id;
  });
  events.on('job:error', ({ job, error }) => s.log.error({ job: job.task_identifier, attempts: job.attempts, error }, 'A job failed'));
  const runner: Runner = await run({
    pgPool: s.pool,
    taskList: handlers(s),
    concurrency,
    pollInterval: 1_000,
    events,
    logger: quietLogger,
    noHandleSignals: true,
    // All workers of this process are served by one query, rather than each asking for itself after every job; nearly half of what a
    // purchase asks of the database was that. What is fetched and waits while Paysera hangs is given back to other processes.
    preset: {
      worker: { localQueue: { size: concurrency, ttl: s.timing.callMs }, completeJobBatchDelay: completeTogetherMs },
    },
  });
  const ended = runner.promise.catch(() => {});
  queue.broken = Promise.race([failed, ended]);
  let closing: Promise<void> | null = null;
  queue.close = () => {
    closing ??= (async () => {
      await runner.stop().catch(() => {});
      await ended;
      if (queue.poolId) await tellGone(s, queue.poolId).catch(() => {});
      queue.poolId = null;
    })();
    return closing;
  };
  return queue;
}
