// What an order's page polls. It reads our own database; the worker and the callbacks are the ones who ask Paysera.
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { orderIdOfLink } from '../order-of-link.ts';
import { orderState } from '../order-state.ts';

export const dynamic = 'force-dynamic';

export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const headers = { 'cache-control': 'private, no-store' };
  const orderId = orderIdOfLink((await params).token);
  const order = orderId === null ? null : await readOrder(services(), orderId);
  if (!order) return Response.json({ error: 'not found' }, { status: 404, headers });
  const { payment, undoUntil } = order;
  const undoLeftMs = undoUntil && Math.max(0, undoUntil.getTime() - services().clock.now().getTime());
  return Response.json({ state: orderState(order), tier: payment.tier, poll: payment.poll, undoLeftMs }, { headers });
}
