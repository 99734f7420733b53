import { expect, test } from '../support/journey.ts';
import { ona, rasa } from '../support/people.ts';
import { expectPaid, goToPaysera, orderNumber, payAtPaysera, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';

test('an address corrected after coming back from Paysera is the one the receipt goes to', async ({ page, browser, world }) => {
  await putInCart(page, 'dune-notebook');
  await goToPaysera(page, 'a-slip@example.lt');
  const transaction = page.url();
  await page.goto('/cart');
  await goToPaysera(page, 'corrected@example.lt');
  expect(page.url(), 'the same payment goes on').toBe(transaction);
  await payAtPaysera(page, ona);
  await expectPaid(page);
  const number = await orderNumber(page);

  const desk = await browser.newContext({ baseURL: world.shopUrl });
  const staff = await desk.newPage();
  await openDesk(staff, rasa);
  const receipt = staff.getByRole('link', { name: `Receipt for order ${number}` });
  // The worker writes it a moment after the payment.
  await expect(async () => {
    await staff.goto('/admin/mailbox');
    await expect(receipt).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await receipt.click();
  await expect(staff.getByText(/^To corrected@example\.lt/)).toBeVisible();
  await desk.close();
});
