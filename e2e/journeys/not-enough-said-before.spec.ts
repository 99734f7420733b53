import type { Page } from '@playwright/test';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { connectedPayer } from '../support/one-click.ts';
import { jonas } from '../support/people.ts';
import { givePermission } from '../support/quick-pay.ts';
import { putInCart } from '../support/shopper.ts';
import { connectWalletOnly } from '../support/staff.ts';

const words = 'Your wallet cannot cover this today';
const balance = /17[.,]93|1793/;

async function expectNoBalance(page: Page): Promise<void> {
  expect(await page.content()).not.toMatch(balance);
}

test('who allowed it is told before the jump that the wallet has too little, and never how much it has', async ({ page, world, shop }) => {
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 6_000n });
  await control(world.paysera, 'POST /balances', { wallet: payer.wallet, currency: 'EUR', amount: 1_793 });
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await expect(page.getByRole('button', { name: 'Pay €18.40 with PIN', exact: true })).toBeVisible();
  await expect(page.getByText(words)).toBeVisible();
  await expectNoBalance(page);

  await page.getByRole('link', { name: 'Checkout' }).click();
  await expect(page.getByText(words)).toBeVisible();
  await expectNoBalance(page);

  // No bar: another wallet may be chosen there.
  await page.getByRole('button', { name: 'Pay €18.40' }).click();
  await page.waitForURL(/wallet\/confirm/);
  await page.goto('/cart');
  await page.getByRole('link', { name: 'Go on with the payment' }).click();
  await expect(page.getByText(words)).toBeVisible();
  await expectNoBalance(page);

  await control(world.paysera, 'POST /balances', { wallet: payer.wallet, currency: 'EUR', amount: 1_840 });
  await page.reload();
  await expect(page.getByRole('heading', { name: /^Pay order/ })).toBeVisible();
  await expect(page.getByText(words), 'enough to the cent').toHaveCount(0);
});

test('who left that out at Paysera is told nothing beforehand', async ({ page }) => {
  await page.goto('/sign-in?returnTo=/account');
  await connectWalletOnly(page, jonas);
  await page.waitForURL('**/account');
  await putInCart(page, 'dune-cup', { size: '250 ml', quantity: 2 });
  await page.getByRole('link', { name: 'Checkout' }).click();
  await expect(page.getByRole('button', { name: 'Pay €36.80' })).toBeVisible();
  await expect(page.getByText(words)).toHaveCount(0);
});
