// Directed races: one for every row of the fault table that names one. Barriers make each happen on every run.
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { setQuantity } from '../carts/change-cart.ts';
import { sweep } from '../jobs/sweep.ts';
import { askForEnd } from '../orders/close-order.ts';
import { readOrder } from '../orders/order-store.ts';
import { holdFirstAt, meetAt } from './barrier.ts';
import { cancelOrder } from './cancel-order.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { endOrderWhenDue } from './end-order.ts';
import { setFailpoint } from './failpoint.ts';
import { payForOrder } from './pay-for-order.ts';
import { placeOrder } from './place-order.ts';
import { refreshOrder } from './refresh-order.ts';

const shop = await startTestShop({ stock: 50 });
const { s, paysera, clock, sql } = shop;
afterEach(() => setFailpoint(null));

const input = { email: 'ona@example.lt', shopperId: null, language: 'en' } as const;

async function orderAtPaysera(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  return { orderId, key: await keyOf(orderId) };
}

async function keyOf(orderId: string): Promise<string> {
  const [row] = await sql<{ transaction_key: string }>(
    'SELECT transaction_key FROM attempt WHERE order_id = $1 ORDER BY number DESC LIMIT 1',
    orderId,
  );
  return row?.transaction_key as string;
}

/** As many at once as the pool has connections: more would only wait in line. */
async function inTens<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return results;
}

async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await new Promise((resolve) => setImmediate(resolve));
}

/** Whatever happened, this must hold at rest: the database's own rules checked the rest at every commit. */
async function assertPaidOnce(orderId: string, moved: bigint): Promise<void> {
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  assert.equal(paysera.moved() - moved, cupPriceMinor);
  const [count] = await sql<{ ledger: number; outbox: number; jobs: number; confirmed: number }>(
    `SELECT (SELECT count(*)::int FROM ledger_entry WHERE order_id = $1) AS ledger, (SELECT count(*)::int FROM outbox WHERE order_id = $1) AS outbox,
      (SELECT count(*)::int FROM attempt WHERE order_id = $1 AND status = 'confirmed') AS confirmed`,
    orderId,
  );
  assert.deepEqual(count, { ledger: 2, outbox: 1, confirmed: 1 });
}

for (const point of ['before-claim', 'before-confirm', 'before-settle'] as const) {
  test(`callback, worker and return page that all stand at ${point} capture once and book once`, async () => {
    const { orderId, key } = await orderAtPaysera();
    const moved = paysera.moved();
    paysera.accept(key);
    const parties = point === 'before-claim' ? 3 : 1;
    const barrier = meetAt(point, parties);
    await Promise.all([refreshOrder(s, orderId, 'callback'), refreshOrder(s, orderId, 'staff'), refreshOrder(s, orderId, 'return')]);
    await barrier.met;
    barrier.stop();
    await refreshOrder(s, orderId, 'staff');
    await assertPaidOnce(orderId, moved);
  });
}

test('a worker that slept through its lease wakes up before settling, and finds it done', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  const zombie = holdFirstAt('before-settle');
  const sleeping = refreshOrder(s, orderId, 'callback');
  await zombie.held;
  clock.advance(60_000);
  await sweep(s);
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  zombie.release();
  await sleeping;
  await assertPaidOnce(orderId, moved);
});

test('a worker that slept between reading and claiming cannot capture what was let go meanwhile', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  const zombie = holdFirstAt('before-claim');
  const sleeping = refreshOrder(s, orderId, 'callback');
  await zombie.held;
  await cancelOrder(s, { orderId, by: 'shopper' });
  zombie.release();
  await sleeping;
  assert.equal((await readOrder(s, orderId))?.status, 'cancelled');
  assert.equal(paysera.transactions.get(key)?.status, 'revoked');
  assert.equal(paysera.moved(), moved);
});

test('cancelled after the claim: the payment goes through, and the cancelling says so', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  const confirming = holdFirstAt('before-confirm');
  const underway = refreshOrder(s, orderId, 'callback');
  await confirming.held;
  const cancelled = cancelOrder(s, { orderId, by: 'shopper' });
  confirming.release();
  await Promise.all([underway, cancelled]);
  await refreshOrder(s, orderId, 'staff');
  await assertPaidOnce(orderId, moved);
});

test('cancelled after the claim, and ordered again at once: it is the order that is being paid, never a second one', async () => {
  const cart = await shop.fillCart();
  const first = await placeOrder(s, { ...cart, ...input });
  assert.ok(first.kind === 'placed');
  const { orderId } = first;
  const moved = paysera.moved();
  await payForOrder(s, { orderId, language: 'en' });
  paysera.accept(await keyOf(orderId));
  const confirming = holdFirstAt('before-confirm');
  const underway = refreshOrder(s, orderId, 'callback');
  await confirming.held;
  await askForEnd(s, { orderId, as: 'cancelled', reason: 'by-shopper', source: 'shopper' });
  const again = await placeOrder(s, { ...cart, ...input });
  assert.ok(again.kind === 'placed');
  assert.equal(again.orderId, orderId);
  assert.equal((await payForOrder(s, { orderId: again.orderId, language: 'en' })).kind, 'finishing');
  confirming.release();
  await underway;
  await refreshOrder(s, orderId, 'staff');
  await assertPaidOnce(orderId, moved);
});

test('approved just before the time is over: claimed. Just after: released. Never kept', async () => {
  for (const late of [false, true]) {
    const { orderId, key } = await orderAtPaysera();
    const moved = paysera.moved();
    if (!late) paysera.accept(key);
    const expiry = holdFirstAt('before-let-go');
    clock.advance(s.timing.orderTtlMs + 1);
    const sweeping = sweep(s);
    if (late) {
      await expiry.held;
      paysera.accept(key);
    }
    expiry.release();
    await sweeping;
    for (let round = 0; round < 10 && (await sweep(s)) > 0; round++);
    assert.equal((await readOrder(s, orderId))?.status, late ? 'expired' : 'paid');
    assert.equal(paysera.transactions.get(key)?.status, late ? 'revoked' : 'confirmed');
    assert.equal(paysera.moved() - moved, late ? 0n : cupPriceMinor);
  }
});

test('a reservation about to end is not claimed: confirming could come too late', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  paysera.alter(key, (transaction) =>
    Object.assign(transaction, { reserve: { until: new Date(clock.now().getTime() + s.timing.tooLateMs - 1) } }),
  );
  await refreshOrder(s, orderId, 'callback');
  assert.equal(paysera.transactions.get(key)?.status, 'revoked');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'not-paid');
});

test('a confirmation that never arrived, and a reservation that ended meanwhile: not paid, and payable again', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  paysera.failNext('confirm', 'unreachable');
  await refreshOrder(s, orderId, 'callback');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'finishing');
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'failed' }));
  await refreshOrder(s, orderId, 'staff');
  const order = await readOrder(s, orderId);
  assert.equal(order?.payment.tier, 'not-paid');
  assert.equal(order?.payment.canPay, true);
});

test('a create request that answers after its attempt was given up: its key is never shown and its transaction taken back', async () => {
  const orderId = await shop.order();
  const late = holdFirstAt('after-create');
  const first = payForOrder(s, { orderId, language: 'en' });
  await late.held;
  const lateKey = [...paysera.transactions.keys()].at(-1) as string;
  clock.advance(s.timing.creationGraceMs + 1000);
  const second = await payForOrder(s, { orderId, language: 'en' });
  assert.equal(second.kind, 'redirect');
  late.release();
  assert.deepEqual(await first, { kind: 'unavailable', code: 'PW-16' });
  assert.equal(paysera.transactions.get(lateKey)?.status, 'deleted');
  assert.notEqual(await keyOf(orderId), lateKey);
});

test('a process that died between creating and storing leaves an orphan nobody can pay, and the next click goes on', async () => {
  const orderId = await shop.order();
  setFailpoint((name) => {
    if (name === 'after-create') throw new Error('killed');
  });
  await assert.rejects(payForOrder(s, { orderId, language: 'en' }), /killed/);
  setFailpoint(null);
  clock.advance(s.timing.creationGraceMs + 1000);
  assert.equal((await payForOrder(s, { orderId, language: 'en' })).kind, 'redirect');
});

test('a second press while the first takes the last piece leads to the same order: nobody is told that their own thing is sold out', async () => {
  const cart = await shop.fillCart('var_mug', 3);
  // Both have looked and wait for the cart: the one that comes second has not seen the order of the first.
  const doorkeeper = await s.pool.connect();
  await doorkeeper.query('BEGIN');
  await doorkeeper.query('SELECT FROM cart FOR UPDATE');
  const presses = Promise.all([placeOrder(s, { ...cart, ...input }), placeOrder(s, { ...cart, ...input })]);
  await until(
    async () => (await sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)).length >= 2,
  );
  await doorkeeper.query('COMMIT');
  doorkeeper.release();
  const [one, other] = await presses;
  assert.ok(one.kind === 'placed' && other.kind === 'placed', `${one.kind}, ${other.kind}`);
  assert.equal(one.orderId, other.orderId);
});

test('the cart changed and ordered again in the moment in which its older order is claimed: it is that order which is paid, and no second one', async () => {
  const cart = await shop.fillCart();
  const first = await placeOrder(s, { ...cart, ...input });
  assert.ok(first.kind === 'placed');
  const { orderId } = first;
  const moved = paysera.moved();
  await payForOrder(s, { orderId, language: 'en' });
  paysera.accept(await keyOf(orderId));
  const changed = await setQuantity(s, { token: cart.cartToken, variantId: 'var_cup', quantity: 2 });
  assert.ok(changed.kind === 'changed');
  const claiming = await s.pool.connect();
  await claiming.query('BEGIN');
  await claiming.query('SELECT FROM shop_order WHERE id = $1 FOR UPDATE', [orderId]);
  await claiming.query(`UPDATE attempt SET status = 'confirming', provider_status = 'reserved' WHERE order_id = $1`, [orderId]);
  const { version: cartVersion, total } = changed.cart;
  const placing = placeOrder(s, { ...input, cartToken: cart.cartToken, cartVersion, shownTotalMinor: total.minor });
  await until(
    async () => (await sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)).length > 0,
  );
  await claiming.query('COMMIT');
  claiming.release();
  const placed = await placing;
  assert.deepEqual([placed.kind, 'orderId' in placed && placed.orderId], ['being-paid', orderId]);
  await refreshOrder(s, orderId, 'poll');
  await assertPaidOnce(orderId, moved);
  const left = await sql<{ quantity: number }>(
    'SELECT quantity FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE c.id = (SELECT cart_id FROM shop_order WHERE id = $1)',
    orderId,
  );
  assert.deepEqual(
    left.map(({ quantity }) => quantity),
    [1],
    'what was added stays, to be ordered by itself',
  );
});

test('the cart changed in another tab while Pay was pressed: the old total is not charged', async () => {
  const cart = await shop.fillCart();
  const [placed, changed] = await Promise.all([
    placeOrder(s, { ...cart, ...input }),
    setQuantity(s, { token: cart.cartToken, variantId: 'var_cup', quantity: 2 }),
  ]);
  assert.equal(changed.kind, 'changed');
  assert.ok(placed.kind === 'placed' || placed.kind === 'total-changed');
  if (placed.kind === 'placed') assert.equal((await readOrder(s, placed.orderId))?.total.minor, cart.shownTotalMinor);
});

test('an order placed for a changed cart ends the unpaid one before it, and what was approved for that is given back', async () => {
  const cart = await shop.fillCart();
  const first = await placeOrder(s, { ...cart, ...input });
  assert.ok(first.kind === 'placed');
  await payForOrder(s, { orderId: first.orderId, language: 'en' });
  const key = await keyOf(first.orderId);
  const changed = await setQuantity(s, { token: cart.cartToken, variantId: 'var_cup', quantity: 2 });
  assert.ok(changed.kind === 'changed');
  const second = await placeOrder(s, { ...cart, ...input, cartVersion: changed.cart.version, shownTotalMinor: changed.cart.total.minor });
  assert.ok(second.kind === 'placed' && second.orderId !== first.orderId);
  paysera.accept(key);
  await refreshOrder(s, first.orderId, 'callback');
  assert.equal((await readOrder(s, first.orderId))?.status, 'cancelled');
  assert.equal(paysera.transactions.get(key)?.status, 'revoked');
});

test('Pay in the moment the order ends: either it ends, or it can be paid, never both', async () => {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const key = await keyOf(orderId);
  paysera.reject(key);
  await refreshOrder(s, orderId, 'return');
  await askForEnd(s, { orderId, as: 'cancelled', reason: 'test', source: 'test' });
  const [, pay] = await Promise.all([endOrderWhenDue(s, orderId), payForOrder(s, { orderId, language: 'en' })]);
  assert.equal(pay.kind, 'ended');
  assert.equal((await readOrder(s, orderId))?.status, 'cancelled');
});

test('four hundred buyers for what is left: all of it is held, none twice, none below zero', async () => {
  const [before] = await sql<{ on_hand: number; reserved: number; sold: number }>(
    `SELECT stock_on_hand AS on_hand, stock_reserved AS reserved, stock_sold AS sold FROM product_variant WHERE id = 'var_cup'`,
  );
  const left = before?.on_hand ?? 0;
  assert.ok(left > 10 && left < 50);
  const carts = await inTens(400, () => shop.fillCart());
  const placed = await inTens(400, (index) => placeOrder(s, { ...(carts[index] as (typeof carts)[number]), ...input }));
  assert.equal(placed.filter((one) => one.kind === 'placed').length, left);
  assert.equal(placed.filter((one) => one.kind === 'sold-out').length, 400 - left);
  const [after] = await sql(
    `SELECT stock_on_hand AS on_hand, stock_reserved AS reserved, stock_sold AS sold FROM product_variant WHERE id = 'var_cup'`,
  );
  assert.deepEqual(after, { on_hand: 0, reserved: (before?.reserved ?? 0) + left, sold: before?.sold });
});
