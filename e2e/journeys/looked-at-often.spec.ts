import { expect, test } from '../support/journey.ts';
import { permittedSession, signInWith } from '../support/quick-pay.ts';
import { putInCart } from '../support/shopper.ts';

test('a permission looked at again and again: the button says PIN, the card when Paysera was asked, and a little later both ask again', async ({
  page,
  world,
  shop,
}) => {
  const { session } = await permittedSession(shop, world, { payseraUserId: 9501, wallet: 14473 });
  await signInWith(page, world, { session });
  await putInCart(page, 'pine-soap');
  await expect(page.getByRole('button', { name: /no PIN$/ })).toBeVisible();
  // As after dozens of views within a minute, and for as long as this takes.
  await shop.pool.query(`UPDATE call_rate SET spent_until = now() + interval '1 hour' WHERE asker LIKE 'permission %'`);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Pay €\d+\.\d\d with PIN$/ })).toBeVisible();
  await expect(page.getByText('We ask Paysera about a permission only so often')).toBeVisible();
  await expect(page.getByText(/^Paysera was last asked \d+ (second|minute)s? ago/)).toBeVisible();
  await page.goto('/products/pine-soap');
  await expect(page.getByRole('button', { name: /^Pay €\d+\.\d\d with PIN$/ })).toBeVisible();
  await page.goto('/account/quick-pay');
  await expect(page.getByText(/^Paysera was last asked \d+ (second|minute)s? ago/)).toBeVisible();
  await shop.pool.query('DELETE FROM call_rate');
  await page.reload();
  await expect(page.getByText(/^Paysera was last asked/)).toHaveCount(0);
  await page.goto('/products/pine-soap');
  await expect(page.getByRole('button', { name: /no PIN$/ })).toBeVisible();
});
