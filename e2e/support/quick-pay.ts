// Quick pay as a shopper meets it: allowed on the pay page, given at Paysera, seen on the card.
import { expect, type Page } from '@playwright/test';
import type pg from 'pg';
import { control } from './control.ts';
import type { Person } from './people.ts';
import { type PlacedOrder, placeOrder } from './place-order.ts';
import { connectWallet } from './staff.ts';
import type { World } from './start-world.ts';
import { openSessionFor, Visitor } from './visitor.ts';

/** Signs in and arrives at the card. */
export async function openCard(page: Page, person: Person): Promise<void> {
  await page.goto('/account/quick-pay');
  if (await page.getByRole('button', { name: 'Connect Paysera wallet' }).isVisible()) await connectWallet(page, person);
  await expect(page.getByRole('link', { name: 'Quick pay', exact: true })).toHaveAttribute('aria-current', 'page');
}

/** With something in the cart: chooses on the pay page and goes to Paysera, which knows the person already. */
export async function askWithOrder(page: Page, choice: RegExp | string): Promise<void> {
  await page.goto('/checkout');
  await page.getByRole('radio', { name: choice }).check();
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('checkbox', { name: 'Give this permission' })).toBeChecked();
}

type ConnectedPerson = {
  payseraUserId: number;
  /** One of Paysera's seed, counted as theirs. */
  wallet: number;
};

/** Signs somebody in whose wallet is connected, without the walk through Paysera. */
export async function connectedSession(
  pool: pg.Pool,
  { payseraUserId, wallet }: ConnectedPerson,
): Promise<{ session: string; shopperId: string }> {
  const { token: session, shopperId } = await openSessionFor(pool, { payseraUserId, role: null });
  await pool.query(
    `INSERT INTO wallet_token (id, shopper_id, environment, key_id, access_token, mac_key, wallets, expires_at)
     VALUES ('wtk_' || $1, $1, 'local', 'none', '', '', jsonb_build_array(jsonb_build_object('id', $2::text)), now() + interval '1 hour')
     ON CONFLICT (shopper_id) DO NOTHING`,
    [shopperId, String(wallet)],
  );
  return { session, shopperId };
}

export type Permitted = { session: string; shopperId: string; order: PlacedOrder };

/** Somebody who gave the permission of the second offer with a purchase. */
export async function givePermission(world: World, pool: pg.Pool, person: ConnectedPerson): Promise<Permitted> {
  const { session, shopperId } = await connectedSession(pool, person);
  const visitor = new Visitor(world, session);
  const order = await placeOrder(visitor, pool, { quickPay: 'preset-1' });
  const { rows } = await pool.query<{ key: string }>('SELECT transaction_key AS key FROM attempt WHERE order_id = $1', [order.id]);
  await control(world.paysera, `POST /transactions/${rows[0]?.key}/accept`, { wallet: person.wallet });
  const status = async () => {
    await visitor.get(`/orders/${order.token}/return`);
    // The card asks what the order's page could not learn, as after an outage that is over a moment ago.
    await visitor.get('/account/quick-pay');
    const { rows: found } = await pool.query<{ status: string }>('SELECT status FROM allowance WHERE order_id = $1', [order.id]);
    return found[0]?.status;
  };
  await expect.poll(status, { message: 'the permission given with the order' }).toBe('active');
  return { session, shopperId, order };
}

/** The browser is theirs from now on, without the walk through Paysera. */
export async function signInWith(page: Page, world: World, { session }: Pick<Permitted, 'session'>): Promise<void> {
  await page.context().addCookies([
    {
      name: '__Host-sid',
      value: session,
      domain: new URL(world.shopUrl).hostname,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ]);
}
