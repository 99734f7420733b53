// Rows of permissions: read together with their uses, and ended by one statement that says what it expects.
import { failpoint } from '../checkout/failpoint.ts';
import { run, runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';
import type { UseState } from './limits.ts';

export type AllowanceStatus = 'asked' | 'active' | 'ended';
/** The first three were never a permission: declined at Paysera, its purchase came to nothing, or Paysera never made it active. */
export type EndedBecause =
  | 'declined'
  | 'not-granted'
  | 'never-active'
  | 'turned-off'
  | 'staff'
  | 'at-paysera'
  | 'expired'
  | 'replaced'
  | 'disconnected'
  | 'wrong-wallet';
export type StoredUse = { orderId: string; orderNumber: string; amount: Money; at: Date; state: UseState; refusal: string | null };
export type StoredAllowance = {
  id: string;
  shopperId: string;
  orderId: string;
  attemptId: string;
  status: AllowanceStatus;
  providerId: number | null;
  walletId: number | null;
  weekly: Money;
  ceiling: Money;
  windowSeconds: number;
  validUntil: Date;
  askedAt: Date;
  activeAt: Date | null;
  endedAt: Date | null;
  endReason: EndedBecause | null;
  checkedAt: Date | null;
  /** It has ended, and Paysera has not been told yet. */
  untold: boolean;
  /** The wallet is one that its shopper has connected now. */
  connected: boolean;
  /** The transaction it was asked for with. */
  transactionKey: string | null;
  /** How that purchase ended, if it has. */
  attemptStatus: string;
  /** When that was written down. */
  attemptAt: Date;
  /** Newest first, the last five hundred. */
  uses: StoredUse[];
};

/** The permission of this shopper that is active, as far as we know. */
export async function readActiveAllowance(s: Services, shopperId: string): Promise<StoredAllowance | null> {
  const row = await runOne<AllowanceRow>(s.pool, activeOf, [s.env.paysera.environment, shopperId]);
  return row && toAllowance(row);
}

/** The one that ended last, of those that were permissions, or nearly: one on a wallet that was not theirs. */
export async function readLastEnded(s: Services, shopperId: string): Promise<StoredAllowance | null> {
  const row = await runOne<AllowanceRow>(s.pool, lastEnded, [s.env.paysera.environment, shopperId]);
  return row && toAllowance(row);
}

export type AskedAllowance = { allowanceId: string; orderId: string; orderNumber: string; weekly: Money };

/** The newest one asked for with an order that is paid by now, whose fate is not known. */
export async function readAskedOfPaid(s: Services, shopperId: string): Promise<AskedAllowance | null> {
  const row = await runOne<{ id: string; order_id: string; number: number; weekly_minor: string; currency: string }>(s.pool, askedOfPaid, [
    s.env.paysera.environment,
    shopperId,
  ]);
  if (!row) return null;
  const weekly = { minor: BigInt(row.weekly_minor), currency: row.currency };
  return { allowanceId: row.id, orderId: row.order_id, orderNumber: String(row.number), weekly };
}

export async function readAllowance(s: Services, allowanceId: string): Promise<StoredAllowance | null> {
  const row = await runOne<AllowanceRow>(s.pool, byId, [s.env.paysera.environment, allowanceId]);
  return row && toAllowance(row);
}

export type End = {
  allowanceId: string;
  from: 'asked' | 'active';
  why: EndedBecause;
  /** Paysera may still think it active and has to be told. */
  tell: boolean;
  source: string;
  summary: string;
  /** Learnt about one that never became active here. */
  provider?: { id: number; walletId: number | null } | null;
};

/** False when it had ended already, or was never there: of two ends one is written. */
export async function endAllowance(s: Services, end: End): Promise<boolean> {
  const { allowanceId, from, why, tell, source, summary, provider } = end;
  const values = [allowanceId, s.env.paysera.environment, from, why, tell, s.clock.now(), source, summary];
  await failpoint('before-end-permission', allowanceId);
  const ended = await runOne(s.pool, endStatement, [...values, provider?.id ?? null, provider?.walletId ?? null]);
  await failpoint('after-end-permission', allowanceId);
  return ended !== null;
}

export async function noteAllowanceEvent(
  s: Services,
  event: { allowanceId: string; kind: string; source: string; summary: string; data?: Record<string, unknown> },
): Promise<void> {
  const { allowanceId, kind, source, summary, data = {} } = event;
  await run(s.pool, noteEvent, [allowanceId, s.clock.now(), kind, source, summary, JSON.stringify(data)]);
}

type UseJson = { order_id: string; number: number; amount: string; at: string; state: UseState; refusal: string | null };
export type AllowanceRow = {
  id: string;
  shopper_id: string;
  order_id: string;
  attempt_id: string;
  status: AllowanceStatus;
  provider_id: string | null;
  wallet_id: string | null;
  weekly_minor: string;
  ceiling_minor: string;
  currency: string;
  window_seconds: number;
  valid_until: Date;
  asked_at: Date;
  active_at: Date | null;
  ended_at: Date | null;
  end_reason: EndedBecause | null;
  checked_at: Date | null;
  untold: boolean;
  connected: boolean;
  transaction_key: string | null;
  attempt_status: string;
  attempt_at: Date;
  uses: UseJson[] | null;
};

export const allowanceColumns = `w.id, w.shopper_id, w.order_id, w.attempt_id, w.status, w.provider_id::text AS provider_id, w.wallet_id::text AS wallet_id,
  w.weekly_minor::text AS weekly_minor, w.ceiling_minor::text AS ceiling_minor, w.currency, w.window_seconds, w.valid_until, w.asked_at, w.active_at,
  w.ended_at, w.end_reason, w.checked_at, w.tell_at IS NOT NULL AS untold, a.transaction_key, a.status AS attempt_status, a.updated_at AS attempt_at,
  EXISTS (SELECT FROM wallet_token t, jsonb_array_elements(t.wallets) known
    WHERE t.shopper_id = w.shopper_id AND t.environment = w.environment AND known ->> 'id' = w.wallet_id::text) AS connected,
  (SELECT json_agg(json_build_object('order_id', u.order_id, 'number', o.number, 'amount', u.amount_minor::text, 'at', u.at, 'state', u.state,
      'refusal', u.refusal) ORDER BY u.at DESC)
    FROM (SELECT * FROM allowance_use WHERE allowance_id = w.id ORDER BY at DESC LIMIT 500) u JOIN shop_order o ON o.id = u.order_id) AS uses`;
const from = 'FROM allowance w JOIN attempt a ON a.id = w.attempt_id';

const activeOf = {
  name: 'allowance-active-of-shopper',
  text: `SELECT ${allowanceColumns} ${from} WHERE w.environment = $1 AND w.shopper_id = $2 AND w.status = 'active'`,
};
const askedOfPaid = {
  name: 'allowance-asked-of-paid',
  text: `SELECT w.id, w.order_id, o.number, w.weekly_minor::text AS weekly_minor, w.currency
    FROM allowance w JOIN attempt a ON a.id = w.attempt_id JOIN shop_order o ON o.id = w.order_id
    WHERE w.environment = $1 AND w.shopper_id = $2 AND w.status = 'asked' AND a.status = 'confirmed' ORDER BY w.asked_at DESC LIMIT 1`,
};
const lastEnded = {
  name: 'allowance-last-ended',
  text: `SELECT ${allowanceColumns} ${from} WHERE w.environment = $1 AND w.shopper_id = $2 AND w.status = 'ended'
    AND w.end_reason NOT IN ('declined', 'not-granted', 'never-active') ORDER BY w.ended_at DESC LIMIT 1`,
};
const byId = { name: 'allowance-by-id', text: `SELECT ${allowanceColumns} ${from} WHERE w.environment = $1 AND w.id = $2` };
const endStatement = {
  name: 'allowance-end',
  text: `WITH ended AS (
      UPDATE allowance SET status = 'ended', end_reason = $4, ended_at = $6, next_check_at = NULL, updated_at = $6,
        tell_at = CASE WHEN $5::boolean AND coalesce($9, provider_id) IS NOT NULL THEN $6::timestamptz END,
        provider_id = coalesce($9, provider_id), wallet_id = coalesce($10, wallet_id)
      WHERE id = $1 AND environment = $2 AND status = $3 RETURNING id
    )
    INSERT INTO allowance_event (allowance_id, at, kind, source, summary) SELECT id, $6, 'ended-' || $4, $7, $8 FROM ended RETURNING allowance_id`,
};
const noteEvent = {
  name: 'allowance-note-event',
  text: 'INSERT INTO allowance_event (allowance_id, at, kind, source, summary, data) VALUES ($1, $2, $3, $4, $5, $6)',
};

export function toAllowance(row: AllowanceRow): StoredAllowance {
  const amount = (minor: string): Money => ({ minor: BigInt(minor), currency: row.currency });
  return {
    id: row.id,
    shopperId: row.shopper_id,
    orderId: row.order_id,
    attemptId: row.attempt_id,
    status: row.status,
    providerId: row.provider_id === null ? null : Number(row.provider_id),
    walletId: row.wallet_id === null ? null : Number(row.wallet_id),
    weekly: amount(row.weekly_minor),
    ceiling: amount(row.ceiling_minor),
    windowSeconds: row.window_seconds,
    validUntil: row.valid_until,
    askedAt: row.asked_at,
    activeAt: row.active_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    checkedAt: row.checked_at,
    untold: row.untold,
    connected: row.connected,
    transactionKey: row.transaction_key,
    attemptStatus: row.attempt_status,
    attemptAt: row.attempt_at,
    uses: (row.uses ?? []).map((use) => ({
      orderId: use.order_id,
      orderNumber: String(use.number),
      amount: amount(use.amount),
      at: new Date(use.at),
      state: use.state,
      refusal: use.refusal,
    })),
  };
}
