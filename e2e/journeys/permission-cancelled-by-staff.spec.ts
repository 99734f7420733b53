import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import { expect, test } from '../support/journey.ts';
import { rasa } from '../support/people.ts';
import { placeOrder } from '../support/place-order.ts';
import { openDesk } from '../support/staff.ts';
import { openSessionFor, Visitor } from '../support/visitor.ts';

test('staff find a customer’s permission, see what is left of it, and cancel it once and for all', async ({ page, world }) => {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const { token, shopperId } = await openSessionFor(pool, { payseraUserId: 9101, role: null });
  const order = await placeOrder(new Visitor(world, token), pool);
  // As it stands after a purchase whose permission was confirmed with it.
  await pool.query(
    `INSERT INTO allowance (id, environment, shopper_id, order_id, attempt_id, status, weekly_minor, ceiling_minor, currency, window_seconds, valid_until, asked_at, updated_at)
     SELECT 'alw_journey00001', 'local', $1, $2, id, 'asked', 6000, 4000, 'EUR', 604800, now() + interval '9 days', now(), now() FROM attempt WHERE order_id = $2`,
    [shopperId, order.id],
  );
  await pool.query(
    `UPDATE allowance SET status = 'active', provider_id = 990001, wallet_id = 14471, active_at = now() WHERE id = 'alw_journey00001'`,
  );

  await openDesk(page, rasa);
  await page.getByRole('link', { name: 'Quick pay' }).click();
  await page.getByRole('link', { name: /^Ending within 14 days/ }).click();
  await page.getByRole('searchbox').fill('access9101@');
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('link', { name: 'Person 9101' }).click();
  await expect(page.getByText('€60.00 of €60.00 left in seven days')).toBeVisible();
  await expect(page.getByRole('link', { name: `order ${order.number}` })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByText('Cancel permission…').click();
  await page.getByRole('button', { name: 'Cancel this permission' }).click();
  await expect(page.getByRole('status')).toContainText('Cancelled');
  await expect(page.getByText('Cancelled at the desk').first()).toBeVisible();
  await expect(page.getByText('Cancel permission…')).toHaveCount(0);
  const { rows } = await pool.query(`SELECT status, end_reason FROM allowance WHERE id = 'alw_journey00001'`);
  expect(rows).toEqual([{ status: 'ended', end_reason: 'staff' }]);
  await pool.end();
});
