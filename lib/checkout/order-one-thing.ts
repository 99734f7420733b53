// "Buy now" on a product page: an order for this one thing. A second press for the same wish, after coming back from Paysera's page or in
// another window, leads to the order that is there already, and never holds goods twice.
import { cartOfClick, tokenOfClick } from '../allowances/cart-of-click.ts';
import { findCart } from '../carts/cart-store.ts';
import { findOpenOrders } from '../orders/open-orders.ts';
import type { OrderView } from '../orders/order-store.ts';
import type { Services } from '../services.ts';
import { letGo, type PlacedAnew, placeAnew } from './place-anew.ts';
import type { PlaceOrder } from './place-order.ts';

export type OneThing = Pick<PlaceOrder, 'email' | 'shownTotalMinor' | 'language'> & {
  shopperId: string;
  /** Of the form that was sent: the same form is the same order. */
  clickKey: string;
  variantId: string;
  quantity: number;
  /** What its button said. An order that waits for a PIN cannot be paid without one any more, so "now" needs one of its own. */
  says: 'now' | 'pin';
};
/** `cartToken`: what was bought lies in this cart, for who wants to know how much of it is left. */
export type OrderedOneThing = (PlacedAnew & { cartToken?: string }) | { kind: 'sold-out' | 'unknown' };

/** Whoever presses in two windows in one moment wants both: what is this young is no earlier wish. */
const oneMomentMs = 10_000;

export async function orderOneThing(s: Services, wish: OneThing): Promise<OrderedOneThing> {
  // In this order: who finds the order of this very form also finds its cart, and lets nothing of it go.
  const open = await findOpenOrders(s, wish.shopperId, wish);
  const cartToken = tokenOfClick(s, wish);
  if (await findCart(s, cartToken)) return place(s, wish);
  const [same] = wish.says === 'pin' ? open.filter((order) => isFor(order, wish)) : [];
  if (same) return goOnWith(s, same, open);
  const now = s.clock.now().getTime();
  const earlier = open.filter(({ placedAt }) => wish.says === 'pin' || now - placedAt.getTime() >= oneMomentMs);
  const { areFreed, beingPaid } = await letGo(
    s,
    earlier.map(({ id }) => id),
  );
  if (beingPaid) return beingPaid;
  const placed = await place(s, wish);
  if (placed.kind === 'sold-out' && !areFreed) return { kind: 'being-freed' };
  if (placed.kind !== 'placed' || wish.says === 'now') return placed;
  // Two windows that found nothing at the same moment: whoever looks last leaves one of their orders, the older one.
  const both = await findOpenOrders(s, wish.shopperId, wish);
  const [first] = both.filter((order) => isFor(order, wish));
  return first && both.length > 1 ? { ...(await goOnWith(s, first, both)), cartToken } : placed;
}

async function place(s: Services, wish: OneThing): Promise<OrderedOneThing> {
  const filled = await cartOfClick(s, wish);
  if (filled.kind === 'refused') return { kind: filled.reason };
  const { token: cartToken, version: cartVersion } = filled;
  const { email, shownTotalMinor, shopperId, language } = wish;
  const placed = await placeAnew(s, { cartToken, cartVersion, email, shownTotalMinor, shopperId, language });
  return { ...placed, cartToken };
}

async function goOnWith(s: Services, { id, token }: OrderView, open: OrderView[]): Promise<OrderedOneThing> {
  const { beingPaid } = await letGo(
    s,
    open.filter((order) => order.id !== id).map((order) => order.id),
  );
  return beingPaid ?? { kind: 'placed', orderId: id, token, resumed: true };
}

function isFor(order: OrderView, { quantity, shownTotalMinor }: OneThing): boolean {
  return order.lines[0]?.quantity === quantity && order.total.minor === shownTotalMinor;
}
