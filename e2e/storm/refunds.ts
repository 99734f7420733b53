// Now and then the owner gives an order's money back: Paysera is asked while it still can, and what a kill leaves half done is finished.
import type pg from 'pg';
import { refundOrder } from '#lib/checkout/refund-order.ts';
import type { Services } from '#lib/services.ts';
import type { ProviderTransaction } from './auditor.ts';
import { persist, type ShopperWorld } from './shopper.ts';

const owner = 'shp_owner';
/** Of the orders, in a storm. */
export const usualShare = 0.25;
/** Of Paysera: it gives back what was confirmed for so long. */
export const givesBackSeconds = 60;

export const ownerRows = `
  INSERT INTO shopper (id, environment, paysera_user_id) VALUES ('${owner}', 'local', 301);
  INSERT INTO staff (id, environment, paysera_user_id, role) VALUES ('stf_owner', 'local', 301, 'owner')`;

export function refundCalls(s: Services) {
  return {
    refund: ({ orderId, returnGoods }: { orderId: string; returnGoods: boolean }) =>
      refundOrder(s, { orderId, staffId: owner, reason: 'Came broken', returnGoods, reference: null }),
  };
}

/** Two browsers of the owner's press at once; one that sees an error page presses again. */
export async function giveSomeBack(world: ShopperWorld, name: string, orderId: string, share: number): Promise<void> {
  const { chance } = world;
  if (!chance.happens(share, 'refund', name)) return;
  const press = () => persist(world, 'refund', { orderId, returnGoods: chance.happens(0.5, 'goods', name) });
  await Promise.all(chance.happens(0.3, 'refund-twice', name) ? [press(), press()] : [press()]);
}

type Row = { id: string; status: string; transaction_key: string; refund: string | null; notes: number; open: number };

/** Money went back exactly where the books say so, once, and nothing is left half done. */
export async function auditRefunds(database: pg.Client, transactions: readonly ProviderTransaction[]): Promise<string[]> {
  const given = new Set(transactions.filter(isGivenBack).map(({ transaction_key }) => transaction_key));
  const { rows } = await database.query<Row>(
    `SELECT o.id, o.status, a.transaction_key, (SELECT count(*)::int FROM refund r WHERE r.order_id = o.id AND r.ended_at IS NULL) AS open,
      (SELECT count(*)::int FROM audit_event e WHERE e.order_id = o.id AND e.kind = 'order-refunded') AS notes
     FROM shop_order o JOIN attempt a ON a.order_id = o.id AND a.status = 'confirmed'`,
  );
  return rows.flatMap((row) => {
    const found: string[] = [];
    const refunded = row.status === 'refunded';
    if (refunded !== given.has(row.transaction_key))
      found.push(`R1 order ${row.id} is ${row.status}, and Paysera ${refunded ? 'kept' : 'gave back'} its money`);
    if (row.notes !== (refunded ? 1 : 0)) found.push(`R2 order ${row.id} is ${row.status}, told as given back ${row.notes} times`);
    if (row.open > 0) found.push(`L1 a refund of order ${row.id} is left half done`);
    return found;
  });
}

export function isGivenBack({ payments }: ProviderTransaction): boolean {
  return payments[0]?.status === 'canceled';
}
