import type { Services } from '#lib/services.ts';
import { transactionKey } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { connectedPayer } from '../support/one-click.ts';
import { givePermission } from '../support/quick-pay.ts';
import { confirmWithPin, expectPaid, fillCheckout, putInCart } from '../support/shopper.ts';

/** As many on the shelf as this journey needs; afterwards as many as there were. */
async function leave(shop: Services, slug: string, pieces: number): Promise<() => Promise<unknown>> {
  const { rows } = await shop.pool.query<{ id: string; before: number }>(
    `SELECT v.id, v.stock_on_hand AS before FROM product_variant v JOIN product p ON p.id = v.product_id WHERE p.slug = $1`,
    [slug],
  );
  const set = (id: string, stock: number) => shop.pool.query('UPDATE product_variant SET stock_on_hand = $2 WHERE id = $1', [id, stock]);
  for (const { id } of rows) await set(id, pieces);
  return () => Promise.all(rows.map(({ id, before }) => set(id, before)));
}

test('"Pay with PIN" for the last one, pressed again after coming back: the same payment, and the sold-out page leads to it', async ({
  page,
  context,
  world,
  shop,
}) => {
  const slug = 'reed-vase';
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 1_000n });
  const restore = await leave(shop, slug, 1);
  const withPin = /^Pay €\d+\.\d\d with PIN: €\d+\.\d\d over/;
  const drawnBefore = await context.newPage();
  await drawnBefore.goto(`/products/${slug}`);
  await page.goto(`/products/${slug}`);
  await expect(drawnBefore.getByRole('button', { name: withPin })).toBeVisible();
  await page.getByRole('button', { name: withPin }).click();
  await expect(page).toHaveURL(/wallet\/confirm/);
  const key = transactionKey(page.url());

  await drawnBefore.getByRole('button', { name: withPin }).click();
  await expect(drawnBefore).toHaveURL(/wallet\/confirm/);
  expect(transactionKey(drawnBefore.url())).toBe(key);

  const soldOut = await context.newPage();
  await soldOut.goto(`/products/${slug}`);
  await expect(soldOut.getByRole('button', { name: 'Sold out' })).toBeVisible();
  await soldOut.getByRole('link', { name: /^go on with order \d+$/i }).click();
  await soldOut.getByRole('button', { name: /^Pay €/ }).click();
  await expect(soldOut).toHaveURL(new RegExp(key));
  await confirmWithPin(soldOut, payer.pin);
  await expectPaid(soldOut);
  const vases = await shop.pool.query(`SELECT FROM shop_order WHERE shopper_id = $1 AND total_minor > 30`, [payer.shopperId]);
  expect(vases.rowCount, 'orders made of one wish').toBe(1);
  await restore();
});

test('a guest who comes back from Paysera: the cart and "Buy now" lead on with the last one, not against it', async ({ page, shop }) => {
  const slug = 'shoal-plate';
  const restore = await leave(shop, slug, 1);
  await page.goto(`/products/${slug}`);
  await page.getByRole('button', { name: 'Buy now' }).click();
  await page.getByLabel('E-mail').fill('again@example.lt');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).toHaveURL(/wallet\/confirm/);
  const key = transactionKey(page.url());
  await page.goto('/cart');
  await expect(page.getByText('These things wait to be paid')).toBeVisible();
  await expect(page.getByText('Sold out since you added it')).toHaveCount(0);
  await page.goto(`/products/${slug}`);
  await page.getByRole('link', { name: /^go on with order \d+$/i }).click();
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).toHaveURL(new RegExp(key));
  await restore();
});

test('one more of what the cart has ordered and not paid: the new order takes the place of the old one', async ({ page, shop }) => {
  const slug = 'pebble-cup';
  const restore = await leave(shop, slug, 3);
  await putInCart(page, slug, { quantity: 2 });
  await fillCheckout(page, 'more@example.lt');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).toHaveURL(/wallet\/confirm/);
  const key = transactionKey(page.url());
  await page.goto('/cart');
  await page.getByRole('button', { name: /^One .* more$/ }).click();
  await expect(page.getByLabel(/^Quantity of/)).toHaveValue('3');
  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByLabel('E-mail').fill('more@example.lt');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).toHaveURL(/wallet\/confirm/);
  expect(transactionKey(page.url())).not.toBe(key);
  await restore();
});
