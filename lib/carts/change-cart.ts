// Every change makes a new version of the cart; an order is placed for one version, so a later change never reaches it.
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { type Cart, findCart, hashCartToken } from './cart-store.ts';

export type CartChanged =
  | { kind: 'changed'; token: string; cart: Cart }
  | { kind: 'refused'; reason: 'unknown' | 'sold-out' | 'too-many'; available: number };

const mostOfOne = 99;

export async function addToCart(s: Services, input: { token: string | null; variantId: string; quantity: number }): Promise<CartChanged> {
  const held = await findHeld(s, input.token, input.variantId);
  return writeQuantity(s, input.token, input.variantId, (held?.quantity ?? 0) + input.quantity, held, input.quantity);
}

/** Quantity 0 removes the line. */
export async function setQuantity(s: Services, input: { token: string; variantId: string; quantity: number }): Promise<CartChanged> {
  const held = await findHeld(s, input.token, input.variantId);
  if (input.quantity === 0) {
    await run(s.pool, removeLine, [hashCartToken(input.token), input.variantId, s.clock.now()]);
    const cart = await findCart(s, input.token);
    return cart ? { kind: 'changed', token: input.token, cart } : { kind: 'refused', reason: 'unknown', available: 0 };
  }
  return writeQuantity(s, input.token, input.variantId, input.quantity, held, input.quantity);
}

type Held = { cart_id: string | null; quantity: number; available: number };

async function writeQuantity(
  s: Services,
  token: string | null,
  variantId: string,
  wanted: number,
  held: Held | null,
  asked: number,
): Promise<CartChanged> {
  if (!held || !Number.isSafeInteger(asked) || asked < 1) return { kind: 'refused', reason: 'unknown', available: 0 };
  if (held.available === 0) return { kind: 'refused', reason: 'sold-out', available: 0 };
  if (wanted > mostOfOne || wanted > held.available) {
    return { kind: 'refused', reason: 'too-many', available: Math.min(mostOfOne, held.available) };
  }
  // A token we do not know is never adopted: somebody may have planted it in the browser.
  const kept = held.cart_id && token ? token : s.ids.token();
  await run(s.pool, writeLine, [s.ids.next('crt'), hashCartToken(kept), variantId, wanted, s.clock.now()]);
  const cart = await findCart(s, kept);
  return cart ? { kind: 'changed', token: kept, cart } : { kind: 'refused', reason: 'unknown', available: 0 };
}

function findHeld(s: Services, token: string | null, variantId: string): Promise<Held | null> {
  return runOne<Held>(s.pool, readHeld, [hashCartToken(token), variantId]);
}

const readHeld = {
  name: 'read-held',
  text: `SELECT c.id AS cart_id, coalesce(l.quantity, 0) AS quantity, v.stock_on_hand AS available
    FROM product_variant v JOIN product p ON p.id = v.product_id AND p.active
    LEFT JOIN cart c ON c.token_hash = $1
    LEFT JOIN cart_line l ON l.cart_id = c.id AND l.variant_id = v.id
    WHERE v.id = $2`,
};

const writeLine = {
  name: 'write-cart-line',
  text: `WITH target AS (
      INSERT INTO cart (id, token_hash, version, created_at, updated_at) VALUES ($1, $2, 1, $5, $5)
      ON CONFLICT (token_hash) DO UPDATE SET version = cart.version + 1, updated_at = $5 RETURNING id
    )
    INSERT INTO cart_line (cart_id, variant_id, quantity, seen_price_minor, added_at)
    SELECT target.id, v.id, $4, v.price_minor, $5 FROM target, product_variant v WHERE v.id = $3
    ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity, seen_price_minor = excluded.seen_price_minor`,
};

const removeLine = {
  name: 'remove-cart-line',
  text: `WITH gone AS (
      DELETE FROM cart_line l USING cart c WHERE c.token_hash = $1 AND l.cart_id = c.id AND l.variant_id = $2 RETURNING l.cart_id
    )
    UPDATE cart SET version = version + 1, updated_at = $3 WHERE id IN (SELECT cart_id FROM gone)`,
};
