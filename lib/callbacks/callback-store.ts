// The inbox as staff see it: what was posted, byte for byte, what we made of it, and a way to handle it once more.
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type StoredCallback = {
  hash: string;
  verdict: 'accepted' | 'forged';
  eventType: string | null;
  event: string;
  sign: string;
  orderId: string | null;
  orderNumber: string | null;
  receivedAt: Date;
  handledAt: Date | null;
  outcome: string | null;
};

export async function readCallback(s: Services, hash: string): Promise<StoredCallback | null> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  const row = await runOne<CallbackRow>(s.pool, one, [s.env.paysera.environment, Buffer.from(hash, 'hex')]);
  return row && toCallback(row);
}

/** By the same use case as when it arrived; `staffId` is written down. False for a forged one, and for one that does not exist. */
export async function replayCallback(s: Services, hash: string, staffId: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return false;
  return (await runOne(s.pool, replay, [s.env.paysera.environment, Buffer.from(hash, 'hex'), s.clock.now(), staffId])) !== null;
}

export type CallbackRow = {
  hash: string;
  verdict: 'accepted' | 'forged';
  event_type: string | null;
  event: string;
  sign: string;
  order_id: string | null;
  number: number | null;
  received_at: Date;
  handled_at: Date | null;
  outcome: string | null;
};

export const callbackColumns = `encode(i.hash, 'hex') AS hash, i.verdict, i.event_type, i.event, i.sign, a.order_id, o.number, i.received_at, i.handled_at, i.outcome
  FROM callback_inbox i LEFT JOIN attempt a ON a.environment = i.environment AND a.transaction_key = i.transaction_key
  LEFT JOIN shop_order o ON o.id = a.order_id`;

const one = { name: 'inbox-one', text: `SELECT ${callbackColumns} WHERE i.environment = $1 AND i.hash = $2 ORDER BY i.day DESC LIMIT 1` };
const replay = {
  name: 'inbox-replay',
  text: `WITH found AS (
      SELECT i.environment, i.hash, a.order_id, a.id AS attempt_id FROM callback_inbox i
      LEFT JOIN attempt a ON a.environment = i.environment AND a.transaction_key = i.transaction_key
      WHERE i.environment = $1 AND i.hash = $2 AND i.verdict = 'accepted'
    ), job AS (
      SELECT graphile_worker.add_job('handle-callback', json_build_object('environment', environment, 'hash', encode(hash, 'hex'))) FROM found
    ), diary AS (
      INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary, data)
      SELECT $3, order_id, attempt_id, 'callback-replayed', 'staff', 'A callback was handled once more', jsonb_build_object('staff', $4::text) FROM found
    )
    SELECT count(*) AS jobs FROM job HAVING count(*) > 0`,
};

export function toCallback(row: CallbackRow): StoredCallback {
  return {
    hash: row.hash,
    verdict: row.verdict,
    eventType: row.event_type,
    event: row.event,
    sign: row.sign,
    orderId: row.order_id,
    orderNumber: row.number === null ? null : String(row.number),
    receivedAt: row.received_at,
    handledAt: row.handled_at,
    outcome: row.outcome,
  };
}
