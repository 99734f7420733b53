// Shoppers of a journey's own who may pay without a PIN, and what their permission and its money went through.
import type { Page } from '@playwright/test';
import { usualQuickPay } from '#lib/allowances/quick-pay-settings.ts';
import type { Services } from '#lib/services.ts';
import { control } from './control.ts';
import type { Person } from './people.ts';
import { connectWallet } from './staff.ts';
import type { World } from './start-world.ts';

export type Payer = Person & { shopperId: string; wallet: number };

let registered = 0;

/** Somebody new at Paysera, with €1,000.00 in a wallet, connected in this browser. */
export async function connectedPayer(page: Page, { paysera }: World, shop: Services): Promise<Payer> {
  registered += 1;
  const name = `Saulė ${process.pid}-${registered}`;
  const person = { name, email: `saule-${process.pid}-${registered}@example.lt`, pin: '7391' };
  const known = await control<{ user: number; wallet: number }>(paysera, 'POST /users', {
    ...{ email: person.email, display_name: name, pin: person.pin },
  });
  await control(paysera, 'POST /balances', { wallet: known.wallet, currency: 'EUR', amount: 100_000 });
  await signIn(page, person);
  const { rows } = await shop.pool.query<{ id: string }>('SELECT id FROM shopper WHERE paysera_user_id = $1', [known.user]);
  if (!rows[0]) throw new Error(`${name} is no shopper`);
  return { ...person, shopperId: rows[0].id, wallet: known.wallet };
}

/** In one more browser, or again. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in?returnTo=/account');
  await connectWallet(page, person);
  await page.waitForURL('**/account');
}

/** The settings a shop begins with, but for how long a one-click can be undone from now on. */
export async function setUndoSeconds(shop: Services, seconds: number): Promise<void> {
  const { presets, highestWeekly, longestDays } = usualQuickPay;
  const onDisk = presets.map(({ weekly, ceiling, days }) => ({ weekly: `${weekly.minor}`, ceiling: `${ceiling.minor}`, days }));
  await shop.pool.query(
    `INSERT INTO quick_pay_settings (environment, offered, one_click, currency, presets, highest_weekly_minor, longest_days, undo_seconds, updated_at)
     VALUES ('local', true, true, 'EUR', $1, $2, $3, $4, now())
     ON CONFLICT (environment) DO UPDATE SET offered = true, one_click = true, undo_seconds = $4`,
    [JSON.stringify(onDisk), highestWeekly.minor, longestDays, seconds],
  );
}

/** The time to undo is over at this moment. */
export async function endUndo(shop: Services, orderId: string): Promise<void> {
  await shop.pool.query('UPDATE attempt SET hold_until = created_at, next_read_at = now() WHERE order_id = $1', [orderId]);
}

/** Everything this shopper ordered that is in this state at Paysera. */
export async function transactionsOf(shop: Services, { paysera }: World, payer: Payer): Promise<{ orderId: string; status: string }[]> {
  const { rows } = await shop.pool.query<{ order_id: string; key: string }>(
    `SELECT a.order_id, a.transaction_key AS key FROM attempt a JOIN shop_order o ON o.id = a.order_id
     WHERE o.shopper_id = $1 AND a.transaction_key IS NOT NULL AND o.total_minor > 30 ORDER BY a.created_at`,
    [payer.shopperId],
  );
  return Promise.all(
    rows.map(async ({ order_id, key }) => {
      const { transaction } = await control<{ transaction: { status: string } }>(paysera, `GET /transactions/${key}`);
      return { orderId: order_id, status: transaction.status };
    }),
  );
}

/** What Paysera itself took from this wallet, in cents. */
export async function spentBy({ paysera }: World, { wallet }: Payer): Promise<number> {
  const { transactions } = await control<{
    transactions: { transaction: { status: string; wallet?: number; payments: { price: number }[] } }[];
  }>(paysera, 'GET /transactions?status=confirmed&limit=100000');
  return transactions
    .filter(({ transaction }) => transaction.wallet === wallet)
    .reduce((sum, { transaction }) => sum + transaction.payments.reduce((one, { price }) => one + price, 0), 0);
}
