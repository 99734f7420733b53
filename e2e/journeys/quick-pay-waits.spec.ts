import { AxeBuilder } from '@axe-core/playwright';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { placeOrder } from '../support/place-order.ts';
import { signInWith } from '../support/quick-pay.ts';
import { expectPaid } from '../support/shopper.ts';
import { connectedSession, Visitor } from '../support/visitor.ts';

test.afterEach(({ world }) => control(world.paysera, 'DELETE /faults'));

test('paid, and Paysera silent about the permission: the card says that it waits and for what, until Paysera has answered', async ({
  page,
  world,
  shop,
}) => {
  const { session } = await connectedSession(shop.pool, { payseraUserId: 9601, wallet: 14473 });
  const order = await placeOrder(new Visitor(world, session), shop.pool, { quickPay: 'preset-1' });
  const { rows } = await shop.pool.query<{ key: string }>(
    `UPDATE attempt SET next_read_at = now() + interval '1 hour' WHERE order_id = $1 RETURNING transaction_key AS key`,
    [order.id],
  );
  // The reading that finds it approved is answered; those that ask what became of the permission are not.
  await control(world.paysera, 'POST /faults', { place: 'GET transaction/{key}', kind: '500-before', skip: 2, count: 1_000 });
  await control(world.paysera, `POST /transactions/${rows[0]?.key}/accept`, { wallet: 14473 });
  await signInWith(page, world, { session });
  await page.goto(`/orders/${order.token}/return`);
  await expectPaid(page);

  await page.goto('/account/quick-pay');
  const notice = page.getByRole('main').filter({ hasText: 'Paysera has not answered yet' });
  await expect(notice).toContainText('You were asked for quick pay of €60.00 a week');
  await expect(notice).toContainText('until we do, every order asks for your PIN');
  await expect(page.getByText('left this week')).toHaveCount(0);
  await expect(page.getByText('Every order asks for your PIN', { exact: true }), 'not said beside it that it is off').toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await page.getByRole('link', { name: `order ${order.number}` }).click();
  await expectPaid(page);

  await control(world.paysera, 'DELETE /faults');
  await expect(async () => {
    await page.goto('/account/quick-pay');
    await expect(page.getByText('€60.00 of €60.00 left this week')).toBeVisible({ timeout: 1_000 });
  }, 'once Paysera is asked again').toPass();
  await expect(page.getByText('Paysera has not answered yet')).toHaveCount(0);
});
