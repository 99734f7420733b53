// What a stored callback does: it wakes the reading of its attempt. What it claims is never used.
import { refreshAttempt } from '../checkout/refresh-attempt.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type StoredEvent = {
  environment: string;
  hash: string;
  /** The attempt it speaks of, where that was known when the event was stored. */
  attemptId?: string | null | undefined;
};

export async function handleCallback(s: Services, { environment, hash, attemptId }: StoredEvent): Promise<void> {
  const bytes = Buffer.from(hash, 'hex');
  const attempt = attemptId ?? (await runOne<{ attempt_id: string }>(s.pool, find, [environment, bytes]))?.attempt_id;
  const outcome = attempt ? await wake(s, attempt) : 'nothing-to-wake';
  await runOne(s.pool, note, [environment, bytes, s.clock.now(), outcome, attempt ?? null]);
}

async function wake(s: Services, attemptId: string): Promise<string> {
  const refreshed = await refreshAttempt(s, attemptId, 'callback');
  // Paysera away: the poller asks again by itself, so that the callback need not be repeated.
  if (refreshed.kind === 'unreachable') return `unreachable-${refreshed.code}`;
  return refreshed.kind === 'read' ? `attempt-${refreshed.status}` : 'unknown-attempt';
}

/** An event can be here before its key is stored; by now it may be. */
const find = {
  name: 'inbox-find',
  text: `SELECT a.id AS attempt_id FROM callback_inbox i JOIN attempt a ON a.environment = i.environment AND a.transaction_key = i.transaction_key
    WHERE i.environment = $1 AND i.hash = $2 AND i.verdict = 'accepted'`,
};

const note = {
  name: 'inbox-note',
  text: `WITH handled AS (
      UPDATE callback_inbox SET handled_at = $3, outcome = $4 WHERE environment = $1 AND hash = $2 AND verdict = 'accepted' RETURNING received_at, event_type
    )
    INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary, data)
    SELECT received_at, a.order_id, a.id, 'callback', 'callback', 'Paysera called: ' || event_type, jsonb_build_object('outcome', $4::text)
    FROM handled, attempt a WHERE a.id = $5`,
};
