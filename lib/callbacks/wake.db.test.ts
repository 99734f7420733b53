// What a callback may do: wake a reading, at once, and nothing else; whatever it claims, however often and in whatever order it comes.
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { holdFirstAt } from '../checkout/barrier.ts';
import { cupPriceMinor, startTestShop } from '../checkout/checkout-fixture.ts';
import { setFailpoint } from '../checkout/failpoint.ts';
import { fakeSign } from '../checkout/fake-paysera.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { runJobsOnce } from '../jobs/run-once.ts';
import { sweep } from '../jobs/sweep.ts';
import { readOrder } from '../orders/order-store.ts';
import { recordCallback } from './record-callback.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
afterEach(() => setFailpoint(null));

async function orderAtPaysera(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  return { orderId, key: [...paysera.transactions.keys()].at(-1) as string };
}

/** As Paysera would post it; `serial` makes it another event than the one before. */
async function call(key: string, type: string, { serial = 1, sign = fakeSign } = {}): Promise<string> {
  const event = JSON.stringify({ object: 'transaction', type, data: { key, status: type }, raw: { serial } });
  return (await recordCallback(s, { environment: 'local', event, sign })).kind;
}
const attemptOf = async (orderId: string) =>
  (await sql<{ status: string; reads: number }>('SELECT status, read_count AS reads FROM attempt WHERE order_id = $1', orderId))[0];
const isPaid = async (orderId: string) => (await readOrder(s, orderId))?.status === 'paid';
const rowsOf = async (orderId: string) =>
  (
    await sql(
      `SELECT (SELECT count(*)::int FROM ledger_entry WHERE order_id = $1) AS ledger, (SELECT count(*)::int FROM outbox WHERE order_id = $1) AS outbox`,
      orderId,
    )
  )[0];

test('a callback wakes the reading at once: the order is paid before anybody else has asked', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  assert.equal(await call(key, 'reserved'), 'accepted');
  await runJobsOnce(s);
  assert.equal(await isPaid(orderId), true);
  const [row] = await sql(`SELECT outcome FROM callback_inbox WHERE transaction_key = $1`, key);
  assert.equal(row?.outcome, 'attempt-confirmed');
});

test('what it claims is not believed: "confirmed" of what Paysera calls new moves nothing and books nothing', async () => {
  const { orderId, key } = await orderAtPaysera();
  for (const type of ['confirmed', 'reserved', 'rejected', 'failed']) await call(key, type);
  await runJobsOnce(s);
  const attempt = await attemptOf(orderId);
  assert.equal(attempt?.status, 'created');
  assert.ok((attempt?.reads ?? 0) > 0, 'it was read');
  assert.deepEqual(await rowsOf(orderId), { ledger: 0, outbox: 0 });
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'not-paid-yet');
});

test('three times at once, and once more a day later, it does what it did once', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  await Promise.all([1, 2, 3].map(() => call(key, 'reserved')));
  assert.equal((await sql('SELECT FROM callback_inbox WHERE transaction_key = $1', key)).length, 1);
  await Promise.all([runJobsOnce(s), runJobsOnce(s)]);
  clock.advance(24 * 3_600_000);
  await call(key, 'reserved');
  await runJobsOnce(s);
  clock.advance(-24 * 3_600_000);
  assert.equal(await isPaid(orderId), true);
  assert.deepEqual(await rowsOf(orderId), { ledger: 2, outbox: 1 });
  assert.equal(paysera.moved() - moved, cupPriceMinor);
});

test('out of order and too late, nothing goes backwards', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  for (const type of ['confirmed', 'failed', 'reserved', 'rejected', 'waiting_funds']) {
    await call(key, type);
    await runJobsOnce(s);
  }
  assert.equal(await isPaid(orderId), true);
  assert.equal((await attemptOf(orderId))?.status, 'confirmed');
  assert.deepEqual(await rowsOf(orderId), { ledger: 2, outbox: 1 });
});

test('before its key is stored it is kept, wakes nothing, and is matched when it is handled again', async () => {
  const orderId = await shop.order();
  const storing = holdFirstAt('after-create');
  const paying = payForOrder(s, { orderId, language: 'en' });
  await storing.held;
  const key = [...paysera.transactions.keys()].at(-1) as string;
  paysera.accept(key);
  assert.equal(await call(key, 'reserved'), 'accepted');
  await runJobsOnce(s);
  assert.equal((await attemptOf(orderId))?.status, 'creating');
  storing.release();
  assert.equal((await paying).kind, 'redirect');
  await call(key, 'reserved', { serial: 2 });
  await runJobsOnce(s);
  assert.equal(await isPaid(orderId), true);
});

test('its job was on the way before the key was stored, and begins after: it finds the attempt by itself', async () => {
  const orderId = await shop.order();
  const storing = holdFirstAt('after-create');
  const paying = payForOrder(s, { orderId, language: 'en' });
  await storing.held;
  const key = [...paysera.transactions.keys()].at(-1) as string;
  paysera.accept(key);
  await call(key, 'reserved');
  storing.release();
  await paying;
  await runJobsOnce(s);
  assert.equal(await isPaid(orderId), true);
});

test('all callbacks lost and nobody back: the sweep finds it when its time has come, not before', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  await sweep(s);
  assert.equal(await isPaid(orderId), false);
  clock.advance(s.timing.firstPollMs + 1);
  await sweep(s);
  assert.equal(await isPaid(orderId), true);
});

test('callback, sweep and return page wake the same reading at the same moment: booked once', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  await call(key, 'reserved');
  clock.advance(s.timing.firstPollMs + 1);
  await Promise.all([runJobsOnce(s), sweep(s), refreshOrder(s, orderId, 'return'), refreshOrder(s, orderId, 'staff')]);
  await refreshOrder(s, orderId, 'staff');
  assert.equal(await isPaid(orderId), true);
  assert.deepEqual(await rowsOf(orderId), { ledger: 2, outbox: 1 });
  assert.equal(paysera.moved() - moved, cupPriceMinor);
});

test('forged, or of another environment: nothing is read for it', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  assert.equal(await call(key, 'reserved', { sign: 'by somebody' }), 'forged');
  const event = JSON.stringify({ object: 'transaction', type: 'reserved', data: { key }, raw: {} });
  assert.equal((await recordCallback(s, { environment: 'sandbox', event, sign: fakeSign })).kind, 'forged');
  await runJobsOnce(s);
  assert.deepEqual(await attemptOf(orderId), { status: 'created', reads: 0 });
});
