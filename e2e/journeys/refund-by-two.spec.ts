import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import pg from 'pg';
import { expect, test } from '../support/journey.ts';
import { ona, rasa } from '../support/people.ts';
import { signInWith } from '../support/quick-pay.ts';
import { expectPaid, goToPaysera, orderNumber, payAtPaysera, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';
import type { World } from '../support/start-world.ts';
import { openSessionFor } from '../support/visitor.ts';

async function paidOrder(browser: Browser, world: World): Promise<string> {
  const context = await browser.newContext({ baseURL: world.shopUrl });
  const page = await context.newPage();
  await putInCart(page, 'gift-tag');
  await goToPaysera(page, 'two@example.lt');
  await payAtPaysera(page, ona);
  await expectPaid(page);
  const number = await orderNumber(page);
  await context.close();
  return number;
}

async function openOrder(page: Page, number: string): Promise<void> {
  await page.goto('/admin/orders');
  await page.getByRole('searchbox').fill(number);
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Order ${number}`);
}

test('above the shop’s limit one owner asks and another one agrees: only then the money goes back', async ({ page, browser, world }) => {
  test.setTimeout(180_000);
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const number = await paidOrder(browser, world);
  await openDesk(page, rasa);
  await page.goto('/admin/settings');
  await expect(page.getByText('Off: every owner gives any amount back alone.')).toBeVisible();
  await page.getByLabel('A second person above, EUR').fill('a lot');
  await page.getByRole('button', { name: 'Set the limit' }).click();
  await expect(page.getByText('Write an amount, such as 100.00, or nothing.')).toBeVisible();
  await page.getByLabel('A second person above, EUR').fill('0.10');
  await page.getByRole('button', { name: 'Set the limit' }).click();
  await expect(page.getByText('Saved. It holds from now on.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Refunds above €0.10 need a second owner')).toBeVisible();
  await expect(page.getByText('There is nobody to agree')).toBeVisible();

  await openOrder(page, number);
  await page.getByRole('link', { name: 'Give money back…' }).click();
  await expect(page.getByText('This amount needs a second person')).toBeVisible();
  await expect(page.getByLabel('Reference of the transfer')).toHaveCount(0);
  await expect(page.getByText(/Sign in at Paysera and transfer/), 'nobody is told how to move it yet').toHaveCount(0);
  await page.getByLabel('Why').fill('Came broken');
  await page.getByLabel('The goods are back').check();
  await page.getByRole('button', { name: /^Ask to give back €/ }).click();
  await expect(page.getByRole('status')).toContainText('it waits for a second person');
  await page.getByRole('link', { name: 'Look at it' }).click();
  await expect(page.getByText('You asked for it, so another owner has to agree or decline.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Agree/ })).toHaveCount(0);

  const second = await browser.newContext({ baseURL: world.shopUrl });
  const other = await second.newPage();
  const { token } = await openSessionFor(pool, { payseraUserId: 9701, role: 'owner' });
  await signInWith(other, world, { session: token });
  await other.goto('/admin/orders');
  await other.getByText('A refund waits for a second person').waitFor();
  expect((await new AxeBuilder({ page: other }).analyze()).violations).toEqual([]);
  await other.getByRole('link', { name: `Order ${number}` }).click();
  await other.getByRole('link', { name: 'Look at it' }).click();
  expect((await new AxeBuilder({ page: other }).analyze()).violations).toEqual([]);
  await other.getByLabel('Why not').fill(' ');
  await other.getByRole('button', { name: 'Decline' }).click();
  await expect(other.getByText('Write why, in at most 200 characters.')).toBeVisible();
  await other.getByLabel('Why not').fill('Ask for a photo first');
  await other.getByRole('button', { name: 'Decline' }).click();
  await expect(other.getByRole('status')).toContainText('Declined');

  await openOrder(page, number);
  await page.getByRole('link', { name: 'Give money back…' }).click();
  await expect(page.getByText('Person 9701 declined it before: Ask for a photo first')).toBeVisible();
  await page.getByLabel('Why').fill('Came broken, photo by e-mail');
  await page.getByRole('button', { name: /^Ask to give back €/ }).click();
  await openOrder(other, number);
  await other.getByRole('link', { name: 'Look at it' }).click();
  await other.getByRole('button', { name: /^Agree: give €/ }).click();
  // The local Paysera calls a payment done a moment after it took it, and gives a done one back no more.
  await expect(other.getByRole('status')).toContainText('Agreed: now the money is transferred by hand');
  await expect(other.getByText('A second person agreed to give the money back')).toBeVisible();
  await second.close();

  await openOrder(page, number);
  await page.getByRole('link', { name: 'Give money back…' }).click();
  await expect(page.getByText('A second person agreed')).toBeVisible();
  await expect(page.getByText(/Sign in at Paysera and transfer/)).toBeVisible();
  await page.getByLabel('Reference of the transfer').fill('TR-2026-78');
  await page.getByLabel('Why').fill('Came broken, photo by e-mail');
  await page.getByRole('button', { name: /^Record that €/ }).click();
  await expect(page.getByRole('status')).toContainText('Given back');

  await page.goto('/admin/settings');
  await page.getByLabel('A second person above, EUR').fill('');
  await page.getByRole('button', { name: 'Set the limit' }).click();
  await expect(page.getByText('Saved. A looser rule begins in 24 hours')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Until then refunds above €0.10 need a second owner')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  // The journeys after this one give back alone again.
  await pool.query('DELETE FROM refund_settings');
  await pool.query("DELETE FROM staff WHERE id = 'stf_access9701'");
  await pool.end();
});
