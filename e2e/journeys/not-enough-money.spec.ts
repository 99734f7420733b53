import { expect, test } from '../support/journey.ts';
import { jonas } from '../support/people.ts';
import { expectPaid, goToPaysera, orderPath, payAtPaysera, putInCart } from '../support/shopper.ts';

test('with too little money the order waits, and becomes paid once the wallet is topped up', async ({ page }) => {
  await putInCart(page, 'lagoon-jug');
  await goToPaysera(page, 'short-of-money@example.lt');
  await payAtPaysera(page, jonas);
  await expect(page.getByRole('heading', { name: 'Not enough money yet' })).toBeVisible();

  await page.getByRole('link', { name: 'Leave and pay later' }).click();
  await expect(page.getByRole('heading', { name: /^Approved, but your wallet/ })).toBeVisible();
  const link = orderPath(page.url());

  await page.getByRole('button', { name: /Continue at Paysera/ }).click();
  await page.getByRole('button', { name: 'Top up' }).click();
  await expectPaid(page);
  await page.goto(link);
  await expectPaid(page);
});
