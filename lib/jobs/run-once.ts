// Tests drain the queue with this: every job that is due is done when it returns.
import { runOnce } from 'graphile-worker';
import type { Services } from '../services.ts';
import { handlers } from './handlers.ts';
import { quietLogger } from './quiet-logger.ts';

export async function runJobsOnce(s: Services): Promise<void> {
  await runOnce({ pgPool: s.pool, taskList: handlers(s), logger: quietLogger, noHandleSignals: true });
}
