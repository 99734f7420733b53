import { expect, test } from '../support/journey.ts';
import { connectedPayer, grantQuickPay, setUndoSeconds, spentBy, transactionsOf } from '../support/one-click.ts';
import { expectPaid, putInCart } from '../support/shopper.ts';

const tag = 30; // cents, of the purchase the permission came with

test.beforeEach(({ shop }) => setUndoSeconds(shop, 2));
test.afterAll(({ shop }) => setUndoSeconds(shop, 10));

test('one press in the cart pays without a PIN, and says so before, during and after', async ({ page, world, shop }) => {
  const payer = await connectedPayer(page, world);
  await grantQuickPay(shop, world, payer, { weekly: 6_000n });
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await expect(page.getByText('€41.60 of your weekly limit left after it. 2 seconds to undo.')).toBeVisible();
  await page.getByRole('button', { name: 'Pay €18.40 now, no PIN' }).click();
  await expect(page.getByRole('heading', { name: 'Approved without a PIN' })).toBeVisible();
  await expectPaid(page);
  await expect(page.getByText('Without a PIN, under your permission: €41.60 of €60.00 left')).toBeVisible();
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
  await page.goto('/cart');
  await expect(page.getByText('Nothing in it yet')).toBeVisible();
});

test('one press on a product page pays for the size and number chosen there, without touching the cart', async ({ page, world, shop }) => {
  const payer = await connectedPayer(page, world);
  await grantQuickPay(shop, world, payer, { weekly: 6_000n });
  await putInCart(page, 'pine-soap');
  await page.goto('/products/dune-cup');
  await expect(page.getByRole('button', { name: 'Pay €18.40 now, no PIN' })).toBeVisible();
  await page.getByRole('radio', { name: '350 ml' }).check();
  await page.getByLabel('Quantity').selectOption('2');
  await page.getByRole('button', { name: 'Pay €44.00 now, no PIN' }).click();
  await expectPaid(page);
  expect(await spentBy(world, payer)).toBe(4_400 + tag);
  await page.goto('/cart');
  await expect(page.getByRole('link', { name: 'Pine soap' })).toBeVisible();
});

test('pressed twice, in two tabs, and loaded again: charged once', async ({ page, context, world, shop }) => {
  const payer = await connectedPayer(page, world);
  await grantQuickPay(shop, world, payer, { weekly: 6_000n });
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  const other = await context.newPage();
  await other.goto('/cart');
  const pay = (tab: typeof page) => tab.getByRole('button', { name: 'Pay €18.40 now, no PIN' });
  await expect(pay(other)).toBeVisible();
  await Promise.all([pay(page).dblclick(), pay(other).click()]);
  for (const tab of [page, other]) {
    await expectPaid(tab);
    await tab.reload();
    await expectPaid(tab);
  }
  expect((await transactionsOf(shop, world, payer)).map(({ status }) => status)).toEqual(['confirmed']);
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
});

test('whoever has no permission buys now by way of checkout, and nothing on the page moves when that is known', async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const asked = page.waitForResponse(/\/cart\/one-click\?/);
  await page.goto('/products/tide-bowl');
  expect(await (await asked).json()).toEqual({ click: null });
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  await page.getByRole('button', { name: 'Buy now' }).click();
  await expect(page.getByRole('heading', { name: 'Checkout', level: 1 })).toBeVisible();
  await expect(page.getByText('Tide bowl')).toBeVisible();
});
