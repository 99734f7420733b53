// Paid becomes refunded: order, ledger, what was asked for and, where the goods came back, stock, in one statement that one of two
// presses wins.
import type { Diary } from '../audit/diary.ts';
import { insertDiary } from '../audit/diary.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

/** False when the order is not paid any more: somebody was faster. */
export async function settleRefund(s: Services, input: { orderId: string; returnGoods: boolean }, diary: Diary): Promise<boolean> {
  return (await runOne(s.pool, settle, [input.orderId, input.returnGoods, s.clock.now(), diary.take()])) !== null;
}

const settle = {
  name: 'settle-refund',
  text: `WITH refunded AS (
      UPDATE shop_order SET status = 'refunded', updated_at = $3 WHERE id = $1 AND status = 'paid' RETURNING id, environment
    ), asked AS (
      UPDATE refund SET ended_at = $3, outcome = 'refunded', next_try_at = NULL WHERE order_id = (SELECT id FROM refunded) AND ended_at IS NULL
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
