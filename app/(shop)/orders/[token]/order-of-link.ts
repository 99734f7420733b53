// The order a link opens. A link that is not ours, or no longer, finds nothing: it never says whether an order exists.
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { readOrderToken } from '#lib/orders/order-link.ts';
import { type OrderView, readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';

export function orderIdOfLink(token: string): string | null {
  return readOrderToken(services().keys, token);
}

export const orderOfLink = cache(async (token: string): Promise<OrderView> => {
  const orderId = orderIdOfLink(decodeURIComponent(token));
  const order = orderId === null ? null : await readOrder(services(), orderId);
  return order ?? notFound();
});
