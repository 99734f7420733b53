// A cart and the person it belongs to. Whoever signs out leaves nothing of theirs in the browser: the cart is put away under their
// account, under a name that no browser knows, and comes back at their next sign-in, in whichever browser that is.
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { findCart, hashCartToken } from './cart-store.ts';

/** An empty one is not kept; of two that were put away the newer one comes back. */
export async function putCartAway(s: Services, { token, shopperId }: { token: string | null; shopperId: string }): Promise<void> {
  const nobodysName = hashCartToken(s.ids.token());
  await run(s.pool, putAway, [hashCartToken(token), shopperId, nobodysName, s.clock.now()]);
}

/**
 * A guest's cart with something in it stays the cart of this browser, and the other one waits for another time: nothing is mixed, and no
 * total changes on the way through a checkout. @returns the cart's new name for the browser; null where nothing came back.
 */
export async function takeCartBack(s: Services, { token, shopperId }: { token: string | null; shopperId: string }): Promise<string | null> {
  const cart = await findCart(s, token);
  if (cart && cart.lines.length > 0) return null;
  const fresh = s.ids.token();
  return (await runOne(s.pool, takeBack, [shopperId, hashCartToken(fresh), s.clock.now()])) && fresh;
}

const putAway = {
  name: 'cart-put-away',
  text: `UPDATE cart c SET kept_for = $2, token_hash = $3, updated_at = $4
    WHERE c.token_hash = $1 AND EXISTS (SELECT FROM cart_line l WHERE l.cart_id = c.id)`,
};
const takeBack = {
  name: 'cart-take-back',
  text: `UPDATE cart SET kept_for = NULL, token_hash = $2, updated_at = $3
    WHERE id = (SELECT id FROM cart WHERE kept_for = $1 ORDER BY updated_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`,
};
