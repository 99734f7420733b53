import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { expectPaid, goToPaysera, orderPath, payAtPaysera, putInCart } from '../support/shopper.ts';

test('a guest pays with the PIN, and the order can be opened again in any browser', async ({ page, browser, world }) => {
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await goToPaysera(page, 'guest@example.lt');
  expect(new URL(page.url()).hostname, 'Paysera is another site than the shop').toBe('127.0.0.1');
  await payAtPaysera(page, ona);
  await expectPaid(page);
  await expect(page.getByRole('status')).toContainText('€18.40');

  const elsewhere = await browser.newContext({ baseURL: world.shopUrl });
  const other = await elsewhere.newPage();
  await other.goto(orderPath(page.url()));
  await expectPaid(other);
  await expect(other.getByText('guest@example.lt'), 'a link shows no address to strangers').toHaveCount(0);
  await elsewhere.close();
});
