import type { Page } from '@playwright/test';
import type { Services } from '#lib/services.ts';
import { expect, test } from '../support/journey.ts';
import { connectedPayer, endUndo, type Payer, setUndoSeconds, spentBy, transactionsOf } from '../support/one-click.ts';
import { givePermission } from '../support/quick-pay.ts';
import { expectPaid, putInCart } from '../support/shopper.ts';
import type { World } from '../support/start-world.ts';

const tag = 30; // cents, of the purchase the permission came with
const now = { name: 'Pay €18.40 now, no PIN' };

test.afterAll(({ shop }) => setUndoSeconds(shop, 10));

/** Up to the moment where the money is only held. */
async function pressOnce(page: Page, world: World, shop: Services): Promise<Payer> {
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 6_000n });
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await page.getByRole('button', now).click();
  await expect(page.getByRole('heading', { name: 'Approved without a PIN' })).toBeVisible();
  return payer;
}

async function statusOf(shop: Services, world: World, payer: Payer): Promise<string | undefined> {
  return (await transactionsOf(shop, world, payer)).at(-1)?.status;
}

test('undone in time: the page counts down, Paysera lets the money go, and all of it can be spent again', async ({ page, world, shop }) => {
  await setUndoSeconds(shop, 60);
  const payer = await pressOnce(page, world, shop);
  await expect(page.getByText(/^for \d\d more seconds$/)).toBeVisible();
  expect(await statusOf(shop, world, payer)).toBe('reserved');
  await page.getByRole('button', { name: 'Undo this payment' }).click();
  await expect(page.getByRole('heading', { name: 'Undone', exact: true })).toBeVisible();
  await expect(page.getByText('Nothing was charged. Paysera has let go of €18.40.')).toBeVisible();
  expect(await statusOf(shop, world, payer)).toBe('revoked');
  expect(await spentBy(world, payer)).toBe(tag);
  await page.getByRole('button', { name: 'Start again with the same things' }).click();
  await expect(page.getByText('€41.60 of your weekly limit left after it.')).toBeVisible();
  await expect(page.getByText('€60.00 of €60.00 left this week')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Not used yet' })).toBeVisible();
});

test('undone on another device, the page that counts down says so by itself', async ({ page, browser, world, shop }) => {
  await setUndoSeconds(shop, 60);
  await pressOnce(page, world, shop);
  const context = await browser.newContext({ baseURL: world.shopUrl });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('Without a PIN, under a permission of the wallet’s owner'), 'and sees no limits').toBeVisible();
  await other.getByRole('button', { name: 'Undo this payment' }).click();
  await expect(page.getByRole('heading', { name: 'Undone', exact: true })).toBeVisible();
  await context.close();
});

test('pressed when the time was over: it is paid, and the page says that it was too late', async ({ page, world, shop, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  await setUndoSeconds(shop, 60);
  const payer = await pressOnce(page, world, shop);
  // The page hears nothing any more, and goes on counting.
  await page.route(/\/status$/, (route) => route.abort());
  const [order] = await transactionsOf(shop, world, payer);
  await endUndo(shop, order?.orderId ?? '');
  await expect.poll(() => statusOf(shop, world, payer), { message: 'the worker confirmed' }).toBe('confirmed');
  await page.getByRole('button', { name: 'Undo this payment' }).click();
  await expect(page.getByRole('alert').getByText('Too late to undo')).toBeVisible();
  await expectPaid(page);
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
});

test('closing the page changes nothing: it is paid when the time is over', async ({ page, world, shop }) => {
  await setUndoSeconds(shop, 60);
  const payer = await pressOnce(page, world, shop);
  await page.close();
  const [order] = await transactionsOf(shop, world, payer);
  await endUndo(shop, order?.orderId ?? '');
  await expect.poll(() => statusOf(shop, world, payer), { timeout: 60_000 }).toBe('confirmed');
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('one press in the cart and its undo are plain forms, and the page says until when', async ({ page, world, shop }) => {
    await setUndoSeconds(shop, 60);
    const payer = await pressOnce(page, world, shop);
    await expect(page.getByText(/^until \d\d:\d\d:\d\d /)).toBeVisible();
    await page.getByRole('button', { name: 'Undo this payment' }).click();
    await expect(page.getByRole('heading', { name: 'Undone', exact: true })).toBeVisible();
    expect(await statusOf(shop, world, payer)).toBe('revoked');
  });

  test('a product page leads to checkout', async ({ page }) => {
    await page.goto('/products/dune-cup');
    await page.getByRole('radio', { name: '350 ml' }).check();
    await page.getByRole('button', { name: 'Buy now' }).click();
    await expect(page.getByRole('heading', { name: 'Checkout', level: 1 })).toBeVisible();
    await expect(page.getByText('350 ml')).toBeVisible();
  });
});
