import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { confirmWithPin, expectPaid, goToPaysera, logIn, putInCart } from '../support/shopper.ts';

test('a shopper who rejects the payment is told that nothing was charged, and can try again', async ({ page }) => {
  await putInCart(page, 'tide-bowl', { size: '14 cm' });
  await goToPaysera(page, 'rejects@example.lt');
  await logIn(page, ona);
  await page.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByRole('heading', { name: 'Not paid', exact: true })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('You were not charged.');

  await page.getByRole('button', { name: /Try again/ }).click();
  await confirmWithPin(page, ona.pin); // Paysera still knows who it is
  await expectPaid(page);
});
