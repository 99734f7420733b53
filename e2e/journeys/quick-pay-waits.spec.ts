import { AxeBuilder } from '@axe-core/playwright';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { permittedSession, signInWith } from '../support/quick-pay.ts';
import { expectPaid } from '../support/shopper.ts';

test.afterEach(({ world }) => control(world.paysera, 'DELETE /faults'));

test('paid, and Paysera silent about the permission: the card says that it waits and for what, until Paysera has answered', async ({
  page,
  world,
  shop,
}) => {
  const { session, order } = await permittedSession(shop, world, { payseraUserId: 9601, wallet: 14473 });
  // As it stands where Paysera fell silent between the payment and the question what became of the permission.
  await shop.pool.query(`DO $$ BEGIN
    SET LOCAL session_replication_role = replica;
    UPDATE allowance SET status = 'asked', provider_id = NULL, wallet_id = NULL, active_at = NULL, checked_at = NULL,
      next_check_at = now() + interval '1 hour' WHERE order_id = '${order.id}';
  END $$`);
  await control(world.paysera, 'POST /down', { seconds: 600 });
  await signInWith(page, world, { session });

  await page.goto('/account/quick-pay');
  const notice = page.getByRole('main').filter({ hasText: 'Paysera has not answered yet' });
  await expect(notice).toContainText('You were asked for quick pay of €60.00 a week');
  await expect(notice).toContainText('until we do, every order asks for your PIN');
  await expect(page.getByText('left this week')).toHaveCount(0);
  await expect(page.getByText('Every order asks for your PIN', { exact: true }), 'not said beside it that it is off').toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Look again' })).toHaveAttribute('href', '/account/quick-pay');
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
