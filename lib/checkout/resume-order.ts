// "Start again with the same items": what an order that ended unpaid held is laid into the cart again, as far as it is still there.
import { type Cart, findCart, hashCartToken } from '../carts/cart-store.ts';
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type ResumeOrder = { orderId: string; cartToken: string | null };
export type Resumed =
  | { kind: 'filled'; token: string; cart: Cart; missing: { title: string; wanted: number; available: number }[] }
  | { kind: 'refused'; reason: 'not-ended' | 'sold-out' };

export async function resumeOrder(s: Services, { orderId, cartToken }: ResumeOrder): Promise<Resumed> {
  const existing = cartToken ? await findCart(s, cartToken) : null;
  const token = existing && cartToken ? cartToken : s.ids.token();
  const lines = await run<Line>(s.pool, refill, [orderId, s.ids.next('crt'), hashCartToken(token), s.clock.now()]);
  if (lines.length === 0) return { kind: 'refused', reason: 'not-ended' };
  if (lines.every((line) => line.available === 0)) return { kind: 'refused', reason: 'sold-out' };
  const cart = await findCart(s, token);
  if (!cart) return { kind: 'refused', reason: 'not-ended' };
  return { kind: 'filled', token, cart, missing: lines.filter((line) => line.available < line.wanted) };
}

type Line = { title: string; wanted: number; available: number };

// What lies in the cart already stays; of each thing there is at least what the order had.
const refill = {
  name: 'resume-order',
  text: `WITH wanted AS (
      SELECT l.variant_id, l.title, l.quantity AS wanted, l.position, coalesce(v.price_minor, 0) AS price,
        CASE WHEN p.active THEN least(v.stock_on_hand, l.quantity) ELSE 0 END AS available
      FROM shop_order o JOIN order_line l ON l.order_id = o.id
      LEFT JOIN product_variant v ON v.id = l.variant_id LEFT JOIN product p ON p.id = v.product_id
      WHERE o.id = $1 AND o.status IN ('expired', 'cancelled')
    ), target AS (
      INSERT INTO cart (id, token_hash, version, created_at, updated_at) SELECT $2, $3, 1, $4, $4 WHERE EXISTS (SELECT FROM wanted WHERE available > 0)
      ON CONFLICT (token_hash) DO UPDATE SET version = cart.version + 1, updated_at = $4 RETURNING id
    ), laid AS (
      INSERT INTO cart_line (cart_id, variant_id, quantity, seen_price_minor, added_at)
      SELECT target.id, variant_id, available, price, $4 + position * interval '1 millisecond' FROM wanted, target WHERE available > 0
      ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = greatest(cart_line.quantity, excluded.quantity)
    )
    SELECT title, wanted, coalesce(available, 0) AS available FROM wanted ORDER BY position`,
};
