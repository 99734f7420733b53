// Everything the shop holds true about one order's money and goods, to compare before and after something that must change nothing.
import { expect } from '@playwright/test';
import type { Services } from '#lib/services.ts';
import { control } from './control.ts';
import type { World } from './start-world.ts';

export async function orderOfKey(shop: Services, transactionKey: string): Promise<string> {
  const { rows } = await shop.pool.query<{ order_id: string }>('SELECT order_id FROM attempt WHERE transaction_key = $1', [transactionKey]);
  if (!rows[0]) throw new Error('No order has this transaction');
  return rows[0].order_id;
}

export async function booksOf(shop: Services, orderId: string): Promise<unknown> {
  const { rows } = await shop.pool.query(
    `SELECT o.status, o.paid_at, o.closed_at,
      (SELECT json_agg(json_build_array(a.id, a.status, a.provider_status, a.read_count) ORDER BY a.number) FROM attempt a WHERE a.order_id = o.id) AS attempts,
      (SELECT json_agg(json_build_array(g.account, g.kind, g.amount_minor) ORDER BY g.id) FROM ledger_entry g WHERE g.order_id = o.id) AS ledger,
      (SELECT json_agg(json_build_array(x.id, x.kind) ORDER BY x.id) FROM outbox x WHERE x.order_id = o.id) AS leaves,
      (SELECT json_agg(json_build_array(v.sku, v.stock_on_hand, v.stock_reserved, v.stock_sold) ORDER BY v.sku)
        FROM product_variant v JOIN order_line l ON l.variant_id = v.id WHERE l.order_id = o.id) AS goods
     FROM shop_order o WHERE o.id = $1`,
    [orderId],
  );
  return rows[0];
}

type Callback = { id: number; type: string; state: string; attempts: { status: number }[] };

export async function callbacksOf({ paysera }: World, transactionKey: string): Promise<Callback[]> {
  return (await control<{ callbacks: Callback[] }>(paysera, `GET /transactions/${transactionKey}`)).callbacks;
}

/** Paysera sends it (again), signed as it was. @returns what the shop answered. */
export async function sendAgain(world: World, transactionKey: string, id: number): Promise<number | undefined> {
  const find = async () => (await callbacksOf(world, transactionKey)).find((one) => one.id === id);
  const before = (await find())?.attempts.length ?? 0;
  await control(world.paysera, `POST /callbacks/${id}/send`);
  await expect.poll(async () => (await find())?.attempts.length ?? 0, { message: 'Paysera sends it' }).toBeGreaterThan(before);
  return (await find())?.attempts.at(-1)?.status;
}
