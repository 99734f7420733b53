import { mayOrder } from '#lib/checkout/limit-orders.ts';
import { expect, test } from '../support/journey.ts';
import { putInCart } from '../support/shopper.ts';

test('an address that began too many orders is told so before anything is written, and keeps what was typed', async ({ page, shop }) => {
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '198.51.100.1, 203.0.113.50' });
  await putInCart(page, 'gift-tag');
  await page.goto('/checkout');
  await page.getByLabel('E-mail').fill('many@example.lt');
  const { rows: before } = await shop.pool.query<{ orders: string }>('SELECT count(*) AS orders FROM shop_order');
  // As after a whole day's orders, and for as long as this takes.
  await mayOrder(shop, { shopperId: null, address: '203.0.113.50' });
  await shop.pool.query(`UPDATE call_rate SET spent_until = now() + interval '1 day' WHERE asker LIKE 'orders from %'`);
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByText('Too many orders')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue('many@example.lt');
  const { rows: after } = await shop.pool.query<{ orders: string }>('SELECT count(*) AS orders FROM shop_order');
  expect(after).toEqual(before);
  await shop.pool.query(`DELETE FROM call_rate WHERE asker LIKE 'orders from %'`);
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page).not.toHaveURL(/localhost:\d+\/checkout/);
});
