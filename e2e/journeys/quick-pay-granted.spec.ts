import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/journey.ts';
import { egle, ona } from '../support/people.ts';
import { askWithOrder, openCard } from '../support/quick-pay.ts';
import { confirmWithPin, expectPaid, logIn, putInCart } from '../support/shopper.ts';

test('granted with the first purchase, by one PIN; a new one with the next purchase replaces it, and says so before', async ({ page }) => {
  await openCard(page, egle);
  await expect(page.getByText('Every order asks for your PIN')).toBeVisible();
  await putInCart(page, 'pine-soap');
  await page.goto('/checkout');
  await expect(page.getByRole('radio', { name: 'Just this time' }), 'nothing is permitted unless it is chosen').toBeChecked();
  await askWithOrder(page, /^Up to €60\.00 a week/);
  await expect(page.getByText('Up to €60.00 in any 7 days')).toBeVisible();
  await confirmWithPin(page, egle.pin);
  await expectPaid(page);
  await page.goto('/account/quick-pay');
  await expect(page.getByText('€60.00 of €60.00 left this week')).toBeVisible();
  await expect(page.getByText('At most €60.00. Our own promise')).toBeVisible();

  await putInCart(page, 'pine-soap');
  await expect(page.getByRole('region', { name: 'Quick pay' })).toContainText('€60.00 of €60.00 left this week');
  await page.getByRole('link', { name: /^Change/ }).click();
  await expect(page.getByText('A new choice replaces it once this order is paid')).toBeVisible();
  await page.getByRole('radio', { name: 'Your own limits' }).check();
  await page.getByLabel('Limit a week').fill('45,50');
  await page.getByLabel('Most for one purchase').fill('20');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByText('It replaces the permission this shop has now.')).toBeVisible();
  await confirmWithPin(page, egle.pin);
  await expectPaid(page);
  await page.goto('/account/quick-pay');
  await expect(page.getByText('€45.50 of €45.50 left this week')).toBeVisible();
  await expect(page.getByText('At most €20.00. Our own promise')).toBeVisible();
  await expect(page.getByText('Your permission for €60.00 a week was replaced by a newer one')).toBeVisible();

  await page.getByRole('link', { name: 'Wallet', exact: true }).click();
  await expect(page.getByText('Quick pay is turned off with it.')).toBeVisible();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('status')).toContainText('Your wallet is disconnected');
  await page.goto('/account/quick-pay');
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await page.getByRole('button', { name: 'Allow' }).click(); // Paysera still knows who it is
  await expect(page.getByText('Your permission for €45.50 a week ended with the connection of your wallet')).toBeVisible();
});

test('declined at Paysera, the order is paid all the same, and nothing is permitted', async ({ page }) => {
  await openCard(page, egle);
  await putInCart(page, 'pine-soap');
  await askWithOrder(page, /^Up to €30\.00 a week/);
  await page.getByRole('checkbox', { name: 'Give this permission' }).uncheck();
  await confirmWithPin(page, egle.pin);
  await expectPaid(page);
  await page.goto('/account/quick-pay');
  await expect(page.getByText('Every order asks for your PIN')).toBeVisible();
});

test('another choice after the payment was opened at Paysera is not made silently: the page says which one stands', async ({
  page,
  context,
}) => {
  await openCard(page, egle);
  await putInCart(page, 'pine-soap');
  const drawnBefore = await context.newPage();
  await drawnBefore.goto('/checkout');
  await drawnBefore.getByRole('radio', { name: /^Up to €30\.00 a week/ }).check();
  await page.goto('/checkout');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('heading', { name: 'Confirm the payment' })).toBeVisible();
  await page.goto('/checkout');
  await expect(page.getByRole('heading', { name: 'This payment is for just this time' })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await drawnBefore.getByRole('button', { name: /^Pay €/ }).click();
  await expect(drawnBefore.getByRole('alert').filter({ hasText: 'open at Paysera already' })).toContainText('You were not charged');
  await expect(drawnBefore.getByRole('heading', { name: 'This payment is for just this time' })).toBeVisible();
  await drawnBefore.getByRole('button', { name: /^Pay €/ }).click();
  await expect(drawnBefore.getByRole('heading', { name: 'Confirm the payment' })).toBeVisible();
  await expect(drawnBefore.getByRole('checkbox', { name: 'Give this permission' })).toHaveCount(0);
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await confirmWithPin(page, egle.pin);
  await expectPaid(page);
});

test('given for a wallet that is not the shopper’s own it is cancelled at once, and said', async ({ page, world }) => {
  await openCard(page, egle);
  await putInCart(page, 'pine-soap');
  await askWithOrder(page, /^Up to €30\.00 a week/);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await logIn(page, ona);
  await confirmWithPin(page, ona.pin);
  await expectPaid(page);
  await page.goto('/account/quick-pay');
  await expect(page.getByText('was given for a wallet that is not connected here, so we cancelled it at once')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.goto(`${world.paysera.http}/frontend/en/permissions`);
  await expect(page.getByText('No shop may charge your wallets without the PIN.')).toBeVisible();
});
