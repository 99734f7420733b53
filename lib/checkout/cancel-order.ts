// Cancelling is a wish: what the shopper approved in the same moment is given back by Paysera, never kept.
import { askForEnd } from '../orders/close-order.ts';
import { readOrder } from '../orders/order-store.ts';
import type { Services } from '../services.ts';
import { endOrderNow } from './end-order.ts';

export type CancelOrder = { orderId: string; by: 'shopper' | 'staff' };
export type Cancelled = { kind: 'cancelled' } | { kind: 'cancelling' } | { kind: 'refused'; reason: 'paid' | 'ended' | 'unknown' };

export async function cancelOrder(s: Services, { orderId, by }: CancelOrder): Promise<Cancelled> {
  const asked = await askForEnd(s, { orderId, as: 'cancelled', reason: `by-${by}`, source: by });
  if (asked) await endOrderNow(s, orderId, by);
  const order = await readOrder(s, orderId);
  switch (order?.status) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'pending':
      return { kind: 'cancelling' };
    case 'paid':
    case 'refunded':
      return { kind: 'refused', reason: 'paid' };
    case 'expired':
      return { kind: 'refused', reason: 'ended' };
    default:
      return { kind: 'refused', reason: 'unknown' };
  }
}
