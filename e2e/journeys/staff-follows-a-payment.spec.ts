import pg from 'pg';
import { expect, test } from '../support/journey.ts';
import { ona, rasa } from '../support/people.ts';
import { expectPaid, goToPaysera, orderNumber, payAtPaysera, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';

test('staff find the callback of a paid order, replay it, read its receipt, and see a difference come and go', async ({
  page,
  browser,
  world,
}) => {
  await putInCart(page, 'gift-tag');
  await goToPaysera(page, 'followed@example.lt');
  await payAtPaysera(page, ona);
  await expectPaid(page);
  const number = await orderNumber(page);

  const desk = await browser.newContext({ baseURL: world.shopUrl });
  const staff = await desk.newPage();
  const errors: string[] = [];
  staff.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await openDesk(staff, rasa);

  await staff.getByRole('link', { name: 'Callbacks' }).click();
  await staff.getByRole('searchbox').fill(number);
  await staff.getByRole('searchbox').press('Enter');
  // Paysera sends it when it can; the list is asked until it is there.
  await expect(async () => {
    await staff.reload();
    await expect(staff.getByRole('table').getByRole('link')).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await staff.getByRole('table').getByRole('link').click();
  await expect(staff.getByRole('heading', { name: /transaction: reserved/i, level: 1 })).toBeVisible();
  await expect(staff.getByText('"object"')).toBeVisible();
  await staff.getByRole('button', { name: 'Replay' }).click();
  await expect(staff.getByRole('status')).toContainText('handled once more');
  await staff.getByRole('link', { name: `Order ${number}` }).click();
  await expect(staff.getByText('A callback was handled once more')).toBeVisible();

  await staff.getByRole('link', { name: 'Mailbox' }).click();
  await expect(async () => {
    await staff.reload();
    await expect(staff.getByRole('link', { name: new RegExp(`Receipt for order ${number}`) })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await staff.getByRole('link', { name: new RegExp(`Receipt for order ${number}`) }).click();
  await expect(staff.getByText('To followed@example.lt')).toBeVisible();
  await expect(staff.getByText(`Your order ${number} is paid.`)).toBeVisible();
  const opened = staff.waitForEvent('popup');
  await staff.getByRole('link', { name: 'Open the HTML form' }).click();
  const letter = await opened;
  const title = letter.getByRole('heading', { level: 1 });
  await expect(title).toContainText(number);
  // Its own styles hold, in a page that may do nothing else.
  expect(await title.evaluate((heading) => getComputedStyle(heading).fontSize)).toBe('22px');
  await letter.close();

  // A hand in the database: past every rule, as only a console can.
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const byHand = (change: string) =>
    pool.query(
      `BEGIN; SET LOCAL session_replication_role = replica; UPDATE attempt SET ${change}, updated_at = updated_at - interval '1 minute'
       WHERE order_id = (SELECT id FROM shop_order WHERE number = ${number}); COMMIT`,
    );
  await byHand('amount_minor = amount_minor + 1');
  await staff.getByRole('link', { name: 'Reconciliation' }).click();
  const check = async (words: RegExp) =>
    expect(async () => {
      await staff.getByRole('button', { name: 'Check now' }).click();
      await expect(staff.getByText(words).first()).toBeVisible({ timeout: 2_000 });
    }).toPass();
  await check(/1 order differs, checked/);
  await expect(staff.getByRole('heading', { name: 'Another amount' })).toBeVisible();
  await expect(staff.getByRole('heading', { name: 'Paysera says' })).toBeVisible();
  await byHand('amount_minor = amount_minor - 1');
  await check(/0 orders differ, checked/);
  await expect(staff.getByRole('table', { name: 'Differences that are gone, newest first' })).toContainText('Another amount');
  await pool.end();
  expect(errors).toEqual([]);
  await desk.close();
});
