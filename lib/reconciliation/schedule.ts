// When what is compared: the last two hours every minute, one older hour of the last thirty days beside it, statements once a day.
// So every hour of a month is looked at twice a day, with two or three calls a minute. Statements are taken up where the last comparison
// that was finished ended: a day on which Paysera or the shop was away is compared the next time.
import { openDiary, writeDiary } from '../audit/diary.ts';
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { reconcileStatements } from './reconcile-statements.ts';
import { type Compared, reconcileWindow } from './reconcile-window.ts';

type Kind = 'recent' | 'older' | 'statements';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const recentMs = 2 * hourMs;
const hoursLookedBack = 30 * 24;
/** Paysera may book a payment a while after we do. */
const bookedAfterMs = hourMs;

/** How long after a comparison that was finished, and after one that was begun at all, the next one is due. */
type Pace = { everyMs: number; againMs: number };
const eachMinute: Pace = { everyMs: 0.9 * minuteMs, againMs: 0.9 * minuteMs };
const eachDay: Pace = { everyMs: dayMs - hourMs, againMs: hourMs };

/** Called often; does what is due and nobody else has begun. */
export async function reconcileWhatIsDue(s: Services): Promise<void> {
  await begin(s, 'recent', eachMinute, (now) => reconcileWindow(s, new Date(now.getTime() - recentMs), now));
  await begin(s, 'older', eachMinute, (now) => {
    const hoursAgo = 2 + (Math.floor(now.getTime() / minuteMs) % hoursLookedBack);
    const from = new Date(Math.floor(now.getTime() / hourMs) * hourMs - hoursAgo * hourMs);
    return reconcileWindow(s, from, new Date(from.getTime() + hourMs));
  });
  await begin(s, 'statements', eachDay, async (now) =>
    reconcileStatements(s, await statementsFrom(s, now), new Date(now.getTime() - bookedAfterMs)),
  );
}

/**
 * Where the statements compared last ended, or earlier, so that what differed then is looked at again and resolved once it is mended. A
 * day back before the first time, and never further than everything else looks.
 */
async function statementsFrom(s: Services, now: Date): Promise<Date> {
  const row = await runOne<{ last: Date | null; unresolved: Date | null }>(s.pool, lastStatements, [s.env.paysera.environment]);
  const ended = (row?.last?.getTime() ?? now.getTime() - dayMs) - bookedAfterMs;
  const from = Math.min(ended, row?.unresolved?.getTime() ?? ended);
  return new Date(Math.max(from, now.getTime() - hoursLookedBack * hourMs));
}

/** A person may ask for it more often than the clock does, but a call every few seconds is all that Paysera's limits leave. */
const soonestMs = 5_000;

export type CheckedNow = 'done' | 'just-done' | 'failed';

/** "Check now" on the desk: the comparison that comes every minute, at once; who asked is written down. */
export async function reconcileNow(s: Services, staffId: string): Promise<CheckedNow> {
  const diary = openDiary(s, { source: 'staff' });
  diary.note('reconciliation-asked', 'A comparison with Paysera was asked for', { staff: staffId });
  await writeDiary(s, diary);
  return begin(s, 'recent', { everyMs: soonestMs, againMs: soonestMs }, (now) =>
    reconcileWindow(s, new Date(now.getTime() - recentMs), now),
  );
}

/** `work` is given the moment that is written down as the beginning. */
async function begin(s: Services, kind: Kind, { everyMs, againMs }: Pace, work: (now: Date) => Promise<Compared>): Promise<CheckedNow> {
  const id = s.ids.next('rec');
  const now = s.clock.now();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const mine = await runOne(s.pool, start, [id, s.env.paysera.environment, kind, now, ago(everyMs), ago(againMs)]);
  if (!mine) return 'just-done';
  try {
    const { compared, differing } = await work(now);
    await run(s.pool, finish, [id, s.clock.now(), compared, differing, null]);
    if (differing > 0) s.log.error({ kind, count: differing }, 'Paysera and the shop do not say the same');
    return 'done';
  } catch (error) {
    await run(s.pool, finish, [id, s.clock.now(), 0, 0, (error as Error).message.slice(0, 300)]).catch(() => {});
    s.log.warn({ kind, error }, 'A comparison with Paysera could not be finished');
    return 'failed';
  }
}

// The lock only spares a second reconciler its work; two at once would do no harm.
const start = {
  name: 'reconciliation-start',
  text: `INSERT INTO reconciliation_run (id, environment, kind, started_at)
    SELECT $1, $2, $3, $4 WHERE pg_try_advisory_xact_lock(hashtext('reconcile-' || $2 || $3))
      AND NOT EXISTS (SELECT FROM reconciliation_run WHERE environment = $2 AND kind = $3
        AND (started_at > $6 OR started_at > $5 AND finished_at IS NOT NULL AND error IS NULL)) RETURNING id`,
};
const lastStatements = {
  name: 'reconciliation-last-statements',
  text: `SELECT
      (SELECT max(started_at) FROM reconciliation_run
        WHERE environment = $1 AND kind = 'statements' AND finished_at IS NOT NULL AND error IS NULL) AS last,
      (SELECT min(coalesce(recorded ->> 'at', paysera ->> 'date')::timestamptz) FROM difference
        WHERE environment = $1 AND kind IN ('not-in-statements', 'not-in-ledger') AND resolved_at IS NULL) AS unresolved`,
};
const finish = {
  name: 'reconciliation-finish',
  text: `WITH done AS (
      UPDATE reconciliation_run SET finished_at = $2, compared = $3, differing = $4, error = $5 WHERE id = $1 RETURNING environment, kind
    )
    DELETE FROM reconciliation_run r USING done WHERE r.environment = done.environment AND r.kind = done.kind AND r.started_at < $2::timestamptz - interval '40 days'`,
};
