import { expect, test } from '../support/journey.ts';
import { ona, rasa } from '../support/people.ts';
import { expectPaid, goToPaysera, orderNumber, payAtPaysera, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';

test('the owner finds the order at the desk, with its lines, attempt and timeline', async ({ page, browser, world }) => {
  await putInCart(page, 'dune-notebook', { quantity: 2 });
  await goToPaysera(page, 'seen@example.lt');
  await payAtPaysera(page, ona);
  await expectPaid(page);
  const number = await orderNumber(page);

  const desk = await browser.newContext({ baseURL: world.shopUrl });
  const staff = await desk.newPage();
  await openDesk(staff, rasa);
  await staff.getByRole('searchbox').fill('seen@example.lt');
  await staff.getByRole('searchbox').press('Enter');
  await staff.getByRole('link', { name: number }).click();
  await expect(staff.getByRole('heading', { name: new RegExp(number), level: 1 })).toBeVisible();
  await expect(staff.getByText('Dune notebook')).toBeVisible();
  await expect(staff.getByText('€24.00').first()).toBeVisible();
  await staff.getByRole('button', { name: 'Ask Paysera now' }).click();
  await expect(staff.getByText('Paid').first()).toBeVisible();
  await desk.close();
});

test('a shopper who is no staff finds no desk', async ({ page, complaints }) => {
  complaints.expect(/404 \(Not Found\)/);
  await page.goto('/admin/orders');
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await page.getByLabel('Email').fill(ona.email);
  await page.getByLabel('PIN').fill(ona.pin);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'Orders' })).toHaveCount(0);
});
