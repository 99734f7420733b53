// The only writer of an attempt's status. Each step is one statement that says what it expects, so that of two at once one wins.
import type { Diary } from '../audit/diary.ts';
import { insertDiary } from '../audit/diary.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import type { AttemptStatus } from './attempt-status.ts';

export type Seen = {
  providerStatus: string | null;
  walletId: number | null;
  reserveUntil: Date | null;
  /** Paysera's word for how it was accepted; `automatic` is by a permission. */
  acceptedBy?: string | null;
};

/** Paysera told nothing: what is kept of a transaction stays as it was. */
export const nothingSeen: Seen = { providerStatus: null, walletId: null, reserveUntil: null };

/** The order is locked before the attempt everywhere, so that two statements never wait for each other. */
const lockOrder = (condition = '') =>
  `locked AS (SELECT id, cart_id, cart_version, close_as FROM shop_order WHERE id = $2 ${condition} FOR UPDATE)`;

const seenColumns = `provider_status = coalesce($3, provider_status), wallet_id = coalesce($4, wallet_id), reserve_until = coalesce($5, reserve_until),
  accepted_by = coalesce($7, accepted_by), read_count = read_count + 1, last_read_at = $6, updated_at = $6`;
/** An answer that fits ends every doubt; where nothing was seen, nothing is known better than before. */
const doubtEnded = ['doubt_count', 'doubt_since', 'forgotten_since']
  .map((column) => `${column} = CASE WHEN $3::text IS NULL THEN ${column} ELSE ${column === 'doubt_count' ? '0' : 'NULL'} END`)
  .join(', ');

type Ids = { attemptId: string; orderId: string };
const values = (s: Services, { attemptId, orderId }: Ids, seen: Seen) => [
  attemptId,
  orderId,
  seen.providerStatus,
  seen.walletId,
  seen.reserveUntil,
  s.clock.now(),
  seen.acceptedBy ?? null,
];

/** creating → created: from now on a browser may be sent to the key. False when the attempt was given up meanwhile. */
export async function storeKey(
  s: Services,
  input: Ids & { claim: string; transactionKey: string; providerStatus: string; nextReadAt: Date },
  diary: Diary,
): Promise<boolean> {
  const row = await runOne(s.pool, storeKeyStatement, [
    input.attemptId,
    input.claim,
    input.transactionKey,
    input.providerStatus,
    input.nextReadAt,
    s.clock.now(),
    diary.take(),
  ]);
  return row !== null;
}

const storeKeyStatement = {
  name: 'attempt-store-key',
  text: `WITH moved AS (
      UPDATE attempt SET status = 'created', transaction_key = $3, provider_status = $4, next_read_at = $5, reason = NULL, updated_at = $6
      WHERE id = $1 AND status = 'creating' AND creation_claim = $2 RETURNING id
    ), diary AS (${insertDiary('$7')})
    SELECT id FROM moved`,
};

/** Whose attempt may be given up: the one whose request failed in our own hands, one forgotten for too long, or one nobody took up. */
export type Abandonable = { claim: string } | { olderThan: Date } | { unclaimed: true };

/** creating → abandoned: the key was never stored, hence never shown. */
export async function abandon(s: Services, input: Ids & { which: Abandonable; reason: string }, diary: Diary): Promise<boolean> {
  const row = await runOne(s.pool, abandonStatement, [
    input.attemptId,
    'claim' in input.which ? input.which.claim : null,
    'olderThan' in input.which ? input.which.olderThan : null,
    'unclaimed' in input.which,
    input.reason,
    s.clock.now(),
    diary.take(),
  ]);
  return row !== null;
}

const abandonStatement = {
  name: 'attempt-abandon',
  text: `WITH moved AS (
      UPDATE attempt SET status = 'abandoned', next_read_at = NULL, reason = $5, updated_at = $6
      WHERE id = $1 AND status = 'creating' AND (creation_claim = $2 OR creation_started_at < $3 OR ($4 AND creation_claim IS NULL))
      RETURNING id
    ), diary AS (${insertDiary('$7', 'EXISTS (SELECT FROM moved)')})
    SELECT id FROM moved`,
};

/** Nothing changed that matters: note the reading and when to ask again. */
export async function noteReading(
  s: Services,
  ids: Ids,
  seen: Seen,
  input: { expected: AttemptStatus; nextReadAt: Date | null; reason: string | null },
  diary: Diary,
): Promise<boolean> {
  const row = await runOne(s.pool, noteStatement, [...values(s, ids, seen), input.expected, input.nextReadAt, input.reason, diary.take()]);
  return row !== null;
}

const noteStatement = {
  name: 'attempt-note-reading',
  text: `WITH moved AS (
      UPDATE attempt SET ${seenColumns}, ${doubtEnded}, next_read_at = $9, reason = $10
      WHERE id = $1 AND order_id = $2 AND status = $8 RETURNING id
    ), diary AS (${insertDiary('$11')})
    SELECT id FROM moved`,
};

/** An answer that contradicts what we know: counted, and nothing of it is kept. `forgotten`: that Paysera does not know the key. */
export async function noteDoubt(
  s: Services,
  ids: Ids,
  input: { expected: AttemptStatus; nextReadAt: Date; reason: string | null; forgotten: boolean },
  diary: Diary,
): Promise<boolean> {
  const { expected, nextReadAt, reason, forgotten } = input;
  return (
    (await runOne(s.pool, doubtStatement, [
      ids.attemptId,
      ids.orderId,
      expected,
      s.clock.now(),
      nextReadAt,
      reason,
      forgotten,
      diary.take(),
    ])) !== null
  );
}

const doubtStatement = {
  name: 'attempt-doubt',
  text: `WITH moved AS (
      UPDATE attempt SET doubt_count = doubt_count + 1, doubt_since = coalesce(doubt_since, $4),
        forgotten_since = CASE WHEN $7::boolean THEN coalesce(forgotten_since, $4) END,
        read_count = read_count + 1, last_read_at = $4, updated_at = $4, next_read_at = $5, reason = $6
      WHERE id = $1 AND order_id = $2 AND status = $3 RETURNING id
    ), diary AS (${insertDiary('$8')})
    SELECT id FROM moved`,
};

/**
 * created → confirming: of all attempts of an order one can be here, by a unique index. The order must still wait for its money,
 * the seconds in which a one-click can be undone must be over, and the permission it counts under must be the one that was pressed for.
 */
export async function claimCapture(s: Services, ids: Ids, seen: Seen, input: { nextReadAt: Date }, diary: Diary): Promise<boolean> {
  const row = await runOne(s.pool, claimStatement, [...values(s, ids, seen), input.nextReadAt, diary.take()]);
  return row !== null;
}

const claimStatement = {
  name: 'attempt-claim-capture',
  text: `WITH ${lockOrder(`AND status = 'pending' AND close_as IS NULL`)}, moved AS (
      UPDATE attempt SET status = 'confirming', ${seenColumns}, ${doubtEnded}, next_read_at = $8, reason = NULL
      WHERE id = $1 AND status = 'created' AND (hold_until IS NULL OR hold_until <= $6)
        AND NOT (unsure AND coalesce($7, accepted_by, 'automatic') = 'automatic') AND order_id = (SELECT id FROM locked) RETURNING id
    ), diary AS (${insertDiary('$9', 'EXISTS (SELECT FROM moved)')})
    SELECT id FROM moved`,
};

/**
 * created → releasing; with `closeAs` the order's end is asked for in the same breath. `whileHeld` is the shopper's undo: only before
 * the seconds for it are over, by the time we pass, exactly when a claim is not possible yet. `whileUnsure`: not once somebody has heard
 * that it counts where it should.
 */
export async function letGo(
  s: Services,
  ids: Ids,
  seen: Seen,
  input: { reason: string; closeAs: 'expired' | 'cancelled' | null; nextReadAt: Date; whileHeld?: boolean; whileUnsure?: boolean },
  diary: Diary,
): Promise<boolean> {
  const { reason, closeAs, nextReadAt, whileHeld = false, whileUnsure = false } = input;
  const only = [whileHeld, whileUnsure];
  const row = await runOne(s.pool, letGoStatement, [...values(s, ids, seen), reason, closeAs, nextReadAt, diary.take(), ...only]);
  return row !== null;
}

const letGoStatement = {
  name: 'attempt-let-go',
  text: `WITH ${lockOrder()}, moved AS (
      UPDATE attempt SET status = 'releasing', ${seenColumns}, ${doubtEnded}, reason = $8, next_read_at = $10
      WHERE id = $1 AND status = 'created' AND (NOT $12::boolean OR hold_until > $6) AND (unsure OR NOT $13::boolean) AND order_id = (SELECT id FROM locked) RETURNING order_id
    ), closing AS (
      UPDATE shop_order o SET close_as = coalesce(o.close_as, $9), close_reason = coalesce(o.close_reason, $8), updated_at = $6 FROM moved
      WHERE o.id = moved.order_id AND $9::text IS NOT NULL AND o.status = 'pending' RETURNING o.id
    ), diary AS (${insertDiary('$11', 'EXISTS (SELECT FROM moved)')})
    SELECT order_id FROM moved`,
};

/**
 * To review: a person is needed, the goods stay held, and Paysera is asked again now and then. `doubts`: as many as were counted when
 * this was decided; an answer that fits and came in between keeps it from happening.
 */
export async function sendToReview(
  s: Services,
  ids: Ids,
  seen: Seen,
  input: { expected: AttemptStatus; reason: string; doubts: number; nextReadAt: Date },
  diary: Diary,
): Promise<boolean> {
  const { expected, reason, doubts, nextReadAt } = input;
  const row = await runOne(s.pool, reviewStatement, [...values(s, ids, seen), expected, reason, diary.take(), doubts, nextReadAt]);
  return row !== null;
}

const reviewStatement = {
  name: 'attempt-review',
  text: `WITH ${lockOrder()}, moved AS (
      UPDATE attempt SET status = 'review', ${seenColumns}, reason = $9, next_read_at = $12
      WHERE id = $1 AND status = $8 AND doubt_count = $11 AND order_id = (SELECT id FROM locked) RETURNING id
    ), diary AS (${insertDiary('$10', 'EXISTS (SELECT FROM moved)')})
    SELECT id FROM moved`,
};

/**
 * → dead. Where the end of the order was asked for, this is the moment: its goods go back in the same statement. `doubts`: where it is
 * believed after many answers, as many as were counted when that was decided. `closeReason`: the order ends with it, asked for or not.
 */
export async function bury(
  s: Services,
  ids: Ids,
  seen: Seen,
  input: { expected: AttemptStatus; reason: string; doubts?: number; closeReason?: string },
  diary: Diary,
): Promise<boolean> {
  const { expected, reason, doubts = null, closeReason = null } = input;
  const row = await runOne(s.pool, buryStatement, [...values(s, ids, seen), expected, reason, diary.take(), doubts, closeReason]);
  return row !== null;
}

const buryStatement = {
  name: 'attempt-bury',
  text: `WITH ${lockOrder()}, moved AS (
      UPDATE attempt SET status = 'dead', ${seenColumns}, reason = CASE WHEN status = 'releasing' AND reason IS NOT NULL THEN reason ELSE $9 END,
        next_read_at = NULL
      WHERE id = $1 AND status = $8 AND ($11::int IS NULL OR doubt_count = $11) AND order_id = (SELECT id FROM locked) RETURNING order_id
    ), shelves AS (
      SELECT v.id, l.quantity FROM product_variant v JOIN order_line l ON l.variant_id = v.id JOIN locked ON l.order_id = locked.id
      WHERE (locked.close_as IS NOT NULL OR $12::text IS NOT NULL) AND EXISTS (SELECT FROM moved) ORDER BY v.id FOR UPDATE OF v
    ), closed AS (
      UPDATE shop_order o SET status = coalesce(o.close_as, 'cancelled'), close_as = coalesce(o.close_as, 'cancelled'),
        close_reason = coalesce(o.close_reason, $12), closed_at = $6, stock_held = false, updated_at = $6 FROM moved
      WHERE o.id = moved.order_id AND o.status = 'pending' AND (o.close_as IS NOT NULL OR $12::text IS NOT NULL) RETURNING o.id, o.close_as
    ), given_back AS (
      UPDATE product_variant v SET stock_on_hand = v.stock_on_hand + shelves.quantity, stock_reserved = v.stock_reserved - shelves.quantity
      FROM shelves, closed WHERE v.id = shelves.id
    ), diary AS (${insertDiary('$10', 'EXISTS (SELECT FROM moved)')}), diary_of_end AS (
      INSERT INTO audit_event (at, order_id, kind, source, summary) SELECT $6, id, 'order-' || close_as, 'shop', 'Order ' || close_as || ', goods given back' FROM closed
    )
    SELECT order_id FROM moved`,
};
