// One statement for each step of a use: taken before Paysera is asked, kept when the money is held, given back when it said no.
import type { Diary } from '../audit/diary.ts';
import { insertDiary } from '../audit/diary.ts';
import { runOne } from '../db/statement.ts';
import { formatMoney } from '../money/format-money.ts';
import type { Money } from '../money/money.ts';
import type { Seen } from '../payments/transition-attempt.ts';
import type { Services } from '../services.ts';

export type UseOf = {
  attemptId: string;
  orderId: string;
  allowanceId: string;
  shopperId: string;
  clickKey: string;
  until: Date;
  amount: Money;
};

/**
 * Takes the order's amount from the permission and holds the attempt until `until`; null when it does not fit (any more), when this
 * attempt or this click has taken before, or when the attempt is not one that waits to be approved. What fits is decided by a trigger
 * under the lock of the permission. The diary's line of it is part of the statement, for what was left only that knows. From here on the
 * attempt is unsure: not taken before `keepHeld` has heard that it counts under this very permission.
 * @returns what was left before, in minor units.
 */
export async function takeUse(s: Services, use: UseOf, diary: Diary): Promise<bigint | null> {
  const { attemptId, orderId, allowanceId, shopperId, clickKey, until, amount } = use;
  const summary = `To be paid without a PIN: ${formatMoney(amount)}`;
  const values = [
    ...[attemptId, orderId, allowanceId, shopperId, clickKey, until, s.clock.now(), s.env.paysera.environment],
    ...[diary.take(), summary],
  ];
  const row = await runOne<{ left: string }>(s.pool, take, values);
  return row && BigInt(row.left);
}

const take = {
  name: 'allowance-take-use',
  text: `WITH locked AS (
      SELECT id FROM shop_order WHERE id = $2 AND environment = $8 AND shopper_id = $4 AND status = 'pending' AND close_as IS NULL AND expires_at > $7 FOR UPDATE
    ), waiting AS (
      SELECT a.* FROM attempt a JOIN locked ON a.order_id = locked.id
      WHERE a.id = $1 AND a.status = 'created' AND a.use_allowance AND a.hold_until IS NULL AND a.provider_status IN ('new', 'waiting') FOR UPDATE OF a
    ), taken AS (
      INSERT INTO allowance_use (attempt_id, allowance_id, environment, order_id, click_key, state, amount_minor, currency, at)
      SELECT id, $3, environment, order_id, $5, 'held', amount_minor, currency, $7 FROM waiting
      ON CONFLICT DO NOTHING RETURNING attempt_id, left_before_minor, amount_minor
    ), holding AS (
      UPDATE attempt a SET hold_until = $6, unsure = true, next_read_at = $6, updated_at = $7 FROM taken WHERE a.id = taken.attempt_id
    ), told AS (
      INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary, data)
      SELECT $7, $2, taken.attempt_id, 'allowance-used', 'shopper', $10, jsonb_build_object('allowance', w.id, 'weekly', w.weekly_minor::text,
        'leftBefore', left_before_minor::text, 'leftAfter', (left_before_minor - amount_minor)::text, 'currency', w.currency)
      FROM taken JOIN allowance w ON w.id = $3
    ), diary AS (${insertDiary('$9', 'EXISTS (SELECT FROM taken)')})
    SELECT left_before_minor::text AS left FROM taken`,
};

export type Reserved = {
  /** The seconds for an undo end then, if they begin now: they begin once, with whoever learns first that the money is reserved. */
  until: Date;
  /** Paysera has said that it counts under the permission it was taken from; until somebody hears that, it is not taken. */
  sure: boolean;
  /** When to ask again where it is not sure, if that is after the seconds. */
  nextReadAt: Date;
};

/** Paysera has reserved it. @returns when the seconds for an undo are over; null when the attempt was let go, or taken, meanwhile. */
export async function keepHeld(s: Services, ids: { attemptId: string }, seen: Seen, how: Reserved, diary: Diary): Promise<Date | null> {
  const { providerStatus, walletId, reserveUntil, acceptedBy } = seen;
  const { until, sure, nextReadAt } = how;
  const values = [ids.attemptId, providerStatus, walletId, reserveUntil, acceptedBy, until, s.clock.now(), diary.take(), sure, nextReadAt];
  return (await runOne<{ hold_until: Date }>(s.pool, keep, values))?.hold_until ?? null;
}

const begun = `CASE WHEN provider_status = 'reserved' THEN hold_until ELSE $6::timestamptz END`;
const keep = {
  name: 'allowance-keep-held',
  text: `WITH moved AS (
      UPDATE attempt SET provider_status = $2, wallet_id = coalesce($3, wallet_id), reserve_until = coalesce($4, reserve_until), accepted_by = $5,
        hold_until = ${begun}, unsure = unsure AND NOT $9::boolean,
        next_read_at = CASE WHEN unsure AND NOT $9::boolean THEN greatest(${begun}, $10::timestamptz) ELSE ${begun} END,
        reason = CASE WHEN unsure AND NOT $9::boolean THEN 'unreachable' END,
        doubt_count = 0, doubt_since = NULL, forgotten_since = NULL, read_count = read_count + 1, last_read_at = $7, updated_at = $7
      WHERE id = $1 AND status = 'created' AND hold_until IS NOT NULL RETURNING hold_until
    ), diary AS (${insertDiary('$8')})
    SELECT hold_until FROM moved`,
};

/** Paysera said no, or nothing was sent: the use goes back, and the same transaction waits for its PIN. False when it moved on meanwhile. */
export async function giveBackUse(
  s: Services,
  input: { attemptId: string; orderId: string; refusal: string; pinReason: string | null; nextReadAt: Date },
  diary: Diary,
): Promise<boolean> {
  const { attemptId, orderId, refusal, pinReason, nextReadAt } = input;
  const row = await runOne(s.pool, giveBack, [
    attemptId,
    orderId,
    refusal.slice(0, 60),
    pinReason,
    nextReadAt,
    s.clock.now(),
    diary.take(),
  ]);
  return row !== null;
}

const giveBack = {
  name: 'allowance-give-back',
  text: `WITH locked AS (SELECT id FROM shop_order WHERE id = $2 FOR UPDATE), moved AS (
      UPDATE attempt SET hold_until = NULL, unsure = false, pin_reason = $4, next_read_at = $5, updated_at = $6
      WHERE id = $1 AND status = 'created' AND order_id = (SELECT id FROM locked) RETURNING id
    ), returned AS (
      UPDATE allowance_use u SET state = 'given-back', refusal = $3, settled_at = $6 FROM moved WHERE u.attempt_id = moved.id AND u.state = 'held'
      RETURNING u.attempt_id
    ), diary AS (${insertDiary('$7')})
    SELECT attempt_id FROM returned`,
};

/** Why this click goes to the PIN page, for the order's page and the desk. */
export async function notePinReason(
  s: Services,
  input: { attemptId: string; reason: string; over: bigint | null },
  diary: Diary,
): Promise<void> {
  await runOne(s.pool, noteReason, [input.attemptId, input.reason, input.over, s.clock.now(), diary.take()]);
}

const noteReason = {
  name: 'attempt-note-pin-reason',
  text: `WITH moved AS (
      UPDATE attempt SET pin_reason = $2, pin_over_minor = $3, updated_at = $4 WHERE id = $1 AND status = 'created' AND hold_until IS NULL RETURNING id
    ), diary AS (${insertDiary('$5')})
    SELECT id FROM moved`,
};

export type KnownUse = {
  orderShopper: string | null;
  orderStatus: string;
  total: { minor: bigint; currency: string };
  /** Of the attempt that is not at rest, if it has one. */
  use: { state: 'held' | 'paid' | 'given-back'; attemptStatus: string; providerStatus: string | null; holdUntil: Date | null } | null;
};

/** What this order is, and whether a click has taken for it before. */
export async function readKnownUse(s: Services, orderId: string): Promise<KnownUse | null> {
  const row = await runOne<KnownRow>(s.pool, known, [orderId, s.env.paysera.environment]);
  if (!row) return null;
  return {
    orderShopper: row.shopper_id,
    orderStatus: row.status,
    total: { minor: BigInt(row.total), currency: row.currency },
    use: row.state && {
      state: row.state,
      attemptStatus: row.attempt_status as string,
      providerStatus: row.provider_status,
      holdUntil: row.hold_until,
    },
  };
}

type KnownRow = {
  shopper_id: string | null;
  status: string;
  total: string;
  currency: string;
  state: 'held' | 'paid' | 'given-back' | null;
  attempt_status: string | null;
  provider_status: string | null;
  hold_until: Date | null;
};
const known = {
  name: 'allowance-known-use',
  text: `SELECT o.shopper_id, o.status, o.total_minor::text AS total, o.currency, u.state, a.status AS attempt_status, a.provider_status, a.hold_until
    FROM shop_order o LEFT JOIN attempt a ON a.order_id = o.id AND a.status IN ('creating', 'created', 'confirming', 'confirmed', 'releasing', 'review')
    LEFT JOIN allowance_use u ON u.attempt_id = a.id WHERE o.id = $1 AND o.environment = $2`,
};
