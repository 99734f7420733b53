// The order that the person here has made of a thing and not paid yet: found by who they are, or by the cart of a guest.
import { currentShopper } from '#app/_auth/session.ts';
import { findCart } from '#lib/carts/cart-store.ts';
import { findOpenOrders } from '#lib/orders/open-orders.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { cartToken } from '../cart-cookie.ts';

export type OpenOrder = {
  number: string;
  /** Where it is paid. */
  path: string;
};

export async function openOrderOf(slug: string): Promise<OpenOrder | null> {
  const s = services();
  const shopper = await currentShopper();
  const own = shopper ? (await findOpenOrders(s, shopper.id, { slug })).at(-1) : undefined;
  const order = own ?? (await orderOfCart(shopper?.id ?? null, slug));
  return order ? { number: order.number, path: `/orders/${order.token}/pay` } : null;
}

async function orderOfCart(shopperId: string | null, slug: string) {
  const s = services();
  const cart = await findCart(s, await cartToken());
  const order = cart?.unpaidOrderId ? await readOrder(s, cart.unpaidOrderId) : null;
  const isTheirs = order !== null && (order.shopperId === null || order.shopperId === shopperId);
  return isTheirs && order.payment.canPay && order.lines.some((line) => line.slug === slug) ? order : null;
}
