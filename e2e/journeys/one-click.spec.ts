import { expect, test } from '../support/journey.ts';
import { connectedPayer, endUndo, setUndoSeconds, spentBy, transactionsOf } from '../support/one-click.ts';
import { givePermission } from '../support/quick-pay.ts';
import { expectPaid, orderPath, putInCart } from '../support/shopper.ts';

const tag = 30; // cents, of the purchase the permission came with

test.beforeEach(({ shop }) => setUndoSeconds(shop, 2));
test.afterAll(({ shop }) => setUndoSeconds(shop, 10));

test('one press in the cart pays without a PIN, and says so before, during and after', async ({ page, world, shop }) => {
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 6_000n });
  await setUndoSeconds(shop, 60);
  await putInCart(page, 'dune-cup', { size: '250 ml' });
  await expect(page.getByText('€41.60 of your weekly limit left after it. 60 seconds to undo.')).toBeVisible();
  await page.getByRole('button', { name: 'Pay €18.40 now, no PIN' }).click();
  await expect(page.getByRole('heading', { name: 'Approved without a PIN' })).toBeVisible();
  const [order] = await transactionsOf(shop, world, payer);
  await endUndo(shop, order?.orderId ?? '');
  await expectPaid(page);
  await expect(page.getByText('Without a PIN, under your permission: €41.60 of €60.00 left')).toBeVisible();
  expect(await spentBy(world, payer)).toBe(1_840 + tag);
  await page.goto('/cart');
  await expect(page.getByText('Nothing in it yet')).toBeVisible();
});

test('one press on a product page pays for the size and number chosen there, without touching the cart', async ({ page, world, shop }) => {
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 6_000n });
  await putInCart(page, 'pine-soap');
  await page.goto('/products/dune-cup');
  await expect(page.getByRole('button', { name: 'Pay €18.40 now, no PIN' })).toBeVisible();
  await page.getByRole('radio', { name: '350 ml' }).check();
  await page.getByLabel('Quantity').selectOption('2');
  const posted = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/products/dune-cup'));
  await page.getByRole('button', { name: 'Pay €44.00 now, no PIN' }).dblclick();
  const request = await posted;
  await expectPaid(page);
  // A network that sends it once more, past whatever the page holds back.
  const headers = await request.allHeaders();
  const again = await page.request.post(request.url(), {
    headers: Object.fromEntries(['next-action', 'content-type', 'accept', 'origin'].map((name) => [name, headers[name] ?? ''])),
    data: request.postDataBuffer() ?? Buffer.alloc(0),
    maxRedirects: 0,
  });
  expect(again.headers()['x-action-redirect'], 'leads to the same order').toContain(orderPath(page.url()));
  const ordered = await transactionsOf(shop, world, payer);
  expect(ordered.map(({ status }) => status)).toEqual(['confirmed']);
  expect(await spentBy(world, payer)).toBe(4_400 + tag);
  await page.goto('/cart');
  await expect(page.getByRole('link', { name: 'Pine soap' })).toBeVisible();
});

test('pressed twice, in two tabs, and loaded again: charged once', async ({ page, context, world, shop }) => {
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 6_000n });
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

test('nothing on a product page moves when it is known what a press would do', async ({ page, world, shop }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const payer = await connectedPayer(page, world, shop);
  await givePermission(shop, world, payer, { weekly: 6_000n });
  const known = Promise.withResolvers<void>();
  await page.route(/\/cart\/one-click\?/, async (route) => {
    await known.promise;
    await route.continue();
  });
  await page.goto('/products/tide-bowl');
  const below = page.getByText('Collect in the shop in Klaipėda');
  await expect(page.getByRole('button', { name: 'Buy now' })).toBeVisible();
  const before = await below.boundingBox();
  known.resolve();
  await expect(page.getByRole('button', { name: 'Pay €24.00 now, no PIN' })).toBeVisible();
  expect(await below.boundingBox()).toEqual(before);
});

test('a product page stays the same for everybody; whoever has no permission buys now by way of checkout', async ({ page }) => {
  await page.goto('/products/tide-bowl');
  const asked = page.waitForResponse(/\/cart\/one-click\?/);
  const response = await page.goto('/products/tide-bowl');
  expect(await response?.headerValue('x-nextjs-cache')).toBe('HIT');
  expect(await (await asked).json()).toEqual({ click: null, open: null });
  await page.getByRole('button', { name: 'Buy now' }).click();
  await expect(page.getByRole('heading', { name: 'Checkout', level: 1 })).toBeVisible();
  await expect(page.getByText('Tide bowl')).toBeVisible();
});
