// A refund that goes through Paysera, from the moment it was asked for to its end: at most one of an order is open.
import type { Diary } from '../audit/diary.ts';
import { insertDiary } from '../audit/diary.ts';
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type OpenRefund = {
  id: string;
  orderId: string;
  staffId: string;
  reason: string;
  returnGoods: boolean;
  /** How often it was taken up again, the present time included. */
  tries: number;
};
/** `not-sent`: nothing reached Paysera. `refused`: it gives this money back no more, or not at all. */
export type RefundEnd = 'not-sent' | 'refused';

type Asked = { orderId: string; staffId: string; reason: string; returnGoods: boolean };

/**
 * Written before Paysera is asked. Where one is open already it is that one which goes on, as it was asked for first: then `isNew` is
 * false, and a request for it may be on its way.
 */
export async function beginRefund(
  s: Services,
  asked: Asked,
  nextTryAt: Date,
  diary: Diary,
): Promise<{ refund: OpenRefund; isNew: boolean } | null> {
  const { orderId, staffId, reason, returnGoods } = asked;
  const values = [
    s.ids.next('ref'),
    s.env.paysera.environment,
    orderId,
    staffId,
    reason,
    returnGoods,
    s.clock.now(),
    nextTryAt,
    diary.take(),
  ];
  const mine = await runOne<Row>(s.pool, begin, values);
  const row = mine ?? (await runOne<Row>(s.pool, openOf, [orderId]));
  return row && { refund: toRefund(row), isNew: mine !== null };
}

/** It ends without money. False when it has ended otherwise meanwhile. */
export async function endRefund(s: Services, refundId: string, outcome: RefundEnd, diary: Diary): Promise<boolean> {
  return (await runOne(s.pool, end, [refundId, outcome, s.clock.now(), diary.take()])) !== null;
}

/** Those left half done, oldest first; each is leased by moving its next try, which grows further away with every one, as for attempts. */
export async function takeHalfDoneRefunds(s: Services, firstPauseMs: number, limit: number): Promise<OpenRefund[]> {
  const rows = await run<Row>(s.pool, take, [
    s.env.paysera.environment,
    s.clock.now(),
    firstPauseMs,
    Math.max(firstPauseMs, s.timing.longestPollMs),
    limit,
  ]);
  return rows.map(toRefund);
}

type Row = { id: string; order_id: string; staff_id: string; reason: string; return_goods: boolean; tries: number };
const columns = 'id, order_id, staff_id, reason, return_goods, tries';

function toRefund(row: Row): OpenRefund {
  const { id, order_id: orderId, staff_id: staffId, reason, return_goods: returnGoods, tries } = row;
  return { id, orderId, staffId, reason, returnGoods, tries };
}

const begin = {
  name: 'refund-begin',
  text: `WITH locked AS (
      SELECT id, environment FROM shop_order WHERE id = $3 AND environment = $2 AND status = 'paid' FOR UPDATE
    ), begun AS (
      INSERT INTO refund (id, environment, order_id, staff_id, reason, return_goods, asked_at, next_try_at)
      SELECT $1, environment, id, $4, $5, $6, $7, $8 FROM locked
      ON CONFLICT (order_id) WHERE ended_at IS NULL DO NOTHING RETURNING ${columns}
    ), diary AS (${insertDiary('$9', 'EXISTS (SELECT FROM begun)')})
    SELECT ${columns} FROM begun`,
};

const openOf = { name: 'refund-open-of', text: `SELECT ${columns} FROM refund WHERE order_id = $1 AND ended_at IS NULL` };

const end = {
  name: 'refund-end',
  text: `WITH ended AS (
      UPDATE refund SET ended_at = $3, outcome = $2, next_try_at = NULL WHERE id = $1 AND ended_at IS NULL RETURNING id
    ), diary AS (${insertDiary('$4', 'EXISTS (SELECT FROM ended)')})
    SELECT id FROM ended`,
};

const take = {
  name: 'refunds-half-done',
  text: `UPDATE refund SET tries = tries + 1, next_try_at = $2::timestamptz + least($3::float8 * 2 ^ least(tries, 10), $4::float8) * interval '1 millisecond'
    WHERE id IN (
      SELECT id FROM refund WHERE environment = $1 AND next_try_at <= $2 ORDER BY next_try_at LIMIT $5 FOR UPDATE SKIP LOCKED
    ) RETURNING ${columns}`,
};
