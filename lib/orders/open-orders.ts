// What a shopper ordered of one thing alone and has not paid yet: a page that sells it leads there instead of saying that it is sold out.
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { type OrderView, readOrder } from './order-store.ts';

/** `what`: the address of a product, or one of its variants. Oldest first; none that is approved or being paid. */
export async function findOpenOrders(s: Services, shopperId: string, what: { slug: string } | { variantId: string }): Promise<OrderView[]> {
  const { slug, variantId } = { slug: null, variantId: null, ...what };
  const rows = await run<{ id: string }>(s.pool, find, [s.env.paysera.environment, shopperId, s.clock.now(), slug, variantId]);
  const orders = await Promise.all(rows.map(({ id }) => readOrder(s, id)));
  return orders.filter((order): order is OrderView => order?.payment.canPay === true);
}

const most = 5;
const find = {
  name: 'open-orders-of-one-thing',
  text: `SELECT o.id FROM shop_order o JOIN order_line l ON l.order_id = o.id
    WHERE o.environment = $1 AND o.shopper_id = $2 AND o.status = 'pending' AND o.close_as IS NULL AND o.expires_at > $3
      AND (l.slug = $4 OR l.variant_id = $5) AND NOT EXISTS (SELECT FROM order_line other WHERE other.order_id = o.id AND other.position <> l.position)
    ORDER BY o.placed_at, o.id LIMIT ${most}`,
};
