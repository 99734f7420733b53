// Every change makes a new version of the cart; an order is placed for one version, so a later change never reaches it.
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { type Cart, findCart, hashCartToken, heldByOwnOrders } from './cart-store.ts';

export type CartChanged =
  | { kind: 'changed'; token: string; cart: Cart }
  | { kind: 'refused'; reason: 'unknown' | 'sold-out' | 'too-many'; available: number };

/** `version`: of the cart as it is now. */
export type CartWritten = { kind: 'written'; token: string; version: number } | Extract<CartChanged, { kind: 'refused' }>;
type Asked = { token: string | null; variantId: string; quantity: number };

const mostOfOne = 99;

export async function addToCart(s: Services, input: Asked): Promise<CartChanged> {
  return withCart(s, await putInCart(s, input));
}

/** The same for who need not see the cart afterwards, as a form that leads to its page. */
export function putInCart(s: Services, input: Asked): Promise<CartWritten> {
  return writeQuantity(s, input, { isAdded: true });
}

/** Quantity 0 removes the line. */
export async function setQuantity(s: Services, input: { token: string; variantId: string; quantity: number }): Promise<CartChanged> {
  if (input.quantity === 0) {
    await run(s.pool, removeLine, [hashCartToken(input.token), input.variantId, s.clock.now()]);
    const cart = await findCart(s, input.token);
    return cart ? { kind: 'changed', token: input.token, cart } : { kind: 'refused', reason: 'unknown', available: 0 };
  }
  return withCart(s, await writeQuantity(s, input, { isAdded: false }));
}

async function withCart(s: Services, written: CartWritten): Promise<CartChanged> {
  if (written.kind === 'refused') return written;
  const cart = await findCart(s, written.token);
  return cart ? { kind: 'changed', token: written.token, cart } : { kind: 'refused', reason: 'unknown', available: 0 };
}

async function writeQuantity(s: Services, { token, variantId, quantity }: Asked, { isAdded }: { isAdded: boolean }): Promise<CartWritten> {
  // What is no such number, or more than the database could count, is refused before it is asked.
  if (!Number.isSafeInteger(quantity) || quantity < 1) return { kind: 'refused', reason: 'unknown', available: 0 };
  const asked = Math.min(quantity, mostOfOne + 1);
  const fresh = s.ids.token();
  const values = [hashCartToken(token), variantId, asked, isAdded, mostOfOne, s.ids.next('crt'), hashCartToken(fresh), s.clock.now()];
  const row = await runOne<Written>(s.pool, writeLine, values);
  if (!row) return { kind: 'refused', reason: 'unknown', available: 0 };
  if (row.available === 0) return { kind: 'refused', reason: 'sold-out', available: 0 };
  if (row.version === null) return { kind: 'refused', reason: 'too-many', available: Math.min(mostOfOne, row.available) };
  return { kind: 'written', token: row.known && token ? token : fresh, version: row.version };
}

/** `known`: the token is one of ours. One we do not know is never adopted: somebody may have planted it in the browser. */
type Written = { known: boolean; available: number; version: number | null };

const writeLine = {
  name: 'write-cart-line',
  text: `WITH wanted AS (
      SELECT v.id AS variant_id, v.price_minor, v.stock_on_hand + ${heldByOwnOrders('c.id', 'v.id')} AS available, c.id IS NOT NULL AS known,
        $3::int + CASE WHEN $4 THEN coalesce(l.quantity, 0) ELSE 0 END AS quantity
      FROM product_variant v JOIN product p ON p.id = v.product_id AND p.active
      LEFT JOIN cart c ON c.token_hash = $1
      LEFT JOIN cart_line l ON l.cart_id = c.id AND l.variant_id = v.id
      WHERE v.id = $2
    ), target AS (
      INSERT INTO cart (id, token_hash, version, created_at, updated_at)
      SELECT $6, CASE WHEN known THEN $1 ELSE $7 END, 1, $8, $8 FROM wanted WHERE quantity <= least($5, available)
      ON CONFLICT (token_hash) DO UPDATE SET version = cart.version + 1, updated_at = $8 RETURNING id, version
    ), written AS (
      INSERT INTO cart_line (cart_id, variant_id, quantity, seen_price_minor, added_at)
      SELECT target.id, variant_id, quantity, price_minor, $8 FROM target, wanted
      ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity, seen_price_minor = excluded.seen_price_minor RETURNING cart_id
    )
    SELECT known, available, (SELECT version FROM target) AS version, (SELECT count(*) FROM written) AS lines FROM wanted`,
};

const removeLine = {
  name: 'remove-cart-line',
  text: `WITH gone AS (
      DELETE FROM cart_line l USING cart c WHERE c.token_hash = $1 AND l.cart_id = c.id AND l.variant_id = $2 RETURNING l.cart_id
    )
    UPDATE cart SET version = version + 1, updated_at = $3 WHERE id IN (SELECT cart_id FROM gone)`,
};
