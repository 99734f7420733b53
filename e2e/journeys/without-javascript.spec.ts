import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { egle } from '../support/people.ts';
import { confirmWithPin, expectPaid, putInCart } from '../support/shopper.ts';
import { connectWallet } from '../support/staff.ts';

test.use({ javaScriptEnabled: false });

test.afterEach(({ world }) => control(world.paysera, 'DELETE /faults'));

test('cart, connecting a wallet and paying work with JavaScript off', async ({ page, world }) => {
  await putInCart(page, 'dune-cup', { size: '350 ml', quantity: 2 });
  await page.getByRole('button', { name: 'One Dune cup less' }).click();
  await expect(page.getByRole('link', { name: 'Checkout · €22.00' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove Dune cup' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Checkout · €22.00' })).toBeVisible();

  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByRole('link', { name: 'connect your wallet' }).click();
  await connectWallet(page, egle);
  await expect(page).toHaveURL(/\/checkout$/);
  await page.getByRole('button', { name: 'Pay €22.00' }).click();
  // Paysera still knows who it is, and does not tell the shop yet: the first page that comes back cannot know it.
  await control(world.paysera, 'POST /down', { seconds: 600 });
  await confirmWithPin(page, egle.pin);
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Paid');
  await control(world.paysera, 'DELETE /faults');
  // Without a script it asks again by itself every few seconds.
  await expectPaid(page);
});
