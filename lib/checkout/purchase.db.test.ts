import assert from 'node:assert/strict';
import test from 'node:test';
import { findCart } from '../carts/cart-store.ts';
import { addToCart, setQuantity } from '../carts/change-cart.ts';
import { runJobsOnce } from '../jobs/run-once.ts';
import { sweep } from '../jobs/sweep.ts';
import { readOrder } from '../orders/order-store.ts';
import { cancelOrder } from './cancel-order.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { payForOrder } from './pay-for-order.ts';
import { placeOrder } from './place-order.ts';
import { refreshOrder } from './refresh-order.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;

async function orderAtPaysera(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  const pay = await payForOrder(s, { orderId, language: 'en' });
  assert.equal(pay.kind, 'redirect');
  const [row] = await sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', orderId);
  return { orderId, key: row?.transaction_key as string };
}

/** Five answers, the last of them `overMs` after the first. */
async function hearOften(orderId: string, overMs: number): Promise<void> {
  for (let answer = 1; answer <= 5; answer++) {
    if (answer > 1) clock.advance(overMs / 4);
    await refreshOrder(s, orderId, 'staff');
  }
}

test('an approved payment is confirmed, and order, goods, ledger, receipt and cart follow together', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  await refreshOrder(s, orderId, 'return');
  const order = await readOrder(s, orderId);
  assert.equal(order?.status, 'paid');
  assert.equal(order?.payment.tier, 'paid');
  const ledger = await sql<{ account: string; amount: string }>(
    'SELECT account, amount_minor::text AS amount FROM ledger_entry WHERE order_id = $1 ORDER BY account',
    orderId,
  );
  assert.deepEqual(ledger, [
    { account: 'sales', amount: `-${cupPriceMinor}` },
    { account: 'wallet', amount: `${cupPriceMinor}` },
  ]);
  await runJobsOnce(s);
  await runJobsOnce(s);
  const mails = await sql('SELECT subject FROM sent_mail');
  assert.equal(mails.length, 1);
  const [variant] = await sql<{ reserved: number; sold: number }>(
    `SELECT stock_reserved AS reserved, stock_sold AS sold FROM product_variant WHERE id = 'var_cup'`,
  );
  assert.deepEqual(variant, { reserved: 0, sold: 1 });
  assert.deepEqual(await sql('SELECT variant_id FROM cart_line'), []);
});

test('a cart that was changed while its order was being paid keeps what was added, and nothing that is paid already', async () => {
  const [cart, clean] = [await shop.fillCart('var_cup', 2), await shop.fillCart('var_cup', 2)];
  const { cartToken: token } = cart;
  const [paid, other] = await Promise.all(
    [cart, clean].map((one) => placeOrder(s, { ...one, email: 'ona@example.lt', shopperId: null, language: 'en' })),
  );
  assert.ok(paid?.kind === 'placed' && other?.kind === 'placed');
  await addToCart(s, { token, variantId: 'var_mug', quantity: 1 });
  await addToCart(s, { token, variantId: 'var_cup', quantity: 1 });
  await setQuantity(s, { token: clean.cartToken, variantId: 'var_cup', quantity: 0 });
  clock.advance(1);
  const again = await addToCart(s, { token: clean.cartToken, variantId: 'var_cup', quantity: 1 });
  const before = (await findCart(s, token))?.version as number;
  for (const { orderId } of [paid, other]) {
    await payForOrder(s, { orderId, language: 'en' });
    paysera.accept([...paysera.transactions.keys()].at(-1) as string);
    await refreshOrder(s, orderId, 'return');
    assert.equal((await readOrder(s, orderId))?.status, 'paid');
  }
  const after = await findCart(s, token);
  assert.deepEqual(after?.lines.map(({ variantId, quantity }) => [variantId, quantity]).sort(), [
    ['var_cup', 1],
    ['var_mug', 1],
  ]);
  assert.equal(after?.version, before + 1, 'a page that shows it as it was pays nothing');
  const put = await findCart(s, clean.cartToken);
  assert.ok(again.kind === 'changed');
  assert.deepEqual([put?.version, put?.itemCount], [again.cart.version, 1], 'what was put there anew is another one');
});

test('approved with too little money: the page says so, and the payment goes on once money came', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key, 'waiting_funds');
  await refreshOrder(s, orderId, 'return');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'waiting-funds');
  paysera.accept(key);
  await refreshOrder(s, orderId, 'staff');
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
});

test('twenty Pays at once make one order, one attempt and one transaction', async () => {
  const cart = await shop.fillCart();
  const before = paysera.transactions.size;
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const placed = await placeOrder(s, { ...cart, email: 'ona@example.lt', shopperId: null, language: 'en' });
      assert.equal(placed.kind, 'placed');
      return placed.kind === 'placed' ? payForOrder(s, { orderId: placed.orderId, language: 'lt' }) : placed;
    }),
  );
  assert.equal(paysera.transactions.size, before + 1);
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
  assert.equal(answers[0]?.kind, 'redirect');
});

test('another total than the page showed is never charged', async () => {
  const cart = await shop.fillCart();
  const placed = await placeOrder(s, {
    ...cart,
    shownTotalMinor: cart.shownTotalMinor - 1n,
    email: 'ona@example.lt',
    shopperId: null,
    language: 'en',
  });
  assert.deepEqual(placed, {
    kind: 'total-changed',
    shown: { minor: cupPriceMinor - 1n, currency: 'EUR' },
    now: { minor: cupPriceMinor, currency: 'EUR' },
  });
});

test('more than there is cannot be ordered, and nothing is held for it', async () => {
  const first = await shop.fillCart('var_mug', 3);
  const second = await shop.fillCart('var_mug', 2);
  const input = { email: 'ona@example.lt', shopperId: null, language: 'en' } as const;
  assert.equal((await placeOrder(s, { ...first, ...input })).kind, 'placed');
  const refused = await placeOrder(s, { ...second, ...input });
  assert.deepEqual(refused, {
    kind: 'sold-out',
    lines: [{ variantId: 'var_mug', title: 'Dune cup', option: '350 ml', wanted: 2, available: 0 }],
  });
});

test('a rejected payment gives nothing, says so, and can be tried again with a new transaction', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.reject(key);
  await refreshOrder(s, orderId, 'return');
  const order = await readOrder(s, orderId);
  assert.equal(order?.payment.tier, 'not-paid');
  assert.equal(order?.payment.canPay, true);
  const again = await payForOrder(s, { orderId, language: 'en' });
  assert.equal(again.kind, 'redirect');
  assert.notEqual(again.kind === 'redirect' && again.url.endsWith(key), true);
});

test('a confirmation whose answer is lost is found by reading, and money is taken once', async () => {
  const { orderId, key } = await orderAtPaysera();
  const before = paysera.moved();
  paysera.accept(key);
  paysera.failNext('confirm', 'after');
  await refreshOrder(s, orderId, 'return');
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  assert.equal(paysera.moved() - before, cupPriceMinor);
});

test('while Paysera cannot be reached the page says so, and the sweep finds the payment afterwards', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  paysera.failNext('get', 'unreachable');
  await refreshOrder(s, orderId, 'return');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'checking');
  clock.advance(60_000);
  await sweep(s);
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
});

test('an unpaid order expires, its goods go back, and the same cart can be ordered again', async () => {
  const cart = await shop.fillCart();
  const input = { ...cart, email: 'ona@example.lt', shopperId: null, language: 'en' } as const;
  const placed = await placeOrder(s, input);
  assert.equal(placed.kind, 'placed');
  const orderId = placed.kind === 'placed' ? placed.orderId : '';
  await payForOrder(s, { orderId, language: 'en' });
  const [held] = await sql<{ reserved: number }>(`SELECT stock_reserved AS reserved FROM product_variant WHERE id = 'var_cup'`);
  clock.advance(s.timing.orderTtlMs + 1000);
  for (let round = 0; round < 20 && (await sweep(s)) > 0; round++);
  assert.equal((await readOrder(s, orderId))?.status, 'expired');
  const [released] = await sql<{ reserved: number }>(`SELECT stock_reserved AS reserved FROM product_variant WHERE id = 'var_cup'`);
  assert.ok((released?.reserved ?? 0) < (held?.reserved ?? 0));
  const again = await placeOrder(s, input);
  assert.ok(again.kind === 'placed' && again.orderId !== orderId);
});

test('what the shopper approved while the order was cancelled is given back', async () => {
  const { orderId, key } = await orderAtPaysera();
  const before = paysera.moved();
  paysera.accept(key);
  assert.deepEqual(await cancelOrder(s, { orderId, by: 'shopper' }), { kind: 'cancelled' });
  assert.equal(paysera.transactions.get(key)?.status, 'revoked');
  assert.equal(paysera.moved(), before);
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'cancelled');
});

for (const [what, change] of [
  ['amount', { price: { minor: 1n, currency: 'EUR' } }],
  ['currency', { price: { minor: cupPriceMinor, currency: 'USD' } }],
  ['order it is for', { parameters: { order: 'ord_other', attempt: 'att_other' } }],
] as const) {
  test(`a payment with another ${what} than we asked for is released, never taken`, async () => {
    const { orderId, key } = await orderAtPaysera();
    const before = paysera.moved();
    paysera.accept(key);
    paysera.alter(key, (transaction) => Object.assign(transaction.payments[0] ?? {}, change));
    await hearOften(orderId, 60_000);
    assert.equal((await readOrder(s, orderId))?.status, 'pending');
    assert.equal(paysera.transactions.get(key)?.status, 'revoked');
    assert.equal(paysera.moved(), before);
  });
}

test('money that moved without our asking is not booked: a person looks at it', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'confirmed' }));
  await hearOften(orderId, 60_000);
  const order = await readOrder(s, orderId);
  assert.equal(order?.status, 'pending');
  assert.equal(order?.payment.tier, 'review');
  assert.deepEqual(await sql('SELECT FROM ledger_entry WHERE order_id = $1', orderId), []);
});

test('a status we do not know is never guessed', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'sort_of_paid' }));
  await hearOften(orderId, 60_000);
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'review');
});
