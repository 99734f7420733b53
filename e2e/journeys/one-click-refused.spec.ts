import type { Page } from '@playwright/test';
import type { Services } from '#lib/services.ts';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { connectedPayer, type Payer, setUndoSeconds, signIn, spentBy, transactionsOf } from '../support/one-click.ts';
import { givePermission } from '../support/quick-pay.ts';
import { confirmWithPin, expectPaid, putInCart } from '../support/shopper.ts';
import type { World } from '../support/start-world.ts';

const tag = 30; // cents, of the purchase the permission came with
const now = { name: 'Pay €18.40 now, no PIN' };

test.beforeEach(({ shop }) => setUndoSeconds(shop, 2));
test.afterAll(({ shop }) => setUndoSeconds(shop, 10));

async function withCup(page: Page, world: World, shop: Services, limits: Parameters<typeof givePermission>[3]): Promise<Payer> {
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, limits);
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  return payer;
}

/** Logged in at Paysera already, since connecting the wallet. */
async function expectPinThenPaid(page: Page, world: World, shop: Services, payer: Payer, cups = 1): Promise<void> {
  await confirmWithPin(page, payer.pin);
  await expectPaid(page);
  await expect(page.getByText('With the PIN, at Paysera')).toBeVisible();
  expect((await transactionsOf(shop, world, payer)).map(({ status }) => status)).toEqual(Array(cups).fill('confirmed'));
  expect(await spentBy(world, payer)).toBe(cups * 1_840 + tag);
}

for (const [story, weekly, label] of [
  ['over what is left of the week', 3_340n, 'Pay €18.40 with PIN: €3.40 over your weekly limit'],
  ['over it by one cent', 3_679n, 'Pay €18.40 with PIN: €0.01 over your weekly limit'],
] as const) {
  test(`${story}: the button says so, and leads to the PIN at once`, async ({ page, world, shop }) => {
    const payer = await withCup(page, world, shop, { weekly });
    await page.getByRole('button', now).click();
    await expectPaid(page);
    await putInCart(page, 'dune-cup', { size: '250 ml' });
    await page.getByRole('button', { name: label }).click();
    await expectPinThenPaid(page, world, shop, payer, 2);
  });
}

test('over the limit for one purchase: the button says so, and leads to the PIN at once', async ({ page, world, shop }) => {
  const payer = await withCup(page, world, shop, { weekly: 6_000n, ceiling: 1_839n });
  await page.getByRole('button', { name: 'Pay €18.40 with PIN: €0.01 over your limit for one purchase' }).click();
  await expectPinThenPaid(page, world, shop, payer);
});

test('exactly the limit needs no PIN', async ({ page, world, shop }) => {
  await withCup(page, world, shop, { weekly: 1_840n });
  await expect(page.getByRole('button', now)).toBeVisible();
});

test('goods in another currency than the permission’s are bought by way of checkout', async ({ page, world, shop }) => {
  await shop.pool.query(`UPDATE product_variant SET currency = 'USD' WHERE sku = 'KOP-COF-FILTERS'`);
  try {
    const payer = await connectedPayer(page, world, shop);
    await givePermission(shop, world, payer, { weekly: 6_000n });
    const asked = page.waitForResponse(/\/cart\/one-click\?/);
    await page.goto('/products/coffee-filters');
    expect(await (await asked).json()).toEqual({ click: null, open: null });
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await expect(page.getByRole('link', { name: /^Checkout · \$/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Pay / })).toHaveCount(0);
  } finally {
    await shop.pool.query(`UPDATE product_variant SET currency = 'EUR' WHERE sku = 'KOP-COF-FILTERS'`);
  }
});

test('revoked at Paysera between drawing and press: one sentence why, then the same payment with its PIN', async ({
  page,
  world,
  shop,
}) => {
  const payer = await withCup(page, world, shop, { weekly: 6_000n });
  await expect(page.getByRole('button', now)).toBeVisible();
  await shop.paysera.allowances.cancelActive(payer.wallet);
  await page.getByRole('button', now).click();
  await expect(page.getByRole('status')).toContainText('Your permission to pay without a PIN is no longer active. You were not charged.');
  await page.getByRole('button', { name: 'Continue at Paysera: €18.40' }).click();
  await expectPinThenPaid(page, world, shop, payer);
  await page.goto('/products/dune-cup');
  await expect(page.getByRole('button', { name: 'Buy now' }), 'no permission, no promise').toBeVisible();
});

test('two devices press at the same moment for what is left of one: one pays, the other is told and asked for its PIN', async ({
  page,
  browser,
  world,
  shop,
}) => {
  const payer = await withCup(page, world, shop, { weekly: 2_000n });
  const context = await browser.newContext({ baseURL: world.shopUrl, reducedMotion: 'reduce' });
  const other = await context.newPage();
  await signIn(other, payer);
  await putInCart(other, 'dune-cup', { size: '250 ml' });
  for (const device of [page, other]) await expect(device.getByRole('button', now)).toBeVisible();
  await Promise.all([page, other].map((device) => device.getByRole('button', now).click()));

  const title = (device: Page) => device.getByRole('heading', { level: 1, name: /^(Approved without a PIN|Paid|Pay order \d+)$/ });
  const titles = await Promise.all([page, other].map((device) => title(device).textContent()));
  const refused = [page, other].filter((_, index) => titles[index]?.startsWith('Pay order'));
  expect(refused, titles.join(' and ')).toHaveLength(1);
  const [loser = page] = refused;
  await expect(loser.getByRole('status')).toContainText(
    /(used meanwhile by another order|over your weekly limit)\. You were not charged\./,
  );
  await expectPaid(loser === page ? other : page);
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
  await loser.getByRole('button', { name: 'Continue at Paysera: €18.40' }).click();
  await confirmWithPin(loser, payer.pin);
  await expectPaid(loser);
  expect(await spentBy(world, payer)).toBe(2 * 1_840 + tag);
  await context.close();
});

test('a price that changed after drawing charges nothing, and old and new are told', async ({ page, world, shop }) => {
  const payer = await withCup(page, world, shop, { weekly: 6_000n });
  const setPrice = (minor: number) =>
    shop.pool.query(`UPDATE product_variant SET price_minor = $1 WHERE sku = 'KOP-CUP-DUNE-250'`, [minor]);
  const product = await page.context().newPage();
  await product.goto('/products/dune-cup');
  for (const tab of [page, product]) await expect(tab.getByRole('button', now)).toBeVisible();
  try {
    await setPrice(1_990);
    await page.getByRole('button', now).click();
    await expect(page.getByText('It was €18.40 and is now €19.90. You were not charged.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Pay €19.90 now, no PIN' })).toBeVisible();
    await product.getByRole('button', now).click();
    await expect(product.getByRole('alert').getByText('The price changed from €18.40 to €19.90. You were not charged.')).toBeVisible();
    await expect(product.getByRole('button', { name: 'Pay €19.90 now, no PIN' })).toBeVisible();
    expect(await transactionsOf(shop, world, payer)).toEqual([]);
  } finally {
    await setPrice(1_840);
  }
});

test('a sign-in older than a day charges nothing: it is asked for again, and then a press pays', async ({ page, world, shop }) => {
  const payer = await withCup(page, world, shop, { weekly: 6_000n });
  await expect(page.getByRole('button', now)).toBeVisible();
  await shop.pool.query(`UPDATE session SET created_at = created_at - interval '24 hours' WHERE shopper_id = $1`, [payer.shopperId]);
  await page.getByRole('button', now).click();
  await expect(page.getByText('A sign-in is good for that for a day, and yours is over. You were not charged.')).toBeVisible();
  expect(await transactionsOf(shop, world, payer)).toEqual([]);
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page, 'back in the cart').toHaveURL(/\/cart$/);
  await page.getByRole('button', now).click();
  await expectPaid(page);
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
});

test('too little money after all: said in one sentence, and the same payment goes on at Paysera', async ({ page, world, shop }) => {
  const payer = await withCup(page, world, shop, { weekly: 6_000n });
  await expect(page.getByRole('button', now)).toBeVisible();
  const setBalance = (amount: number) => control(world.paysera, 'POST /balances', { wallet: payer.wallet, currency: 'EUR', amount });
  await setBalance(100);
  await page.getByRole('button', now).click();
  await expect(page.getByRole('status')).toContainText('Paysera says that the wallet has too little money for it. You were not charged.');
  await setBalance(50_000);
  await page.getByRole('button', { name: 'Continue at Paysera: €18.40' }).click();
  await expectPinThenPaid(page, world, shop, payer);
});

test('switched off by the shop: every order asks for the PIN, and the card says that the permission stays', async ({
  page,
  world,
  shop,
}) => {
  await withCup(page, world, shop, { weekly: 60_00n });
  await expect(page.getByRole('button', now)).toBeVisible();
  await shop.pool.query(`UPDATE quick_pay_settings SET one_click = false, offered = false WHERE environment = 'local'`);
  await page.goto('/cart');
  const card = page.getByRole('region', { name: 'Quick pay' });
  await expect(card).toContainText('The shop has switched paying without a PIN off for now, so every order asks for it.');
  await expect(card.getByRole('link', { name: /^Change/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /PIN/ }).filter({ hasText: /^Pay/ })).toHaveCount(0);
  await page.goto('/account/quick-pay');
  await expect(page.getByText('Your permission stays as it is until you turn it off.')).toBeVisible();
  await expect(page.getByText('The shop offers no new limits at present.')).toBeVisible();
  await setUndoSeconds(shop, 2);
  await page.goto('/cart');
  await expect(page.getByRole('button', now)).toBeVisible();
});
