import { booksOf, callbacksOf, orderOfKey, sendAgain } from '../support/books.ts';
import { control, transactionKey } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { ona } from '../support/people.ts';
import { expectPaid, goToPaysera, logIn, payAtPaysera, putInCart } from '../support/shopper.ts';

test('a callback delivered five times more changes nothing', async ({ page, world, shop }) => {
  await putInCart(page, 'dune-notebook');
  await goToPaysera(page, 'five-times@example.lt');
  const key = transactionKey(page.url());
  await payAtPaysera(page, ona);
  await expectPaid(page);
  const orderId = await orderOfKey(shop, key);
  await expect.poll(async () => (await callbacksOf(world, key)).map(({ state }) => state)).toEqual(['delivered']);
  const [callback] = await callbacksOf(world, key);
  const before = await booksOf(shop, orderId);
  for (let time = 1; time <= 5; time++) expect(await sendAgain(world, key, callback?.id ?? 0), `time ${time}`).toBe(200);
  expect(await booksOf(shop, orderId)).toEqual(before);
  await page.reload();
  await expectPaid(page);
});

test('a "failed" that comes after another try was paid changes nothing', async ({ page, world, shop }) => {
  await putInCart(page, 'dune-notebook');
  await goToPaysera(page, 'late-failed@example.lt');
  const first = transactionKey(page.url());
  const orderId = await orderOfKey(shop, first);
  await logIn(page, ona);
  await control(world.paysera, 'POST /callbacks', { kind: 'late', count: 1, seconds: 3_600, transaction: first });
  await control(world.paysera, `POST /transactions/${first}/fail`);
  await page.goto('/cart');
  await page.getByRole('link', { name: 'Go on with the payment' }).click();
  await page.getByRole('link', { name: 'The order’s own page' }).click();
  await expect(page.getByRole('heading', { name: 'Not paid', exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Try again/ }).click();
  await page.waitForURL(/wallet\/confirm/);
  expect(transactionKey(page.url()), 'a transaction of its own').not.toBe(first);
  await page.getByLabel('PIN', { exact: true }).fill(ona.pin);
  await page.getByRole('button', { name: 'Pay' }).click();
  await expectPaid(page);

  const before = await booksOf(shop, orderId);
  const [failed] = await callbacksOf(world, first);
  expect([failed?.type, failed?.state]).toEqual(['failed', 'waiting']);
  expect(await sendAgain(world, first, failed?.id ?? 0)).toBe(200);
  const unhandled = () => shop.pool.query('SELECT FROM callback_inbox WHERE transaction_key = $1 AND handled_at IS NULL', [first]);
  await expect.poll(async () => (await unhandled()).rowCount, { message: 'and it is handled' }).toBe(0);
  expect(await booksOf(shop, orderId)).toEqual(before);
  await page.reload();
  await expectPaid(page);
});
