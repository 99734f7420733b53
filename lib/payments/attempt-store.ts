// Reads an attempt together with what its order allows; the one view every decision about money is made from.
import { run, runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import type { Services } from '../services.ts';
import type { AttemptStatus } from './attempt-status.ts';

export type Attempt = {
  id: string;
  orderId: string;
  orderNumber: number;
  environment: string;
  status: AttemptStatus;
  amount: Money;
  transactionKey: string | null;
  providerStatus: string | null;
  reason: string | null;
  creationStarted: Date | null;
  createdAt: Date;
  nextReadAt: Date | null;
  /** Until then a one-click can be undone, and is not confirmed. */
  holdUntil: Date | null;
  /** A use was taken for it, and nobody knows yet under which permission Paysera counted it. */
  unsure: boolean;
  /** It was claimed for capture once: a confirmation may have reached Paysera. */
  claimed: boolean;
  claimedAt: Date | null;
  /** Answers in a row that contradict what we know; since when, and since when Paysera does not know the key. */
  doubt: { count: number; since: Date | null; forgottenSince: Date | null };
  /** A permission was asked for with it, and what became of that is not known yet. */
  grantOpen: boolean;
  order: { status: OrderStatus; closing: 'expired' | 'cancelled' | null; expiresAt: Date };
};

export async function readAttempt(s: Services, attemptId: string): Promise<Attempt | null> {
  const row = await runOne<Row>(s.pool, byId, [attemptId]);
  return row && toAttempt(row);
}

/** The attempt of this order that is not at rest, if there is one: never two, by a unique index. */
export async function readLiveAttempt(s: Services, orderId: string): Promise<Attempt | null> {
  const row = await runOne<Row>(s.pool, liveOfOrder, [orderId]);
  return row && toAttempt(row);
}

export async function findAttemptByKey(s: Services, environment: string, transactionKey: string): Promise<string | null> {
  const rows = await run<{ id: string }>(s.pool, byKey, [environment, transactionKey]);
  return rows[0]?.id ?? null;
}

type Row = {
  id: string;
  order_id: string;
  order_number: number;
  environment: string;
  status: AttemptStatus;
  amount_minor: string;
  currency: string;
  transaction_key: string | null;
  provider_status: string | null;
  reason: string | null;
  creation_started_at: Date | null;
  created_at: Date;
  next_read_at: Date | null;
  hold_until: Date | null;
  unsure: boolean;
  claimed_at: Date | null;
  doubt_count: number;
  doubt_since: Date | null;
  forgotten_since: Date | null;
  grant_open: boolean;
  order_status: OrderStatus;
  close_as: 'expired' | 'cancelled' | null;
  expires_at: Date;
};

const columns = `a.id, a.order_id, o.number AS order_number, a.environment, a.status, a.amount_minor::text AS amount_minor, a.currency, a.transaction_key,
  a.provider_status, a.reason, a.creation_started_at, a.created_at, a.next_read_at, a.hold_until, a.unsure,
  a.claimed_at, a.doubt_count, a.doubt_since, a.forgotten_since,
  EXISTS (SELECT FROM allowance w WHERE w.attempt_id = a.id AND w.status = 'asked') AS grant_open, o.status AS order_status, o.close_as, o.expires_at`;
const from = 'FROM attempt a JOIN shop_order o ON o.id = a.order_id';
const byId = { name: 'read-attempt', text: `SELECT ${columns} ${from} WHERE a.id = $1` };
const liveOfOrder = {
  name: 'read-live-attempt',
  text: `SELECT ${columns} ${from} WHERE a.order_id = $1 AND a.status IN ('creating', 'created', 'confirming', 'releasing', 'review')`,
};
const byKey = { name: 'find-attempt-by-key', text: 'SELECT id FROM attempt WHERE environment = $1 AND transaction_key = $2' };

function toAttempt(row: Row): Attempt {
  return {
    id: row.id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    environment: row.environment,
    status: row.status,
    amount: { minor: BigInt(row.amount_minor), currency: row.currency },
    transactionKey: row.transaction_key,
    providerStatus: row.provider_status,
    reason: row.reason,
    creationStarted: row.creation_started_at,
    createdAt: row.created_at,
    nextReadAt: row.next_read_at,
    holdUntil: row.hold_until,
    unsure: row.unsure,
    claimed: row.claimed_at !== null,
    claimedAt: row.claimed_at,
    doubt: { count: row.doubt_count, since: row.doubt_since, forgottenSince: row.forgotten_since },
    grantOpen: row.grant_open,
    order: { status: row.order_status, closing: row.close_as, expiresAt: row.expires_at },
  };
}
