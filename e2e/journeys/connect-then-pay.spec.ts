import { expect, test } from '../support/journey.ts';
import { egle } from '../support/people.ts';
import { confirmWithPin, expectPaid, orderNumber, putInCart } from '../support/shopper.ts';
import { connectWallet } from '../support/staff.ts';

test('a shopper who connects a wallet finds the order in the history, and can disconnect again', async ({ page }) => {
  await putInCart(page, 'night-boat-decaf');
  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByRole('link', { name: 'connect your wallet' }).click();
  await connectWallet(page, egle);
  await expect(page, 'back where the shopper came from').toHaveURL(/\/checkout$/);
  await expect(page.getByLabel('E-mail'), 'what Paysera told need not be typed').toHaveValue(egle.email);

  await page.getByRole('button', { name: /^Pay €/ }).click();
  await confirmWithPin(page, egle.pin); // Paysera still knows who it is
  await expectPaid(page);
  const number = await orderNumber(page);

  await page.goto('/account');
  await expect(page.getByRole('link', { name: new RegExp(number) })).toBeVisible();
  await page.goto('/account/wallet');
  await page.getByRole('button', { name: /Disconnect/ }).click();
  await expect(page.getByRole('status')).toContainText('Your wallet is disconnected');
});
