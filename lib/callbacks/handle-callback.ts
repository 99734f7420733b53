// What a stored callback does: it wakes the reading of its attempt. What it claims is never used.
import { refreshAttempt } from '../checkout/refresh-attempt.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export async function handleCallback(s: Services, { environment, hash }: { environment: string; hash: string }): Promise<void> {
  const bytes = Buffer.from(hash, 'hex');
  const row = await runOne<Found>(s.pool, find, [environment, bytes]);
  if (!row) return;
  const outcome = row.attempt_id ? await wake(s, row.attempt_id) : row.transaction_key ? 'unknown-transaction' : 'nothing-to-do';
  const now = s.clock.now();
  await runOne(s.pool, note, [environment, bytes, now, outcome, row.order_id, row.attempt_id, `Paysera called: ${row.event_type}`]);
}

async function wake(s: Services, attemptId: string): Promise<string> {
  const refreshed = await refreshAttempt(s, attemptId, 'callback');
  // Paysera away: the poller asks again by itself, so that the callback need not be repeated.
  if (refreshed.kind === 'unreachable') return `unreachable-${refreshed.code}`;
  return refreshed.kind === 'read' ? `attempt-${refreshed.status}` : 'unknown-attempt';
}

type Found = { event_type: string; transaction_key: string | null; attempt_id: string | null; order_id: string | null };

const find = {
  name: 'inbox-find',
  text: `SELECT i.event_type, i.transaction_key, a.id AS attempt_id, a.order_id FROM callback_inbox i
    LEFT JOIN attempt a ON a.environment = i.environment AND a.transaction_key = i.transaction_key
    WHERE i.environment = $1 AND i.hash = $2 AND i.verdict = 'accepted'`,
};

const note = {
  name: 'inbox-note',
  text: `WITH handled AS (
      UPDATE callback_inbox SET handled_at = $3, outcome = $4 WHERE environment = $1 AND hash = $2 AND verdict = 'accepted' RETURNING received_at
    )
    INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary, data)
    SELECT received_at, $5, $6, 'callback', 'callback', $7, jsonb_build_object('outcome', $4::text) FROM handled WHERE $5::text IS NOT NULL`,
};
