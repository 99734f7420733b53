// The address for the receipt, typed anew at checkout while the order is not paid: what was typed last counts, since the first may have
// been a slip, and its owner a stranger.
import { hashCartToken } from '../carts/cart-store.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type CorrectEmail = {
  orderId: string;
  /** Of this browser: only who can place the order again can say where its receipt goes. */
  cartToken: string;
  shopperId: string | null;
  /** Judged by `readEmail` before. */
  email: string;
};

/** False when it is that address already, when the order does not wait for its money any more, or when it is in somebody else's account. */
export async function correctEmail(s: Services, { orderId, cartToken, shopperId, email }: CorrectEmail): Promise<boolean> {
  const values = [orderId, s.env.paysera.environment, hashCartToken(cartToken), shopperId, email, s.clock.now()];
  return (await runOne(s.pool, correct, values)) !== null;
}

const correct = {
  name: 'order-correct-email',
  text: `WITH corrected AS (
      UPDATE shop_order o SET email = $5, updated_at = $6
      WHERE o.id = $1 AND o.environment = $2 AND o.status = 'pending' AND o.email <> $5 AND (o.shopper_id IS NULL OR o.shopper_id = $4)
        AND EXISTS (SELECT FROM cart c WHERE c.id = o.cart_id AND c.token_hash = $3) RETURNING o.id
    )
    INSERT INTO audit_event (at, order_id, kind, source, summary) SELECT $6, id, 'email-corrected', 'shopper', 'E-mail address corrected at checkout' FROM corrected
    RETURNING order_id`,
};
