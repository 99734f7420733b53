import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { expectPaid, fillCheckout, payAtPaysera, putInCart } from '../support/shopper.ts';

test('a double click and two tabs lead to one transaction, and it is paid once', async ({ page, context, world }) => {
  const before = await count();
  await putInCart(page, 'fog-tea-towel');
  await fillCheckout(page, 'twice@example.lt');
  const other = await context.newPage();
  await other.goto('/cart');
  await fillCheckout(other, 'twice@example.lt');

  const pay = (tab: typeof page) => tab.getByRole('button', { name: /^Pay €/ });
  await Promise.all([pay(page).dblclick(), pay(other).click()]);
  for (const tab of [page, other]) await expect(tab.getByRole('button', { name: 'Log in' })).toBeVisible();
  expect(page.url(), 'both tabs stand before the same transaction').toBe(other.url());
  expect((await count()) - before).toBe(1);

  await payAtPaysera(page, ona);
  await expectPaid(page);
  await other.reload();
  await expect(other.getByRole('heading', { name: 'The payment is made.' })).toBeVisible();

  async function count(): Promise<number> {
    return (await control<{ total: number }>(world.paysera, 'GET /transactions')).total;
  }
});
