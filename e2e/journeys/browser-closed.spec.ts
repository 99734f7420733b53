import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { expectPaid, goToPaysera, payAtPaysera, putInCart } from '../support/shopper.ts';

test('a browser closed on the PIN page loses nothing: the cart leads back to the same payment', async ({ page, context }) => {
  await putInCart(page, 'fog-tea-towel');
  await goToPaysera(page, 'closes@example.lt');
  const offered = page.url();
  await page.close();

  const later = await context.newPage();
  await later.goto('/cart');
  await later.getByRole('link', { name: 'Go on with the payment' }).click();
  await later.getByRole('link', { name: 'The order’s own page' }).click();
  await expect(later.getByRole('heading', { name: 'Not paid yet' })).toBeVisible();
  await later.getByRole('button', { name: /Continue at Paysera/ }).click();
  await expect(later, 'the same transaction, not a second one').toHaveURL(offered);
  await payAtPaysera(later, ona);
  await expectPaid(later);
});
