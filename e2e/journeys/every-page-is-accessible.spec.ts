import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { connectedPayer, setUndoSeconds } from '../support/one-click.ts';
import { jonas, ona, rasa } from '../support/people.ts';
import { givePermission, permittedSession, signInWith } from '../support/quick-pay.ts';
import { confirmWithPin, expectPaid, fillCheckout, goToPaysera, logIn, orderPath, payAtPaysera, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';
import { connectedSession } from '../support/visitor.ts';

/** In both colour schemes: contrast is half of what is looked for. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}

test.setTimeout(300_000); // dozens of looks at whole pages

test('the shop, from the catalogue to a paid order', async ({ page, complaints }) => {
  for (const path of [
    '/',
    '/products/dune-cup',
    '/products/three-pines-print',
    '/search',
    '/search?q=cup',
    '/search?q=nothing+like+it',
    '/cart',
    '/sign-in',
  ]) {
    await page.goto(path);
    await expectAccessible(page, path);
  }
  complaints.expect(/404 \(Not Found\)/);
  await page.goto('/nothing');
  await expectAccessible(page, 'not found');

  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await expectAccessible(page, 'a filled cart');
  await page.getByRole('button', { name: 'Remove Dune cup' }).click();
  await expectAccessible(page, 'an emptied cart with its undo');
  await page.getByRole('button', { name: 'Undo' }).click();
  await fillCheckout(page, 'no address');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'checkout with a refused address');
  await page.getByLabel('E-mail').fill('axe@example.lt');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await expectAccessible(page, 'Paysera: log in');
  await logIn(page, ona);
  await expectAccessible(page, 'Paysera: confirm');
  await confirmWithPin(page, '9999');
  await expectAccessible(page, 'Paysera: wrong PIN');
  await confirmWithPin(page, ona.pin);
  await expectPaid(page);
  await expectAccessible(page, 'a paid order');
});

test('the states of an order that is not paid', async ({ page }) => {
  await putInCart(page, 'lagoon-jug');
  await goToPaysera(page, 'axe-unpaid@example.lt');
  await page.goto('/cart');
  await expectAccessible(page, 'a cart with an unpaid order');
  await page.getByRole('link', { name: 'Go on with the payment' }).click();
  await expectAccessible(page, 'taking a payment up again');
  const order = orderPath(page.url());
  await page.goto(order);
  await expectAccessible(page, 'not paid yet');
  await page.getByRole('button', { name: /Continue at Paysera/ }).click();
  await payAtPaysera(page, jonas);
  await expect(page.getByRole('heading', { name: 'Not enough money yet' })).toBeVisible();
  await expectAccessible(page, 'Paysera: not enough money');
  await page.goto(`${order}/return`);
  await expectAccessible(page, 'waiting for money');
  await page.getByRole('button', { name: 'Cancel this order' }).click();
  await expect(page.getByRole('heading', { name: 'Cancelled', exact: true })).toBeVisible();
  await expectAccessible(page, 'cancelled');
});

test('paying without a PIN: before, while it can be undone, and when it needs a PIN after all', async ({ page, world, shop }) => {
  await setUndoSeconds(shop, 60);
  const payer = await connectedPayer(page, world, shop);
  const granted = await givePermission(shop, world, payer, { weekly: 3_340n });
  await page.goto(`/orders/${granted.token}`);
  await expectAccessible(page, 'an order that turned quick pay on');
  await page.goto('/products/dune-cup');
  await expect(page.getByRole('button', { name: 'Pay €18.40 now, no PIN' })).toBeEnabled();
  await expectAccessible(page, 'a product for one press');
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await expectAccessible(page, 'a cart for one press');
  await page.getByRole('button', { name: 'Pay €18.40 now, no PIN' }).click();
  await expect(page.getByRole('heading', { name: 'Approved without a PIN' })).toBeVisible();
  await expectAccessible(page, 'an order that can be undone');
  const order = orderPath(page.url());
  await page.goto('/cart');
  await expectAccessible(page, 'a cart that is being paid');
  await page.goto('/products/dune-cup');
  await expect(page.getByRole('button', { name: 'Pay €18.40 with PIN: €3.40 over your weekly limit' })).toBeEnabled();
  await expectAccessible(page, 'a product over the limit');
  await page.goto(order);
  await page.getByRole('button', { name: 'Undo this payment' }).click();
  await expect(page.getByRole('heading', { name: 'Undone', exact: true })).toBeVisible();
  await expectAccessible(page, 'undone');
  await page.goto('/cart');
  const pay = page.getByRole('button', { name: 'Pay €18.40 now, no PIN' });
  await expect(pay).toBeVisible();
  await shop.paysera.allowances.cancelActive(payer.wallet);
  await pay.click();
  await expect(page.getByText('This one needs your PIN')).toBeVisible();
  await expectAccessible(page, 'a press that needs a PIN after all');
  await page.goto('/sign-in?error=again&returnTo=/cart');
  await expectAccessible(page, 'asked to sign in again');
  await setUndoSeconds(shop, 10);
});

test('quick pay: chosen, open at Paysera, on the card and in the cart, while Paysera is away, and off', async ({ page, world, shop }) => {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  await signInWith(page, world, await connectedSession(pool, { payseraUserId: 9401, wallet: 14473 }));
  await putInCart(page, 'gift-tag');
  await page.goto('/checkout');
  await expectAccessible(page, 'quick pay offered');
  await page.getByRole('radio', { name: 'Your own limits' }).check();
  await expectAccessible(page, 'own limits');
  await page.getByLabel('Limit a week').fill('nothing');
  await page.getByLabel('Last day').fill('');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByLabel('Limit a week'), 'what is wrong is where the reader is').toBeFocused();
  await expectAccessible(page, 'own limits refused');
  await page.getByRole('radio', { name: /^Up to €60\.00/ }).check();
  await control(world.paysera, 'POST /faults', { place: 'POST transaction', kind: '500-before', count: 1 });
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByText('Not sent. You were not charged.')).toBeVisible();
  await expectAccessible(page, 'not sent, with the choice kept');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await page.goto('/checkout');
  await expect(page.getByRole('heading', { name: 'Quick pay is part of this payment' })).toBeVisible();
  await expectAccessible(page, 'quick pay in a payment that is open');

  await page.context().clearCookies();
  await signInWith(page, world, await permittedSession(shop, world, { payseraUserId: 9402, wallet: 14471 }));
  await putInCart(page, 'gift-tag');
  await page.goto('/account/quick-pay');
  await expectAccessible(page, 'the spending card');
  await page.goto('/account/wallet');
  await expectAccessible(page, 'the wallet with quick pay on');
  await page.goto('/cart');
  await expect(page.getByRole('region', { name: 'Quick pay' })).toBeVisible();
  await expectAccessible(page, 'the spending card in the cart');
  await control(world.paysera, 'POST /down', { seconds: 600 });
  for (const path of ['/checkout', '/cart', '/account/quick-pay']) {
    await page.goto(path);
    await expect(page.getByText(/Paysera did not answer just now/)).toBeVisible();
    await expectAccessible(page, `${path} while Paysera is away`);
  }
  await page.getByRole('button', { name: 'Turn off quick pay' }).click();
  await expect(page.getByText('Paysera could not be told yet')).toBeVisible();
  await expectAccessible(page, 'off, and Paysera not told');
  await control(world.paysera, 'DELETE /faults');
  await page.goto(`${world.paysera.http}/frontend/en/permissions`);
  await logIn(page, ona);
  await expectAccessible(page, 'Paysera: permissions');
  await pool.end();
});

test('the desk and the account', async ({ page }) => {
  await openDesk(page, rasa);
  await expectAccessible(page, 'orders');
  await page.goto('/admin/orders?status=refunded');
  await expectAccessible(page, 'no order matches');
  await page.goto('/admin/orders');
  await page.getByRole('table').getByRole('link').first().click();
  await expectAccessible(page, 'an order at the desk');
  await page.goto('/admin/products');
  await expectAccessible(page, 'products');
  await page.getByRole('link', { name: 'Dune cup' }).click();
  await expectAccessible(page, 'a product at the desk');
  const desk = [
    '/admin/callbacks',
    '/admin/callbacks?show=forged',
    '/admin/reconciliation',
    '/admin/mailbox',
    '/admin/permissions',
    '/admin/permissions?show=all',
    '/admin/settings',
    '/admin/settings/staff',
    '/sign-in?error=fresh&returnTo=/admin/settings',
  ];
  for (const path of [...desk, '/account', '/account/quick-pay', '/account/wallet']) {
    await page.goto(path);
    await expectAccessible(page, path);
  }
});
