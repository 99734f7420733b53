import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import { byHand } from '../support/by-hand.ts';
import { expect, test } from '../support/journey.ts';
import { ona, rasa } from '../support/people.ts';
import { expectPaid, goToPaysera, orderNumber, payAtPaysera, putInCart } from '../support/shopper.ts';
import { openDesk } from '../support/staff.ts';

test('payments that Paysera does not list any more are settled together with a reason, and stand in the history', async ({
  page,
  browser,
  world,
}) => {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const numbers: string[] = [];
  for (let count = 0; count < 2; count++) {
    const shopper = await browser.newContext({ baseURL: world.shopUrl });
    const buying = await shopper.newPage();
    await putInCart(buying, 'gift-tag');
    await goToPaysera(buying, 'lost@example.lt');
    await payAtPaysera(buying, ona);
    await expectPaid(buying);
    numbers.push(await orderNumber(buying));
    await shopper.close();
  }
  const keys = (change: string) =>
    byHand(
      pool,
      `UPDATE attempt SET transaction_key = ${change}, updated_at = updated_at - interval '1 minute' WHERE order_id IN (SELECT id FROM shop_order WHERE number = ANY($1))`,
      [numbers.map(Number)],
    );
  await keys(`'lost' || transaction_key`);

  await openDesk(page, rasa);
  await page.getByRole('link', { name: 'Reconciliation' }).click();
  await expect(async () => {
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByText('2 payments that we recorded are not listed by Paysera')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByText('Settle all 2…').click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const all = page.getByRole('listitem').filter({ hasText: '2 payments that we recorded' });
  await all.getByLabel('Why it may stay').fill(' ');
  await all.getByRole('button', { name: 'Settle' }).click();
  await expect(all.getByText('Write why, in at most 200 characters.')).toBeVisible();
  await all.getByLabel('Why it may stay').fill('The local Paysera was deleted');
  await all.getByRole('button', { name: 'Settle' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Settled' })).toBeVisible();
  await expect(page.getByText('not listed by Paysera')).toHaveCount(0);
  const history = page.getByRole('table', { name: 'Differences that a person settled, newest first' });
  for (const number of numbers)
    await expect(history.getByRole('row').filter({ hasText: number })).toContainText('The local Paysera was deleted');
  await expect(history.getByText('Differs as before')).toHaveCount(2);
  await keys('substr(transaction_key, 5)');
  await pool.end();
});
