// An order placed as a guest, taken into an account by somebody who has signed in since. Holding its link is not enough, since links are
// passed on: it must have been placed from this browser's cart, or paid from one of the shopper's own wallets.
import { hashCartToken } from '../carts/cart-store.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type KeepOrder = { orderId: string; shopperId: string; cartToken: string | null };

/** Whether the order's page may offer it. */
export async function canKeepOrder(s: Services, input: KeepOrder): Promise<boolean> {
  return (await runOne(s.pool, find, valuesOf(s, input))) !== null;
}

/** False when it is in an account already, or not theirs to keep; nobody's order ever changes hands. */
export async function keepOrder(s: Services, input: KeepOrder): Promise<boolean> {
  return (await runOne(s.pool, keep, [...valuesOf(s, input), s.clock.now()])) !== null;
}

function valuesOf(s: Services, { orderId, shopperId, cartToken }: KeepOrder): unknown[] {
  return [orderId, s.env.paysera.environment, shopperId, hashCartToken(cartToken)];
}

const theirs = `o.id = $1 AND o.environment = $2 AND o.shopper_id IS NULL AND p.id = $3 AND p.environment = $2 AND (
    EXISTS (SELECT FROM cart c WHERE c.id = o.cart_id AND c.token_hash = $4)
    OR EXISTS (SELECT FROM attempt a JOIN wallet_token t ON t.shopper_id = p.id AND t.environment = $2, jsonb_array_elements(t.wallets) known
      WHERE a.order_id = o.id AND a.status = 'confirmed' AND known ->> 'id' = a.wallet_id::text))`;

const find = { name: 'order-can-keep', text: `SELECT o.id FROM shop_order o, shopper p WHERE ${theirs}` };
const keep = {
  name: 'order-keep',
  text: `WITH kept AS (
      UPDATE shop_order o SET shopper_id = p.id, updated_at = $5 FROM shopper p WHERE ${theirs} RETURNING o.id
    )
    INSERT INTO audit_event (at, order_id, kind, source, summary) SELECT $5, id, 'order-kept', 'shopper', 'Kept in an account from now on' FROM kept
    RETURNING order_id`,
};
