import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import { ageSignIn } from '../support/by-hand.ts';
import { expect, test } from '../support/journey.ts';
import { rasa } from '../support/people.ts';
import { openDesk } from '../support/staff.ts';
import { openSessionFor, Visitor } from '../support/visitor.ts';

test('the owner names who works at the desk, with a fresh sign-in, and takes it from them again', async ({ page, world }) => {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  const { token } = await openSessionFor(pool, { payseraUserId: 9711, role: null });
  const deskOf = async (session: string) => (await new Visitor(world, session).get('/admin/orders')).status;
  expect(await deskOf(token)).toBe(404);

  await openDesk(page, rasa);
  await page.goto('/admin/settings');
  await page.getByRole('link', { name: 'Who works at the desk' }).click();
  await expect(page.getByText('You', { exact: true }), 'nobody changes themselves').toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByLabel('Who').fill('nobody@example.lt');
  await page.getByRole('button', { name: 'Add to the desk' }).click();
  await expect(page.getByText('Nobody is known by this.')).toBeVisible();
  await expect(page.getByLabel('Who')).toHaveValue('nobody@example.lt');

  await ageSignIn(pool, 301, 6);
  await page.getByLabel('Who').fill('access9711@example.lt');
  await page.getByRole('button', { name: 'Add to the desk' }).click();
  await expect(page.getByText('Sign in once more')).toBeVisible();
  await page.getByRole('button', { name: 'Connect Paysera wallet' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByText('You are signed in again')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Person 9711' }), 'coming back changes nothing').toHaveCount(0);
  await expect(page.getByLabel('Who')).toHaveValue('access9711@example.lt');
  await page.getByRole('button', { name: 'Add to the desk' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Person 9711' });
  await expect(row).toContainText('Clerk');
  expect(await deskOf(token), 'the session from before is over').toBe(307);
  const anew = await openSessionFor(pool, { payseraUserId: 9711, role: null });
  expect(await deskOf(anew.token)).toBe(200);

  await row.getByRole('button', { name: 'Make owner' }).click();
  await expect(row).toContainText('Owner');
  await row.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
  await pool.end();
});
