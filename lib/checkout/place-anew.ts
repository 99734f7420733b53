// An order from a cart that may have an unpaid one already. What stands in a shopper's way must never be their own order: where only an
// older one of the same cart holds what is short, that one is let go first.
import { hashCartToken } from '../carts/cart-store.ts';
import { run } from '../db/statement.ts';
import { orderToken } from '../orders/order-link.ts';
import { readLiveAttempt } from '../payments/attempt-store.ts';
import type { Services } from '../services.ts';
import { cancelOrder } from './cancel-order.ts';
import { type NotPlaced, type Placed, type PlaceOrder, placeOrder } from './place-order.ts';

/** The goods are held by an order of the shopper's own that is being let go: in a moment they are free. */
type BeingFreed = { kind: 'being-freed' };
export type PlacedAnew = Placed | BeingFreed;
export type NotPlacedAnew = NotPlaced | BeingFreed;

export async function placeAnew(s: Services, input: PlaceOrder): Promise<PlacedAnew> {
  const placed = await placeOrder(s, input);
  if (placed.kind !== 'sold-out') return placed;
  const held = await run<Held>(s.pool, heldByOlder, [hashCartToken(input.cartToken), input.cartVersion]);
  const heldOf = (variantId: string) => held.filter((one) => one.variant_id === variantId).reduce((sum, one) => sum + one.quantity, 0);
  if (!placed.lines.every(({ variantId, wanted, available }) => wanted <= available + heldOf(variantId))) return placed;
  const { areFreed, beingPaid } = await letGo(s, [...new Set(held.map(({ id }) => id))]);
  if (beingPaid) return beingPaid;
  const again = await placeOrder(s, input);
  return again.kind === 'sold-out' && !areFreed ? { kind: 'being-freed' } : again;
}

export type LetGo = {
  /** False where Paysera has not let go of one of them yet. */
  areFreed: boolean;
  /** One that was claimed for capture first: it is what is paid. */
  beingPaid: Extract<Placed, { kind: 'being-paid' }> | null;
};

export async function letGo(s: Services, orderIds: string[]): Promise<LetGo> {
  const gone: LetGo = { areFreed: true, beingPaid: null };
  for (const orderId of orderIds) {
    const cancelled = await cancelOrder(s, { orderId, by: 'shopper' });
    if (cancelled.kind === 'cancelling') gone.areFreed = false;
    const isPaid = cancelled.kind === 'refused' && cancelled.reason === 'paid';
    if (isPaid || (cancelled.kind === 'cancelling' && (await readLiveAttempt(s, orderId))?.status === 'confirming'))
      gone.beingPaid = { kind: 'being-paid', orderId, token: orderToken(s.keys, orderId) };
  }
  return gone;
}

type Held = { id: string; variant_id: string; quantity: number };

const heldByOlder = {
  name: 'held-by-older-orders',
  text: `SELECT o.id, l.variant_id, l.quantity FROM cart c JOIN shop_order o ON o.cart_id = c.id JOIN order_line l ON l.order_id = o.id
    WHERE c.token_hash = $1 AND o.cart_version < $2 AND o.status = 'pending' AND o.close_as IS NULL`,
};
