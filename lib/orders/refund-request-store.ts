// A refund above the shop's limit, from the moment one person asks for it until another one decides: the database keeps them apart.
import type { Diary } from '../audit/diary.ts';
import { insertDiary } from '../audit/diary.ts';
import { run, runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';

/** Long enough for a colleague's next shift; after that nobody remembers why. */
export const REQUEST_LASTS_MS = 24 * 60 * 60_000;
/** How long an agreement may be used: a transfer by hand takes a bank's days. */
export const AGREEMENT_LASTS_MS = 72 * 60 * 60_000;

export type RefundRequest = {
  id: string;
  orderId: string;
  orderNumber: string;
  amount: Money;
  reason: string;
  returnGoods: boolean;
  askedBy: { id: string; name: string };
  askedAt: Date;
  expiresAt: Date;
  /** `expired` by the clock, whether or not anybody wrote it down. */
  status: 'open' | 'agreed' | 'declined' | 'withdrawn' | 'expired';
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  agreedUntil: Date | null;
};

/** Null where it is not needed: the limit is off, or the order is below it. */
export async function readSecondPerson(s: Services, orderId: string): Promise<{ needed: boolean; request: RefundRequest | null }> {
  const needed = await runOne<{ needed: boolean }>(s.pool, isNeeded, [orderId, s.env.paysera.environment, s.clock.now()]);
  const row = await runOne<Row>(s.pool, newestOf, [s.env.paysera.environment, orderId]);
  return { needed: needed?.needed ?? false, request: row && toRequest(row, s.clock.now()) };
}

/** Whether this is an agreement that can be used now. */
export function isUsable({ status, agreedUntil }: RefundRequest, now: Date): boolean {
  return status === 'agreed' && agreedUntil !== null && agreedUntil > now;
}

export async function listOpenRequests(s: Services): Promise<RefundRequest[]> {
  const now = s.clock.now();
  return (await run<Row>(s.pool, open, [s.env.paysera.environment, now])).map((row) => toRequest(row, now));
}

type Asked = { orderId: string; staffId: string; reason: string; returnGoods: boolean };

/** False when one is open already, or the order is not paid any more. The amount is the order's, not the asker's. */
export async function askForRefund(s: Services, { orderId, staffId, reason, returnGoods }: Asked, diary: Diary): Promise<boolean> {
  const now = s.clock.now();
  const until = new Date(now.getTime() + REQUEST_LASTS_MS);
  const values = [s.ids.next('req'), s.env.paysera.environment, orderId, staffId, reason, returnGoods, now, until, diary.take()];
  return (await runOne(s.pool, ask, values)) !== null;
}

export type DecideRequest = { requestId: string; staffId: string; as: 'agreed' | 'declined' | 'withdrawn'; reason: string | null };

/** Null when it is not open any more, has run out, or is this person's own (somebody else's, to withdraw). */
export async function decideRequest(
  s: Services,
  { requestId, staffId, as, reason }: DecideRequest,
  diary: Diary,
): Promise<RefundRequest | null> {
  const now = s.clock.now();
  const agreedUntil = as === 'agreed' ? new Date(now.getTime() + AGREEMENT_LASTS_MS) : null;
  const row = await runOne<Row>(s.pool, decide, [
    s.env.paysera.environment,
    requestId,
    as,
    staffId,
    reason,
    now,
    agreedUntil,
    diary.take(),
  ]);
  return row && toRequest(row, now);
}

export async function readRequest(s: Services, requestId: string): Promise<RefundRequest | null> {
  const row = await runOne<Row>(s.pool, one, [s.env.paysera.environment, requestId]);
  return row && toRequest(row, s.clock.now());
}

type Row = {
  id: string;
  order_id: string;
  number: number;
  amount_minor: string;
  currency: string;
  reason: string;
  return_goods: boolean;
  asked_by: string;
  asker: string | null;
  asked_at: Date;
  expires_at: Date;
  status: RefundRequest['status'];
  decider: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  agreed_until: Date | null;
};

function toRequest(row: Row, now: Date): RefundRequest {
  return {
    id: row.id,
    orderId: row.order_id,
    orderNumber: String(row.number),
    amount: { minor: BigInt(row.amount_minor), currency: row.currency },
    reason: row.reason,
    returnGoods: row.return_goods,
    askedBy: { id: row.asked_by, name: row.asker ?? 'Somebody' },
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    status: row.status === 'open' && row.expires_at <= now ? 'expired' : row.status,
    decidedBy: row.decider,
    decidedAt: row.decided_at,
    decisionReason: row.decision_reason,
    agreedUntil: row.agreed_until,
  };
}

const columns = (
  from: string,
) => `SELECT q.id, q.order_id, o.number, q.amount_minor::text AS amount_minor, q.currency, q.reason, q.return_goods, q.asked_by,
    (SELECT coalesce(p.name, p.email) FROM shopper p WHERE p.id = q.asked_by) AS asker, q.asked_at, q.expires_at, q.status,
    (SELECT coalesce(p.name, p.email) FROM shopper p WHERE p.id = q.decided_by) AS decider, q.decided_at, q.decision_reason, q.agreed_until
  FROM ${from} q JOIN shop_order o ON o.id = q.order_id`;

const isNeeded = {
  name: 'refund-needs-second-person',
  text: 'SELECT needs_second_person(o, $3) AS needed FROM shop_order o WHERE o.id = $1 AND o.environment = $2',
};
const newestOf = {
  name: 'refund-request-newest',
  text: `${columns('refund_request')} WHERE q.environment = $1 AND q.order_id = $2 ORDER BY q.asked_at DESC, q.id DESC LIMIT 1`,
};
const open = {
  name: 'refund-requests-open',
  text: `${columns('refund_request')} WHERE q.environment = $1 AND q.status = 'open' AND q.expires_at > $2 ORDER BY q.asked_at LIMIT 50`,
};
const one = { name: 'refund-request-one', text: `${columns('refund_request')} WHERE q.environment = $1 AND q.id = $2` };

// What ran out makes room in the same statement; the count makes it the first of the two.
const ask = {
  name: 'refund-request-ask',
  text: `WITH locked AS (
      SELECT id, environment, total_minor, currency FROM shop_order WHERE id = $3 AND environment = $2 AND status = 'paid' FOR UPDATE
    ), ran_out AS (
      UPDATE refund_request SET status = 'expired', decided_at = $7 WHERE order_id = (SELECT id FROM locked) AND status = 'open' AND expires_at <= $7 RETURNING id
    ), asked AS (
      INSERT INTO refund_request (id, environment, order_id, asked_by, amount_minor, currency, reason, return_goods, asked_at, expires_at, status)
      SELECT $1, environment, id, $4, total_minor, currency, $5, $6, $7, $8, 'open' FROM locked WHERE (SELECT count(*) FROM ran_out) >= 0
      ON CONFLICT (order_id) WHERE status = 'open' DO NOTHING RETURNING id
    ), diary AS (${insertDiary('$9', 'EXISTS (SELECT FROM asked)')})
    SELECT id FROM asked`,
};

const decide = {
  name: 'refund-request-decide',
  text: `WITH decided AS (
      UPDATE refund_request SET status = $3, decided_by = $4, decided_at = $6, decision_reason = $5, agreed_until = $7
      WHERE environment = $1 AND id = $2 AND status = 'open' AND expires_at > $6 AND (asked_by = $4) = ($3 = 'withdrawn') RETURNING *
    ), diary AS (${insertDiary('$8', 'EXISTS (SELECT FROM decided)')})
    ${columns('decided')}`,
};
