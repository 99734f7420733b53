import pg from 'pg';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { egle, rasa } from '../support/people.ts';
import { openCard, signInWith } from '../support/quick-pay.ts';
import { confirmWithPin, expectPaid, goToPaysera, logIn, orderNumber, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';
import { connectedSession } from '../support/visitor.ts';

test('what the owner offers is what the shopper sees; an offer changed meanwhile is shown again before anything is permitted', async ({
  page,
  browser,
  world,
}) => {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const shopper = await browser.newContext({ baseURL: world.shopUrl });
  const shop = await shopper.newPage();
  await signInWith(shop, world, await connectedSession(pool, { payseraUserId: 9301, wallet: 14471 }));
  await putInCart(shop, 'pine-soap');
  await shop.goto('/checkout');
  await shop.getByRole('radio', { name: /^Up to €60\.00 a week/ }).check();

  await openDesk(page, rasa);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('group', { name: 'Second offer' }).getByLabel('A week, EUR').fill('75.50');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();

  await shop.getByRole('button', { name: /^Pay €/ }).click();
  await expect(shop.getByRole('alert').filter({ hasText: 'The offer of quick pay changed' })).toContainText('You were not charged');
  await expect(shop.getByRole('radio', { name: 'Just this time' })).toBeChecked();
  await expect(shop.getByRole('radio', { name: /^Up to €75\.50 a week/ })).toBeVisible();

  await page.getByLabel('Offer quick pay').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  // "Saved" stands there from before, so the shop itself is asked until it knows.
  await expect(async () => {
    await shop.reload();
    await expect(shop.getByRole('button', { name: /^Pay €/ })).toBeVisible();
    await expect(shop.getByRole('radio')).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await pool.query('DELETE FROM quick_pay_settings');
  await pool.end();
  await shopper.close();
});

test('what could not be sent to Paysera is asked again with the same choice', async ({ page, world }) => {
  await openCard(page, egle);
  await putInCart(page, 'pine-soap');
  await page.goto('/checkout');
  await page.getByRole('radio', { name: 'Your own limits' }).check();
  await page.getByLabel('Limit a week').fill('81');
  await page.getByLabel('Most for one purchase').fill('27');
  await control(world.paysera, 'POST /faults', { place: 'POST transaction', kind: '500-before', count: 1 });
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByText('Not sent. You were not charged.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Your own limits' })).toBeChecked();
  await expect(page.getByLabel('Most for one purchase')).toHaveValue('27.00');
  await page.getByLabel('Limit a week').fill('0');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByLabel('Limit a week')).toHaveAccessibleDescription(/Enter more than nothing/);
  await page.getByLabel('Limit a week').fill('82');
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByText('Up to €82.00 in any 7 days')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Give this permission' }).uncheck();
  await confirmWithPin(page, egle.pin);
  await expectPaid(page);
});

test('where the wallet is no longer connected nothing is permitted, and the page says so; just this time can be paid', async ({
  page,
  context,
  world,
}) => {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  await signInWith(page, world, await connectedSession(pool, { payseraUserId: 9302, wallet: 14473 }));
  await pool.end();
  await putInCart(page, 'pine-soap');
  await page.goto('/checkout');
  await page.getByRole('radio', { name: /^Up to €30\.00 a week/ }).check();
  await context.clearCookies({ name: '__Host-sid' });
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'no longer connected here' })).toContainText('You were not charged');
  await expect(page.getByRole('radio')).toHaveCount(0);
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
});

test('an order begun as a guest and taken up after signing in is the shopper’s own, and may carry a permission', async ({ page }) => {
  await putInCart(page, 'pine-soap');
  await goToPaysera(page, 'guest-first@example.lt');
  await logIn(page, egle);
  await page.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByRole('heading', { name: 'Not paid', exact: true })).toBeVisible();
  const number = await orderNumber(page);
  await page.goto('/sign-in?returnTo=/checkout');
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('radio', { name: /^Up to €30\.00 a week/ }).check();
  await page.getByRole('button', { name: /^Pay €/ }).click();
  await expect(page.getByRole('checkbox', { name: 'Give this permission' })).toBeChecked();
  await confirmWithPin(page, egle.pin);
  await expectPaid(page);
  await expect(page.getByText(`Order ${number}`)).toBeVisible();
  await page.goto('/account/quick-pay');
  await expect(page.getByText('€30.00 of €30.00 left this week')).toBeVisible();
  await page.getByRole('button', { name: 'Turn off quick pay' }).click();
  await expect(page.getByRole('status')).toContainText('Quick pay is off');
});

test('it is offered to a connected shopper only', async ({ page }) => {
  await putInCart(page, 'pine-soap');
  await page.goto('/checkout');
  await expect(page.getByRole('button', { name: /^Pay €/ })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('own limits are reached, wrong ones are named beside their fields, nothing typed is lost, and the right ones are asked for', async ({
    page,
  }) => {
    await openCard(page, egle);
    await putInCart(page, 'pine-soap');
    await page.goto('/checkout');
    const field = (label: string) => page.getByLabel(label);
    await expect(field('Limit a week')).toBeHidden();
    await page.getByRole('radio', { name: 'Your own limits' }).check();
    await field('E-mail').fill('not an address');
    await field('Limit a week').fill('900');
    await field('Most for one purchase').fill('nothing');
    await field('Last day').fill('2020-01-01');
    await page.getByRole('button', { name: /^Pay €/ }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Not sent yet' })).toBeVisible();
    for (const [label, value, error] of [
      ['E-mail', 'not an address', 'does not look like an e-mail address'],
      ['Limit a week', '900', 'At most €500.00 a week.'],
      ['Most for one purchase', 'nothing', 'Enter an amount such as 40.00.'],
      ['Last day', '2020-01-01', 'Choose today or a day to come.'],
    ] as const) {
      await expect(field(label)).toHaveValue(value);
      await expect(field(label)).toHaveAccessibleDescription(new RegExp(error));
      await expect(field(label)).toHaveAttribute('aria-invalid', 'true');
    }
    const inAMonth = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
    await field('E-mail').fill(egle.email);
    await field('Limit a week').fill('90');
    await field('Most for one purchase').fill('35,00');
    await field('Last day').fill(inAMonth);
    await page.getByRole('button', { name: /^Pay €/ }).click();
    await expect(page.getByText('Up to €90.00 in any 7 days')).toBeVisible();
    await confirmWithPin(page, egle.pin);
    await expectPaid(page);
    await openCard(page, egle);
    await expect(page.getByText('€90.00 of €90.00 left this week')).toBeVisible();
    await page.getByRole('button', { name: 'Turn off quick pay' }).click();
    await expect(page.getByText('You turned off quick pay of €90.00 a week')).toBeVisible();
  });
});
