import type { OrderView } from '#lib/orders/order-store.ts';

/** All that makes an order's page look different, as one word to compare. */
export function orderState({ status, payment }: OrderView): string {
  return [status, payment.tier, payment.reason ?? '', payment.canPay, payment.canCancel, payment.poll].join('|');
}
