import pg from 'pg';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { egle, jonas, ona } from '../support/people.ts';
import { placeOrder } from '../support/place-order.ts';
import { permittedSession, signInWith } from '../support/quick-pay.ts';
import { logIn, putInCart } from '../support/shopper.ts';
import { connectedSession, Visitor } from '../support/visitor.ts';

let pool: pg.Pool;
test.beforeAll(({ world }) => {
  pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
});
test.afterAll(() => pool.end());
test.afterEach(({ world }) => control(world.paysera, 'DELETE /faults'));

test('turned off in the cart by one press: true at once, and Paysera knows', async ({ page, world, shop }) => {
  await signInWith(page, world, await permittedSession(shop, world, { payseraUserId: 9201, wallet: 14473 }));
  await putInCart(page, 'pine-soap');
  await page.getByRole('button', { name: 'Turn off quick pay' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Quick pay is off' })).toContainText('You turned off quick pay of €60.00 a week');
  await expect(page.getByRole('region', { name: 'Quick pay' })).toHaveCount(0);
  await page.goto(`${world.paysera.http}/frontend/en/permissions`);
  await logIn(page, egle);
  await expect(page.getByText('No shop may charge your wallets without the PIN.')).toBeVisible();
});

test('while Paysera is away the card says when it was last checked; turning off is true all the same, and Paysera is told later', async ({
  page,
  world,
  shop,
}) => {
  const { shopperId, session } = await permittedSession(shop, world, { payseraUserId: 9202, wallet: 14471 });
  await signInWith(page, world, { session });
  await control(world.paysera, 'POST /down', { seconds: 600 });
  await page.goto('/account/quick-pay');
  await expect(page.getByText(/Paysera did not answer just now\. It last said on \d+ \w+ 20\d\d at/)).toBeVisible();
  await expect(page.getByText('€60.00 of €60.00 left this week')).toBeVisible();
  await page.getByRole('button', { name: 'Turn off quick pay' }).click();
  await expect(page.getByRole('status')).toContainText('Paysera could not be told yet');

  await control(world.paysera, 'DELETE /faults');
  // The worker waits half a minute before it tries again; here that time is over.
  await pool.query('UPDATE allowance SET tell_at = now() WHERE shopper_id = $1 AND tell_at IS NOT NULL', [shopperId]);
  const untold = async () => {
    await page.reload();
    return page.getByText('Paysera could not be told yet').count();
  };
  await expect.poll(untold, { message: 'told by the worker', timeout: 60_000 }).toBe(0);
  await page.goto(`${world.paysera.http}/frontend/en/permissions`);
  await logIn(page, ona);
  await expect(page.getByText('No shop may charge your wallets without the PIN.')).toBeVisible();
});

test('ended at Paysera it is off at the next look, and the card says where it ended', async ({ page, world, shop }) => {
  // In journeys before this one he may have spent all he had.
  await control(world.paysera, 'POST /balances', { wallet: 14472, currency: 'EUR', amount: 2_000 });
  await signInWith(page, world, await permittedSession(shop, world, { payseraUserId: 9203, wallet: 14472 }));
  await page.goto('/account/quick-pay');
  await expect(page.getByText('€60.00 of €60.00 left this week')).toBeVisible();
  await page.goto(`${world.paysera.http}/frontend/en/permissions`);
  await logIn(page, jonas);
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('No shop may charge your wallets without the PIN.')).toBeVisible();
  await page.goto('/account/quick-pay');
  await expect(page.getByText('Your permission for €60.00 a week was ended at Paysera')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn off quick pay' })).toHaveCount(0);
});

test('when its last day is over it is off, and the card says so', async ({ page, world }) => {
  const { shopperId, session } = await connectedSession(pool, { payseraUserId: 9204, wallet: 14473 });
  const order = await placeOrder(new Visitor(world, session), pool);
  // As it stands when a permission of last month was not looked at since.
  await pool.query(
    `INSERT INTO allowance (id, environment, shopper_id, order_id, attempt_id, status, weekly_minor, ceiling_minor, currency, window_seconds, valid_until, asked_at, updated_at)
     SELECT 'alw_journeyexpired', 'local', $1, $2, id, 'asked', 6000, 6000, 'EUR', 604800, now() - interval '1 minute', now() - interval '30 days', now()
     FROM attempt WHERE order_id = $2`,
    [shopperId, order.id],
  );
  await pool.query(
    `UPDATE allowance SET status = 'active', provider_id = 990002, wallet_id = 14473, active_at = now() - interval '30 days' WHERE id = 'alw_journeyexpired'`,
  );
  await signInWith(page, world, { session });
  await page.goto('/account/quick-pay');
  await expect(page.getByText('Your permission for €60.00 a week ended by itself: its last day is over.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn off quick pay' })).toHaveCount(0);
});
