// "Buy now" on a product page has no cart of its own: each drawn form gets one, so that a double click is the same order and not two.
import { createHmac } from 'node:crypto';
import { findCart, hashCartToken } from '../carts/cart-store.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

/** What was laid in is its first version; once it is paid the cart is empty, and that version still leads to its order. */
export type CartOfClick = { kind: 'filled'; token: string; version: number } | { kind: 'refused'; reason: 'sold-out' | 'unknown' };

const purpose = 'cart-of-click';
const mostOfOne = 99;
const firstVersion = 1;

/** The cart of this form with this one thing in it; asked again with the same key it is the same cart, unchanged. */
export async function cartOfClick(
  s: Services,
  { clickKey, shopperId, variantId, quantity }: { clickKey: string; shopperId: string; variantId: string; quantity: number },
): Promise<CartOfClick> {
  if (!isClickKey(clickKey) || !Number.isInteger(quantity) || quantity < 1 || quantity > mostOfOne)
    return { kind: 'refused', reason: 'unknown' };
  const token = tokenOfClick(s, { clickKey, shopperId });
  const row = await runOne<{ stock: number }>(s.pool, fill, [s.ids.next('crt'), hashCartToken(token), variantId, quantity, s.clock.now()]);
  if (!(await findCart(s, token))) return { kind: 'refused', reason: row ? 'sold-out' : 'unknown' };
  return { kind: 'filled', token, version: firstVersion };
}

export function tokenOfClick(s: Services, { clickKey, shopperId }: { clickKey: string; shopperId: string }): string {
  return createHmac('sha256', s.keys.current(purpose).key).update(`${shopperId}|${clickKey}`).digest('base64url');
}

/** Text that can be the key of a click. */
export function isClickKey(text: string): boolean {
  return /^[A-Za-z0-9_-]{16,64}$/.test(text);
}

const fill = {
  name: 'cart-of-click',
  text: `WITH wanted AS (
      SELECT v.id, v.price_minor, v.stock_on_hand FROM product_variant v JOIN product p ON p.id = v.product_id AND p.active WHERE v.id = $3
    ), made AS (
      INSERT INTO cart (id, token_hash, version, created_at, updated_at) SELECT $1, $2, 1, $5, $5 FROM wanted WHERE stock_on_hand >= $4
      ON CONFLICT (token_hash) DO NOTHING RETURNING id
    ), laid AS (
      INSERT INTO cart_line (cart_id, variant_id, quantity, seen_price_minor, added_at)
      SELECT made.id, wanted.id, $4, wanted.price_minor, $5 FROM made, wanted
    )
    SELECT stock_on_hand AS stock FROM wanted`,
};
