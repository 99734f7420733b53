// Quick pay as a shopper meets it: allowed on the pay page, given at Paysera, seen on the card.
import { expect, type Page } from '@playwright/test';
import type pg from 'pg';
import { addToCart } from '#lib/carts/change-cart.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { placeOrder } from '#lib/checkout/place-order.ts';
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import type { Services } from '#lib/services.ts';
import { control } from './control.ts';
import type { Person } from './people.ts';
import type { PlacedOrder } from './place-order.ts';
import { connectWallet } from './staff.ts';
import type { World } from './start-world.ts';
import { type ConnectedPerson, connectedSession } from './visitor.ts';

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

type Giver = { shopperId: string; wallet: number; email?: string };
type Limits = { weekly?: bigint; ceiling?: bigint };

/** A permission as it stands after a purchase that it was given with: a gift tag for €0.30, paid by PIN. */
export async function givePermission(
  shop: Services,
  { paysera }: World,
  { shopperId, wallet, email = 'giver@example.lt' }: Giver,
  { weekly = 6_000n, ceiling = weekly }: Limits = {},
): Promise<PlacedOrder> {
  const { rows } = await shop.pool.query<{ id: string }>(`SELECT id FROM product_variant WHERE sku = 'KOP-PAP-TAG'`);
  const added = await addToCart(shop, { token: null, variantId: rows[0]?.id ?? '', quantity: 1 });
  if (added.kind !== 'changed') throw new Error(`The cart refused: ${added.reason}`);
  const { token: cartToken, cart } = added;
  const shown = { cartToken, cartVersion: cart.version, shownTotalMinor: cart.total.minor };
  const placed = await placeOrder(shop, { ...shown, email, shopperId, language: 'en' });
  if (placed.kind !== 'placed') throw new Error(`The order is ${placed.kind}`);
  const { orderId: id, token } = placed;
  const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
  const grant = { weekly: euro(weekly), ceiling: euro(ceiling), until: new Date(Date.now() + 30 * 24 * 3_600_000) };
  await payForOrder(shop, { orderId: id, language: 'en', grant, shopperId });
  await control(paysera, `POST /transactions/${await keyOfOrder(shop.pool, id)}/accept`, { wallet });
  for (let asked = 0; (await readOrder(shop, id))?.grant?.outcome !== 'active'; asked++) {
    if (asked === 20) throw new Error('The permission did not become active');
    await refreshOrder(shop, id, 'staff');
  }
  return { id, token, number: (await readOrder(shop, id))?.number ?? '' };
}

async function keyOfOrder(pool: pg.Pool, orderId: string): Promise<string> {
  const { rows } = await pool.query<{ key: string }>('SELECT transaction_key AS key FROM attempt WHERE order_id = $1', [orderId]);
  if (!rows[0]) throw new Error(`Order ${orderId} has no transaction`);
  return rows[0].key;
}

export type Permitted = { session: string; shopperId: string; order: PlacedOrder };

/** Somebody signed in who has given a permission of €60.00 a week. */
export async function permittedSession(shop: Services, world: World, person: ConnectedPerson): Promise<Permitted> {
  const { session, shopperId } = await connectedSession(shop.pool, person);
  return { session, shopperId, order: await givePermission(shop, world, { shopperId, wallet: person.wallet }) };
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
