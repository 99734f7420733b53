import { expect, test } from '../support/journey.ts';
import { rasa } from '../support/people.ts';
import { openDesk } from '../support/staff.ts';

test('a product edited at the desk is renewed on its page and in the catalogue, under the same strict policy', async ({
  page,
  browser,
  world,
}) => {
  await page.goto('/products/reed-vase');
  await expect(page.getByRole('heading', { name: 'Reed vase', level: 1 })).toBeVisible();
  await page.goto('/');
  await expect(page.getByText('€78.00')).toBeVisible();

  const desk = await browser.newContext({ baseURL: world.shopUrl });
  const staff = await desk.newPage();
  const violations: string[] = [];
  staff.on('console', (message) => message.type() === 'error' && violations.push(message.text()));
  await openDesk(staff, rasa);
  await staff.getByRole('link', { name: 'Products' }).click();
  await staff.getByRole('link', { name: 'Reed vase' }).click();
  await staff.getByLabel('Title').fill('Reed vase, tall');
  await staff.getByLabel('Price, EUR').fill('79.50');
  await staff.getByRole('button', { name: 'Save' }).click();
  await expect(staff.getByRole('status')).toContainText(/saved/i);
  expect(violations).toEqual([]);
  await desk.close();

  for (const path of ['/products/reed-vase', '/']) {
    await page.goto(path);
    await expect(page.getByText('€79.50').first()).toBeVisible();
    await expect(page.getByText('Reed vase, tall').first()).toBeVisible();
  }
});
