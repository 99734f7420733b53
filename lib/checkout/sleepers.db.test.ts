// At every step of the way a worker falls asleep or dies while the world goes on without it; whatever it does when it wakes, it does no harm.
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { sweep } from '../jobs/sweep.ts';
import { askForEnd } from '../orders/close-order.ts';
import { readOrder } from '../orders/order-store.ts';
import { holdFirstAt, killAt, meetAt } from './barrier.ts';
import { cancelOrder } from './cancel-order.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { endOrderNow } from './end-order.ts';
import { type FailpointName, setFailpoint } from './failpoint.ts';
import { payForOrder } from './pay-for-order.ts';
import { placeOrder } from './place-order.ts';
import { refreshOrder } from './refresh-order.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
afterEach(() => setFailpoint(null));

async function orderAtPaysera(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  return { orderId, key: await payAndKey(orderId) };
}

async function payAndKey(orderId: string): Promise<string> {
  await payForOrder(s, { orderId, language: 'en' });
  return [...paysera.transactions.keys()].at(-1) as string;
}

/** A while later, as often as there is something to do. */
async function worldGoesOn(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    clock.advance(2 * s.timing.callMs + s.timing.firstPollMs + 1);
    await sweep(s);
  }
}

const statusOf = async (orderId: string) => (await readOrder(s, orderId))?.status;
const attemptsOf = async (orderId: string) =>
  (await sql<{ status: string }>('SELECT status FROM attempt WHERE order_id = $1 ORDER BY number', orderId)).map(({ status }) => status);

/** Everything on the shelves is accounted for: by orders that wait, by orders that are paid, and nothing else. */
async function assertShelves(): Promise<void> {
  const [row] = await sql(
    `SELECT stock_on_hand + stock_reserved + stock_sold AS all, stock_reserved AS reserved, stock_sold AS sold,
      (SELECT count(*)::int FROM shop_order WHERE status = 'pending') AS waiting, (SELECT count(*)::int FROM shop_order WHERE status = 'paid') AS paid
      FROM product_variant WHERE id = 'var_cup'`,
  );
  assert.deepEqual([row?.all, row?.reserved, row?.sold], [1000, row?.waiting, row?.paid]);
}

async function assertPaidOnce(orderId: string, moved: bigint): Promise<void> {
  assert.equal(await statusOf(orderId), 'paid');
  assert.equal(paysera.moved() - moved, cupPriceMinor);
  const [count] = await sql(
    `SELECT (SELECT count(*)::int FROM ledger_entry WHERE order_id = $1) AS ledger, (SELECT count(*)::int FROM outbox WHERE order_id = $1) AS outbox`,
    orderId,
  );
  assert.deepEqual(count, { ledger: 2, outbox: 1 });
  await assertShelves();
}

async function assertGivenBack(orderId: string, key: string, moved: bigint): Promise<void> {
  assert.equal(await statusOf(orderId), 'cancelled');
  assert.match(paysera.transactions.get(key)?.status ?? '', /^(revoked|deleted)$/);
  assert.equal(paysera.moved(), moved);
  assert.equal((await sql(`SELECT FROM audit_event WHERE order_id = $1 AND kind = 'order-cancelled'`, orderId)).length, 1);
  await assertShelves();
}

const toPaid: FailpointName[] = [
  'before-read',
  'after-read',
  'before-claim',
  'after-claim',
  'before-confirm',
  'after-confirm',
  'before-settle',
  'after-settle',
];
const toGivenBack: FailpointName[] = [
  'before-read',
  'after-read',
  'before-let-go',
  'after-let-go',
  'before-revoke',
  'after-revoke',
  'before-bury',
  'after-bury',
];

for (const point of toPaid) {
  test(`asleep at ${point} on the way to paid: others finish, and the sleeper finds it done`, async () => {
    const { orderId, key } = await orderAtPaysera();
    const moved = paysera.moved();
    paysera.accept(key);
    const sleeper = holdFirstAt(point);
    const sleeping = refreshOrder(s, orderId, 'callback');
    await sleeper.held;
    await worldGoesOn();
    assert.equal(await statusOf(orderId), 'paid');
    sleeper.release();
    await sleeping;
    await assertPaidOnce(orderId, moved);
  });

  test(`dead at ${point} on the way to paid: others finish what was begun`, async () => {
    const { orderId, key } = await orderAtPaysera();
    const moved = paysera.moved();
    paysera.accept(key);
    const { killed } = killAt(point);
    await assert.rejects(refreshOrder(s, orderId, 'callback'), /killed/);
    assert.ok(killed());
    await worldGoesOn();
    await assertPaidOnce(orderId, moved);
  });
}

for (const point of toGivenBack) {
  test(`asleep at ${point} on the way to given back: others finish, and the sleeper finds it done`, async () => {
    const { orderId, key } = await orderAtPaysera();
    const moved = paysera.moved();
    paysera.accept(key);
    const sleeper = holdFirstAt(point);
    const sleeping = cancelOrder(s, { orderId, by: 'shopper' });
    await sleeper.held;
    await worldGoesOn();
    assert.equal(await statusOf(orderId), 'cancelled');
    sleeper.release();
    await sleeping;
    await assertGivenBack(orderId, key, moved);
  });

  test(`dead at ${point} on the way to given back: others finish what was begun`, async () => {
    const { orderId, key } = await orderAtPaysera();
    const moved = paysera.moved();
    paysera.accept(key);
    const { killed } = killAt(point);
    await assert.rejects(cancelOrder(s, { orderId, by: 'shopper' }), /killed/);
    assert.ok(killed());
    await worldGoesOn();
    await assertGivenBack(orderId, key, moved);
  });
}

for (const point of ['before-end-order', 'after-end-order'] as const) {
  test(`dead at ${point}: the order comes to its end all the same, and its goods go back once`, async () => {
    const orderId = await shop.order();
    const { killed } = killAt(point);
    await askForEnd(s, { orderId, as: 'cancelled', reason: 'test', source: 'test' });
    await endOrderNow(s, orderId, 'sweep').catch(() => {});
    await worldGoesOn();
    assert.ok(killed());
    assert.equal(await statusOf(orderId), 'cancelled');
    await assertShelves();
  });
}

test('its end was asked for between reading and claiming: nothing is claimed, and the money goes back', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  const claiming = holdFirstAt('before-claim');
  const underway = refreshOrder(s, orderId, 'callback');
  await claiming.held;
  // The wish alone: nobody has let anything go yet.
  await askForEnd(s, { orderId, as: 'cancelled', reason: 'test', source: 'test' });
  claiming.release();
  await underway;
  assert.equal(paysera.calls.filter((one) => one.call === 'confirm' && one.key === key).length, 0);
  await worldGoesOn();
  await assertGivenBack(orderId, key, moved);
});

test('a worker that took what was due and died: another takes it after two calls’ time, not an hour later', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  clock.advance(s.timing.firstPollMs + 1);
  const { killed } = killAt('before-read');
  await sweep(s);
  assert.ok(killed());
  await sweep(s);
  assert.equal(await statusOf(orderId), 'pending', 'it is leased to the dead one');
  clock.advance(2 * s.timing.callMs + 1);
  await sweep(s);
  await assertPaidOnce(orderId, moved);
});

test('asleep before confirming while the reservation ended and the order was paid anew: the first key takes nothing', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  const sleeper = holdFirstAt('before-confirm');
  const sleeping = refreshOrder(s, orderId, 'callback');
  await sleeper.held;
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'failed' }));
  await worldGoesOn();
  const second = await payAndKey(orderId);
  assert.notEqual(second, key);
  paysera.accept(second);
  await refreshOrder(s, orderId, 'return');
  sleeper.release();
  await sleeping;
  assert.deepEqual(await attemptsOf(orderId), ['dead', 'confirmed']);
  await assertPaidOnce(orderId, moved);
});

test('a hostile shopper accepts every key there ever was, one that was never shown included: one is taken', async () => {
  const orderId = await shop.order();
  const moved = paysera.moved();
  const before = new Set(paysera.transactions.keys());
  paysera.failNext('create', 'after');
  assert.equal((await payForOrder(s, { orderId, language: 'en' })).kind, 'unavailable');
  const rejected = await payAndKey(orderId);
  paysera.reject(rejected);
  await refreshOrder(s, orderId, 'return');
  await payAndKey(orderId);
  const all = [...paysera.transactions.keys()].filter((key) => !before.has(key));
  assert.equal(all.length, 3);
  for (const key of all) paysera.accept(key);
  await Promise.all([refreshOrder(s, orderId, 'return'), refreshOrder(s, orderId, 'callback'), refreshOrder(s, orderId, 'staff')]);
  await worldGoesOn();
  await assertPaidOnce(orderId, moved);
});

test('twenty racers for each of ten orders, all at the claim at once: one winner each', async () => {
  for (let round = 0; round < 10; round++) {
    const { orderId, key } = await orderAtPaysera();
    const moved = paysera.moved();
    paysera.accept(key);
    const barrier = meetAt('before-claim', 20);
    const racing = Promise.all(Array.from({ length: 20 }, () => refreshOrder(s, orderId, 'callback')));
    await barrier.met;
    barrier.stop();
    await racing;
    await refreshOrder(s, orderId, 'staff');
    assert.equal((await sql(`SELECT FROM audit_event WHERE order_id = $1 AND kind = 'attempt-confirming'`, orderId)).length, 1);
    await assertPaidOnce(orderId, moved);
  }
});

test('the last mug: its order ends while another buyer asks for it; it is sold to one or to none, never to both', async () => {
  const input = { email: 'ona@example.lt', shopperId: null, language: 'en' } as const;
  const first = await placeOrder(s, { ...(await shop.fillCart('var_mug', 3)), ...input });
  assert.ok(first.kind === 'placed');
  const ending = holdFirstAt('before-end-order');
  const cancelled = cancelOrder(s, { orderId: first.orderId, by: 'shopper' });
  await ending.held;
  const other = async () => placeOrder(s, { ...(await cartOfMugs()), ...input });
  const early = await other();
  ending.release();
  assert.equal((await cancelled).kind, 'cancelled');
  const late = await other();
  assert.deepEqual([early.kind, late.kind], ['sold-out', 'placed']);
  const [mug] = await sql(
    `SELECT stock_on_hand AS here, stock_reserved AS held, stock_sold AS sold FROM product_variant WHERE id = 'var_mug'`,
  );
  assert.deepEqual(mug, { here: 0, held: 3, sold: 0 });
});

/** Filled while there were some: the page of an empty shelf adds none. */
async function cartOfMugs() {
  const cart = await shop.fillCart('var_cup', 1);
  await sql(
    `UPDATE cart_line SET variant_id = 'var_mug', quantity = 3, seen_price_minor = 2200 WHERE cart_id = (SELECT id FROM cart ORDER BY created_at DESC LIMIT 1)`,
  );
  return { ...cart, shownTotalMinor: 6600n };
}
