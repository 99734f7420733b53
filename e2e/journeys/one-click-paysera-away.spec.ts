import type { Page } from '@playwright/test';
import type { Services } from '#lib/services.ts';
import { control } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { connectedPayer, type Payer, setUndoSeconds, spentBy, transactionsOf } from '../support/one-click.ts';
import { givePermission } from '../support/quick-pay.ts';
import { confirmWithPin, expectPaid, putInCart } from '../support/shopper.ts';
import type { World } from '../support/start-world.ts';

const tag = 30; // cents, of the purchase the permission came with
const now = { name: 'Pay €18.40 now, no PIN' };
const manyTimes = 50;

test.afterEach(({ world }) => control(world.paysera, 'DELETE /faults'));
test.afterAll(({ shop }) => setUndoSeconds(shop, 10));

async function withCup(page: Page, world: World, shop: Services): Promise<Payer> {
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 6_000n });
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await expect(page.getByRole('button', now)).toBeVisible();
  return payer;
}

test('away while the button is drawn: it says PIN and no more, and that way pays', async ({ page, world, shop }) => {
  const payer = await withCup(page, world, shop);
  await control(world.paysera, 'POST /faults', { place: 'GET allowance/limit/{wallet}', kind: '500-before', count: manyTimes });
  await page.reload();
  await page.getByRole('button', { name: 'Pay €18.40 with PIN', exact: true }).click();
  await confirmWithPin(page, payer.pin);
  await expectPaid(page);
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
});

test('away at the press: nothing was sent, the page says so, and the order can be paid when Paysera is back', async ({
  page,
  world,
  shop,
}) => {
  const payer = await withCup(page, world, shop);
  await control(world.paysera, 'POST /down', { seconds: 600 });
  await page.getByRole('button', now).click();
  await expect(page.getByText('Not sent. You were not charged.')).toBeVisible();
  await control(world.paysera, 'DELETE /faults');
  await expect(async () => {
    await page.getByRole('button', { name: 'Pay €18.40', exact: true }).click();
    await expect(page).toHaveURL(/wallet\/confirm/, { timeout: 5_000 });
  }, 'once Paysera is asked again').toPass();
  await confirmWithPin(page, payer.pin);
  await expectPaid(page);
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
});

for (const [kind, story] of [
  ['reset-before', 'never arrived'],
  ['reset-after', 'arrived, its answer was lost'],
] as const) {
  test(`away while it reserves (${story}): nobody is sent to pay twice, and it is charged once`, async ({ page, world, shop }) => {
    await setUndoSeconds(shop, 1);
    const payer = await withCup(page, world, shop);
    await control(world.paysera, 'POST /faults', { place: 'PUT transaction/{key}/reserve/{wallet}', kind });
    await page.getByRole('button', now).click();
    if (kind === 'reset-before') {
      await expect(page.getByRole('heading', { name: 'Not paid yet' })).toBeVisible();
      expect(await spentBy(world, payer)).toBe(tag);
      await page.getByRole('button', { name: /Continue at Paysera/ }).click();
      await confirmWithPin(page, payer.pin);
    }
    await expectPaid(page);
    expect((await transactionsOf(shop, world, payer)).map(({ status }) => status)).toEqual(['confirmed']);
    expect(await spentBy(world, payer)).toBe(1_840 + tag);
  });
}

test('away at the undo: it is undone here at once and checked until Paysera has let go', async ({ page, world, shop }) => {
  await setUndoSeconds(shop, 60);
  const payer = await withCup(page, world, shop);
  await page.getByRole('button', now).click();
  await expect(page.getByRole('heading', { name: 'Approved without a PIN' })).toBeVisible();
  await control(world.paysera, 'POST /down', { seconds: 600 });
  await page.getByRole('button', { name: 'Undo this payment' }).click();
  await expect(page.getByRole('heading', { name: 'Undone. Checking' })).toBeVisible();
  await control(world.paysera, 'DELETE /faults');
  await expect(page.getByRole('heading', { name: 'Undone', exact: true })).toBeVisible({ timeout: 60_000 });
  expect((await transactionsOf(shop, world, payer)).map(({ status }) => status)).toEqual(['revoked']);
  expect(await spentBy(world, payer)).toBe(tag);
});
