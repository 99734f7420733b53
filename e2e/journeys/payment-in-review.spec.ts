import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import { ageSignIn, putInReview } from '../support/by-hand.ts';
import { expect, test } from '../support/journey.ts';
import { ona, rasa } from '../support/people.ts';
import { type PlacedOrder, placeOrder } from '../support/place-order.ts';
import { confirmWithPin, logIn } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';
import type { World } from '../support/start-world.ts';
import { openSessionFor, Visitor } from '../support/visitor.ts';

let pool: pg.Pool;
test.beforeAll(async ({ world }) => {
  pool = new pg.Pool({ connectionString: world.databaseUrl, max: 2 });
});
test.afterAll(() => pool.end());

async function ordered(world: World, payseraUserId: number): Promise<PlacedOrder> {
  const { token } = await openSessionFor(pool, { payseraUserId, role: null });
  return placeOrder(new Visitor(world, token), pool);
}

test('Paysera forgot a payment after our confirmation: the owner ends the order, and both pages say what is true', async ({
  page,
  browser,
  world,
}) => {
  const order = await ordered(world, 9601);
  await putInReview(pool, order.id, { reason: 'forgotten', key: 'forgotten9601abcdefghijklmnopqrstu' });
  const shopper = await browser.newPage();
  await shopper.goto(`${world.shopUrl}/orders/${order.token}`);
  await expect(shopper.getByRole('heading', { level: 1 })).toHaveText('A person is looking at this payment');

  await openDesk(page, rasa);
  await page.goto(`/admin/orders/${order.id}`);
  await expect(page.getByText('This payment needs a person')).toBeVisible();
  await page.getByRole('link', { name: 'Decide…' }).click();
  await expect(page.getByText('Paysera does not know it', { exact: true })).toBeVisible();
  await expect(page.getByText('None names this order')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Book/ }), 'nothing shows any money').toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await ageSignIn(pool, 301, 10);
  await page.reload();
  await expect(page.getByText('Pressing asks you to sign in once more first.')).toBeVisible();
  await page.getByLabel('Why').fill('Paysera’s support: no such payment, case 4711');
  await page.getByRole('button', { name: 'End the order, goods back' }).click();
  await expect(page.getByText('Sign in once more')).toBeVisible();
  expect(await statusOf(order.id), 'nothing was sent yet').toBe('review pending');
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByText('You are signed in again')).toBeVisible();
  expect(await statusOf(order.id), 'coming back sends nothing').toBe('review pending');
  await expect(page.getByLabel('Why')).toHaveValue('Paysera’s support: no such payment, case 4711');
  await page.getByRole('button', { name: 'End the order, goods back' }).click();
  await expect(page.getByRole('status')).toContainText('The goods are back');
  expect(await statusOf(order.id)).toBe('dead cancelled');
  await expect(page.getByText(/Decided at the desk: no money came/)).toBeVisible();
  await expect(page.getByText('This payment needs a person')).toHaveCount(0);

  await page.goBack();
  await page.reload();
  await expect(page.getByText('Nothing to decide')).toBeVisible();
  await shopper.reload();
  await expect(shopper.getByRole('heading', { level: 1 })).toHaveText('This order has ended');
  await expect(shopper.getByText(/we find no payment of €/)).toBeVisible();
  await shopper.close();
});

test('Paysera says that money moved which is before a person: it can be booked, and only that', async ({ page, browser, world, shop }) => {
  const order = await ordered(world, 9602);
  await putInReview(pool, order.id, { reason: 'confirmed-unasked' });
  const { rows } = await pool.query<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', [order.id]);
  const key = String(rows[0]?.transaction_key);
  const shopper = await browser.newPage();
  await shopper.goto(shop.paysera.pages.confirmTransaction(key, 'en').href);
  await logIn(shopper, ona);
  await confirmWithPin(shopper, ona.pin);
  await expect(shopper.getByRole('heading', { level: 1 })).toHaveText('A person is looking at this payment');
  await shop.paysera.transactions.confirm(key);

  await openDesk(page, rasa);
  await page.goto(`/admin/orders/${order.id}/review`);
  await expect(page.getByRole('button', { name: 'End the order, goods back' })).toHaveCount(0);
  await expect(page.getByText('Not possible now: Paysera says that the money moved.')).toBeVisible();
  await page.getByLabel('Why').fill(' ');
  await page.getByRole('button', { name: /^Book €/ }).click();
  await expect(page.getByText('Nothing was decided yet. See the marked field.')).toBeVisible();
  await page.getByLabel('Why').fill('Paysera says confirmed');
  await page.getByRole('button', { name: /^Book €/ }).click();
  await expect(page.getByRole('status')).toContainText('Booked');
  expect(await statusOf(order.id)).toBe('confirmed paid');
  await shopper.reload();
  await expect(shopper.getByRole('heading', { level: 1 })).toHaveText('Paid');
  await shopper.close();
});

async function statusOf(orderId: string): Promise<string> {
  const { rows } = await pool.query<{ both: string }>(
    `SELECT a.status || ' ' || o.status AS both FROM attempt a JOIN shop_order o ON o.id = a.order_id WHERE o.id = $1`,
    [orderId],
  );
  return String(rows[0]?.both);
}
