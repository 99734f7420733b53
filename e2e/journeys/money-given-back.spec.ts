import { expect, test } from '../support/journey.ts';
import { ona, rasa } from '../support/people.ts';
import { expectPaid, goToPaysera, orderNumber, orderPath, payAtPaysera, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';

test('the owner gives money back: Paysera says that a done payment needs a transfer, and the order says so afterwards, once', async ({
  page,
  browser,
  world,
}) => {
  await putInCart(page, 'gift-tag');
  await goToPaysera(page, 'back@example.lt');
  await payAtPaysera(page, ona);
  await expectPaid(page);
  await expect(page.getByText('Say the order’s number')).toBeVisible();
  const number = await orderNumber(page);
  const order = orderPath(page.url());

  const desk = await browser.newContext({ baseURL: world.shopUrl });
  const staff = await desk.newPage();
  await openDesk(staff, rasa);
  await staff.getByRole('searchbox').fill(number);
  await staff.getByRole('searchbox').press('Enter');
  await staff.getByRole('link', { name: 'Give money back…' }).click();
  // Paysera calls a payment done a moment after it took it.
  await expect(async () => {
    await staff.reload();
    await expect(staff.getByText('Not refundable through Paysera’s API')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await staff.getByLabel('Why').fill('Came broken');
  await staff.getByLabel('Reference of the transfer').fill('TR-2026-77');
  await staff.getByLabel('The goods are back').check();
  await staff.getByRole('button', { name: /^Record that €/ }).click();
  await expect(staff.getByRole('status')).toContainText('Given back');
  await expect(staff.getByText('Given back by a transfer made by hand, goods back on the shelf')).toBeVisible();
  await expect(staff.getByRole('link', { name: 'Give money back…' })).toHaveCount(0);
  await staff.goBack();
  await staff.reload();
  await expect(staff.getByText('The money of this order was given back before.')).toBeVisible();
  await desk.close();

  await page.goto(order);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Paid');
  await expect(page.getByText('Say the order’s number'), 'nothing waits in the shop any more').toHaveCount(0);
});
