import pg from 'pg';
import { expect, test } from '../support/journey.ts';
import { rasa } from '../support/people.ts';
import { openDesk } from '../support/staff.ts';

test('the owner changes what quick pay offers; what makes no sense is refused beside its field, and nothing typed is lost', async ({
  page,
  world,
}) => {
  await openDesk(page, rasa);
  await page.getByRole('link', { name: 'Settings' }).click();
  const second = page.getByRole('group', { name: 'Second offer' });
  await second.getByLabel('A week, EUR').fill('900');
  await second.getByLabel('Days').fill('120');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Nothing was saved yet' })).toBeVisible();
  await expect(second.getByLabel('A week, EUR')).toHaveAttribute('aria-invalid', 'true');
  await expect(second.getByLabel('A week, EUR')).toHaveValue('900');
  await expect(second.getByLabel('Days')).toHaveValue('120');
  await second.getByLabel('A week, EUR').fill('75,50');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved. Pay pages offer it' })).toBeVisible();
  await page.reload();
  await expect(second.getByLabel('A week, EUR')).toHaveValue('75.50');
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const { rows } = await pool.query(
    `SELECT data FROM audit_event WHERE kind = 'quick-pay-settings' AND data -> 'after' -> 'presets' -> 1 ->> 'days' = '120'`,
  );
  expect(rows, 'one change, and it is written down').toHaveLength(1);
  // The journeys after this one meet the shop as it comes.
  await pool.query('DELETE FROM quick_pay_settings');
  await pool.end();
});
