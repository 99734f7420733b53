import { askForEnd } from '#lib/orders/close-order.ts';
import { orderOfKey } from '../support/books.ts';
import { askAbout, control, transactionKey } from '../support/control.ts';
import { expect, test } from '../support/journey.ts';
import { expectPaid, goToPaysera, orderPath, putInCart } from '../support/shopper.ts';

const onasWallet = 14471;

test('approved just before the order’s time is over: claimed, and paid', async ({ page, world, shop }) => {
  await putInCart(page, 'coffee-filters');
  await goToPaysera(page, 'just-before@example.lt');
  const key = transactionKey(page.url());
  const orderId = await orderOfKey(shop, key);
  await shop.pool.query(`UPDATE shop_order SET expires_at = now() + interval '15 seconds' WHERE id = $1`, [orderId]);
  await control(world.paysera, `POST /transactions/${key}/accept`, { wallet: onasWallet });
  await expect.poll(async () => (await askAbout(world.paysera, key)).status).toBe('confirmed');
  const { redirectUri } = await askAbout(world.paysera, key);
  await page.goto(redirectUri);
  await expectPaid(page);
  // And stays so when the time is over.
  await shop.pool.query(`UPDATE shop_order SET expires_at = now() - interval '1 second' WHERE id = $1`, [orderId]);
  await page.goto(redirectUri);
  await expectPaid(page);
});

test('approved just after its end: the money is let go, and the page says that the order has ended', async ({ page, world, shop }) => {
  await putInCart(page, 'coffee-filters');
  await goToPaysera(page, 'just-after@example.lt');
  const key = transactionKey(page.url());
  const orderId = await orderOfKey(shop, key);
  await control(world.paysera, 'POST /callbacks', { kind: 'lost', count: 10, transaction: key });
  const client = await shop.pool.connect();
  try {
    // The end is asked for; while this row is locked nobody acts on it, and the approval comes in exactly between the two.
    await client.query('BEGIN');
    await client.query('SELECT FROM attempt WHERE order_id = $1 FOR UPDATE', [orderId]);
    await askForEnd(shop, { orderId, as: 'expired', reason: 'expired', source: 'sweep' });
    await control(world.paysera, `POST /transactions/${key}/accept`, { wallet: onasWallet });
    expect((await askAbout(world.paysera, key)).status).toBe('reserved');
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
  await expect.poll(async () => (await askAbout(world.paysera, key)).status, { message: 'never kept' }).toBe('revoked');
  await page.goto(orderPath((await askAbout(world.paysera, key)).redirectUri));
  await expect(page.getByRole('heading', { name: 'This order has ended' })).toBeVisible();
  await expect(page.getByText('It was not paid in time. Nothing was charged.')).toBeVisible();
});
