// Paid becomes refunded: order, ledger, what was asked for and, where the goods came back, stock, in one statement that one of two
// presses wins.
import type { Diary } from '../audit/diary.ts';
import { insertDiary } from '../audit/diary.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

type SettleRefund = {
  orderId: string;
  returnGoods: boolean;
  /** Money that a person transferred: it is written down as asked for and done in one. */
  byHand: { staffId: string; reason: string } | null;
};

/** False when the order is not paid any more: somebody was faster. The database refuses what would need a second person. */
export async function settleRefund(s: Services, { orderId, returnGoods, byHand }: SettleRefund, diary: Diary): Promise<boolean> {
  const values = [orderId, returnGoods, s.clock.now(), diary.take(), s.ids.next('ref'), byHand?.staffId ?? null, byHand?.reason ?? null];
  return (await runOne(s.pool, settle, values)) !== null;
}

const settle = {
  name: 'settle-refund',
  text: `WITH refunded AS (
      UPDATE shop_order SET status = 'refunded', updated_at = $3 WHERE id = $1 AND status = 'paid' RETURNING id, environment
    ), asked AS (
      UPDATE refund SET ended_at = $3, outcome = 'refunded', next_try_at = NULL WHERE order_id = (SELECT id FROM refunded) AND ended_at IS NULL
    ), by_hand AS (
      INSERT INTO refund (id, environment, order_id, staff_id, reason, return_goods, asked_at, ended_at, outcome)
      SELECT $5, environment, id, $6, $7, $2, $3, $3, 'refunded' FROM refunded WHERE $6::text IS NOT NULL
    ), captured AS (
      SELECT a.id, a.order_id, a.environment, a.amount_minor, a.currency FROM attempt a JOIN refunded r ON a.order_id = r.id AND a.environment = r.environment
      WHERE a.status = 'confirmed'
    ), booked AS (
      INSERT INTO ledger_entry (order_id, attempt_id, environment, account, kind, amount_minor, currency, at)
      SELECT order_id, id, environment, side.account, 'refund', amount_minor * side.sign, currency, $3
      FROM captured, (VALUES ('wallet', -1), ('sales', 1)) AS side(account, sign)
    ), shelves AS (
      SELECT v.id, l.quantity FROM product_variant v JOIN order_line l ON l.variant_id = v.id
      WHERE $2 AND l.order_id = (SELECT id FROM refunded) ORDER BY v.id FOR UPDATE OF v
    ), put_back AS (
      UPDATE product_variant v SET stock_sold = v.stock_sold - shelves.quantity, stock_on_hand = v.stock_on_hand + shelves.quantity
      FROM shelves WHERE v.id = shelves.id
    ), diary AS (${insertDiary('$4', 'EXISTS (SELECT FROM refunded)')})
    SELECT id FROM refunded`,
};
