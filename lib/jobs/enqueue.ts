// A job is one SQL call. Statements that change something call graphile_worker.add_job themselves, so that change and job are one.
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type JobName = 'handle-callback' | 'send-outbox' | 'end-order';

/** `key`: of several waiting jobs with the same key only the last stays. */
export async function enqueue(s: Services, name: JobName, payload: unknown, options: { runAt?: Date; key?: string } = {}): Promise<void> {
  await runOne(s.pool, add, [name, JSON.stringify(payload), options.runAt ?? null, options.key ?? null]);
}

const add = {
  name: 'add-job',
  text: 'SELECT id FROM graphile_worker.add_job($1, $2::json, run_at => $3::timestamptz, job_key => $4)',
};

/**
 * For statements that add a job for a row they have just inserted: its key, an SQL expression, can never have had one. Saying so takes the
 * queue's short way, which costs the database a third of the long one.
 */
export function onlyOnce(key: string): string {
  return `job_key => ${key}, job_key_mode => 'unsafe_dedupe'`;
}
