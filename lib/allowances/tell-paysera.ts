// A permission that ended here is ended at Paysera too: at once where it answers, else again and again with growing pauses.
import { openDiary, writeDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { failpoint } from '../checkout/failpoint.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

/** After an answer that says no; one who does not answer is asked like an attempt, which is read again after five minutes at the latest. */
const longestPauseAfterNoMs = 3_600_000;

/** @returns whether Paysera knows now. Telling it twice does no harm: the second time it is refused as not active. */
export async function tellPaysera(s: Services, allowanceId: string): Promise<boolean> {
  const row = await runOne<Untold>(s.pool, untold, [allowanceId, s.env.paysera.environment]);
  if (!row) return true;
  const diary = openDiary(s, { orderId: row.order_id, source: 'shop' });
  await failpoint('before-tell', allowanceId);
  const answer = await askPaysera(s, diary, 'cancel-allowance', () => s.paysera.allowances.cancel(Number(row.provider_id)));
  await failpoint('after-tell', allowanceId);
  await writeDiary(s, diary);
  const known = answer.kind === 'answered' || (answer.how === 'refused' && (answer.why === 'invalid_state' || answer.why === 'not_found'));
  const now = s.clock.now();
  const saidNo = answer.kind === 'failed' && answer.how === 'refused' && answer.reason !== 'busy';
  const longestPauseMs = saidNo ? longestPauseAfterNoMs : s.timing.longestPollMs;
  const pauseMs = Math.min(s.timing.permissionAgainMs * 2 ** Math.min(row.tell_count, 10), longestPauseMs);
  await runOne(s.pool, told, [allowanceId, known, now, new Date(now.getTime() + pauseMs)]);
  return known;
}

type Untold = { order_id: string; provider_id: string; tell_count: number };

const untold = {
  name: 'allowance-untold',
  text: `SELECT order_id, provider_id::text AS provider_id, tell_count FROM allowance
    WHERE id = $1 AND environment = $2 AND status = 'ended' AND tell_at IS NOT NULL AND provider_id IS NOT NULL`,
};
const told = {
  name: 'allowance-told',
  text: `WITH told AS (
      UPDATE allowance SET tell_at = CASE WHEN $2::boolean THEN NULL ELSE $4::timestamptz END, tell_count = tell_count + 1, updated_at = $3
      WHERE id = $1 AND tell_at IS NOT NULL RETURNING id
    )
    INSERT INTO allowance_event (allowance_id, at, kind, source, summary)
    SELECT id, $3, CASE WHEN $2::boolean THEN 'told' ELSE 'not-told' END, 'shop',
      CASE WHEN $2::boolean THEN 'Paysera knows that it has ended' ELSE 'Paysera could not be told yet' END FROM told RETURNING allowance_id`,
};
