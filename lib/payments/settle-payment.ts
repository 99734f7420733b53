// Paid: attempt, order, stock, ledger, receipt, its job and the cart in one statement, so that no part can exist without the others.
import type { Diary } from '../audit/diary.ts';
import { insertDiary } from '../audit/diary.ts';
import { runOne } from '../db/statement.ts';
import { onlyOnce } from '../jobs/enqueue.ts';
import type { Services } from '../services.ts';
import type { Seen } from './transition-attempt.ts';

/** A person booked what waited in review; `doubts`: as many as were counted when they decided it. */
export type FromReview = { doubts: number };

/** False when another one settled it, or the order no longer waits. */
export async function settlePayment(
  s: Services,
  ids: { attemptId: string; orderId: string },
  seen: Seen,
  diary: Diary,
  fromReview: FromReview | null = null,
): Promise<boolean> {
  const row = await runOne(s.pool, settle, [
    ids.attemptId,
    ids.orderId,
    seen.walletId,
    s.clock.now(),
    s.ids.next('out'),
    diary.take(),
    seen.acceptedBy ?? null,
    fromReview ? 'review' : 'confirming',
    fromReview?.doubts ?? null,
    seen.providerStatus,
  ]);
  return row !== null;
}

// Locks are taken in one order everywhere: cart, order, attempt, goods. The count over `basket` makes the cart the first.
// A cart that was changed since keeps what was added, and loses what is paid: it would be bought a second time.
const settle = {
  name: 'settle-payment',
  text: `WITH basket AS (
      SELECT c.id FROM cart c JOIN shop_order o ON o.cart_id = c.id WHERE o.id = $2 FOR UPDATE OF c
    ), locked AS (
      SELECT id FROM shop_order WHERE id = $2 AND status = 'pending' AND (SELECT count(*) FROM basket) >= 0 FOR UPDATE
    ), captured AS (
      UPDATE attempt SET status = 'confirmed', provider_status = coalesce($10, 'confirmed'), wallet_id = coalesce($3, wallet_id), accepted_by = coalesce($7, accepted_by),
        reason = NULL, next_read_at = NULL,
        read_count = read_count + 1, last_read_at = $4, updated_at = $4
      WHERE id = $1 AND status = $8 AND ($9::int IS NULL OR doubt_count = $9) AND order_id = (SELECT id FROM locked)
      RETURNING id, order_id, environment, amount_minor, currency
    ), paid AS (
      UPDATE shop_order o SET status = 'paid', paid_at = $4, stock_held = false, updated_at = $4 FROM captured
      WHERE o.id = captured.order_id RETURNING o.id, o.cart_id, o.cart_version, o.placed_at
    ), shelves AS (
      SELECT v.id, l.quantity FROM product_variant v JOIN order_line l ON l.variant_id = v.id
      WHERE l.order_id = (SELECT order_id FROM captured) ORDER BY v.id FOR UPDATE OF v
    ), sold AS (
      UPDATE product_variant v SET stock_reserved = v.stock_reserved - shelves.quantity, stock_sold = v.stock_sold + shelves.quantity
      FROM shelves WHERE v.id = shelves.id
    ), booked AS (
      INSERT INTO ledger_entry (order_id, attempt_id, environment, account, kind, amount_minor, currency, at)
      SELECT order_id, id, environment, side.account, 'sale', amount_minor * side.sign, currency, $4
      FROM captured, (VALUES ('wallet', 1), ('sales', -1)) AS side(account, sign)
    ), receipt AS (
      INSERT INTO outbox (id, order_id, kind, created_at) SELECT $5, id, 'receipt', $4 FROM paid RETURNING id
    ), job AS (
      SELECT graphile_worker.add_job('send-outbox', json_build_object('id', id), ${onlyOnce('id')}) FROM receipt
    ), bought AS (
      SELECT l.variant_id, l.quantity FROM paid JOIN order_line l ON l.order_id = paid.id
    ), emptied AS (
      UPDATE cart SET version = cart.version + 1, updated_at = $4 FROM paid
      WHERE cart.id = paid.cart_id AND (cart.version = paid.cart_version OR EXISTS (
        SELECT FROM cart_line l JOIN bought ON bought.variant_id = l.variant_id WHERE l.cart_id = cart.id AND l.added_at <= paid.placed_at
      )) RETURNING cart.id, paid.placed_at, cart.version = paid.cart_version + 1 AS as_it_was
    ), taken_out AS (
      DELETE FROM cart_line l USING emptied WHERE l.cart_id = emptied.id AND (as_it_was OR l.added_at <= placed_at AND EXISTS (
        SELECT FROM bought WHERE bought.variant_id = l.variant_id AND bought.quantity >= l.quantity))
    ), left_in AS (
      UPDATE cart_line l SET quantity = l.quantity - bought.quantity FROM emptied, bought
      WHERE NOT as_it_was AND l.cart_id = emptied.id AND l.added_at <= placed_at AND bought.variant_id = l.variant_id AND bought.quantity < l.quantity
    ), diary AS (${insertDiary('$6', 'EXISTS (SELECT FROM paid)')})
    SELECT paid.id, (SELECT count(*) FROM job) AS jobs FROM paid`,
};
