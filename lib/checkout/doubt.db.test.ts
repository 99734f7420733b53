// Paysera says for a while what cannot be right: one slip costs nothing, what goes on calls a person, what it has forgotten is let go.
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { sweep } from '../jobs/sweep.ts';
import { readOrder, readOrderForStaff } from '../orders/order-store.ts';
import type { Transaction } from '../paysera/transaction.ts';
import { holdFirstAt } from './barrier.ts';
import { cancelOrder } from './cancel-order.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { setFailpoint } from './failpoint.ts';
import { payForOrder } from './pay-for-order.ts';
import { refreshOrder } from './refresh-order.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
const { doubtMs, forgottenMs, reviewPollMs, orderTtlMs } = s.timing;
afterEach(() => setFailpoint(null));

async function orderAtPaysera(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const [row] = await sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', orderId);
  return { orderId, key: row?.transaction_key as string };
}

type AttemptRow = { status: string; reason: string | null; doubts: number; forgotten: boolean; provider_status: string; next: Date };
const attemptOf = async (orderId: string) =>
  (
    await sql<AttemptRow>(
      `SELECT status, reason, doubt_count AS doubts, forgotten_since IS NOT NULL AS forgotten, provider_status, next_read_at AS next FROM attempt WHERE order_id = $1`,
      orderId,
    )
  )[0] as AttemptRow;
const ask = async (orderId: string) => {
  await refreshOrder(s, orderId, 'staff');
  return attemptOf(orderId);
};
/** Asks as often as that, spread evenly over that time, the first time now. */
async function askOften(orderId: string, times: number, overMs: number): Promise<AttemptRow> {
  let row = await ask(orderId);
  for (let count = 1; count < times; count++) {
    clock.advance(Math.ceil(overMs / (times - 1)));
    row = await ask(orderId);
  }
  return row;
}
const say = (key: string, words: Partial<Transaction>) => paysera.alter(key, (transaction) => Object.assign(transaction, words));
/** Paysera loses it, and gives back how to find it again. */
function forget(key: string): () => void {
  const transaction = paysera.transactions.get(key) as Transaction;
  paysera.transactions.delete(key);
  return () => void paysera.transactions.set(key, transaction);
}
/** Whether its goods are held, after a look at all shelves: whatever is reserved is so for an order that waits. */
async function isHeld(orderId: string): Promise<boolean> {
  const [row] = await sql<{ reserved: number; waiting: number; held: boolean; all: number }>(
    `SELECT stock_reserved AS reserved, stock_on_hand + stock_reserved + stock_sold AS all,
      (SELECT count(*)::int FROM shop_order WHERE status = 'pending') AS waiting, (SELECT stock_held FROM shop_order WHERE id = $1) AS held
      FROM product_variant WHERE id = 'var_cup'`,
    orderId,
  );
  assert.deepEqual([row?.reserved, row?.all], [row?.waiting, 1000]);
  return row?.held === true;
}

test('one wrong answer after our confirmation is doubted, asked again soon, and the payment goes through', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  paysera.accept(key);
  paysera.failNext('confirm', 'before');
  const confirming = holdFirstAt('after-confirm');
  const underway = refreshOrder(s, orderId, 'callback');
  await confirming.held;
  say(key, { status: 'new' });
  confirming.release();
  await underway;
  const doubted = await attemptOf(orderId);
  assert.deepEqual([doubted.status, doubted.doubts, doubted.provider_status], ['confirming', 1, 'reserved']);
  assert.ok(doubted.next.getTime() - clock.now().getTime() <= s.timing.firstPollMs);
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'finishing');
  say(key, { status: 'reserved' });
  clock.advance(s.timing.firstPollMs + 1);
  await sweep(s);
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  assert.equal(paysera.moved() - moved, cupPriceMinor);
  assert.equal((await attemptOf(orderId)).doubts, 0);
});

test('four answers, and five in less than a minute, call nobody; an answer that fits begins the count anew', async () => {
  const { orderId, key } = await orderAtPaysera();
  say(key, { status: 'sort_of_paid' });
  assert.equal((await askOften(orderId, 4, 10 * doubtMs)).status, 'created');
  say(key, { status: 'new' });
  assert.deepEqual(await ask(orderId).then(({ doubts, status }) => ({ doubts, status })), { doubts: 0, status: 'created' });
  say(key, { status: 'sort_of_paid' });
  const early = await askOften(orderId, 5, doubtMs / 2); // the clock goes on by itself too, on a busy machine by seconds
  assert.deepEqual([early.status, early.doubts], ['created', 5]);
  clock.advance(doubtMs / 2);
  assert.equal((await ask(orderId)).status, 'review');
});

test('the sweep alone asks often enough, however old the attempt: what goes on for a minute is before a person a moment later', async () => {
  const { orderId, key } = await orderAtPaysera();
  clock.advance(40 * 60_000);
  say(key, { status: 'sort_of_paid' });
  const started = clock.now().getTime();
  while ((await attemptOf(orderId)).status === 'created' && clock.now().getTime() - started < 10 * doubtMs) {
    clock.advance(1_000);
    await sweep(s);
  }
  assert.equal((await attemptOf(orderId)).status, 'review');
  assert.ok(clock.now().getTime() - started < 1.5 * doubtMs);
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'review');
});

test('while it is doubted the page says that it is checked, and nobody is sent to Paysera', async () => {
  const { orderId, key } = await orderAtPaysera();
  say(key, { status: 'sort_of_paid' });
  await ask(orderId);
  const order = await readOrder(s, orderId);
  assert.deepEqual([order?.payment.tier, order?.payment.canPay], ['checking', false]);
  assert.deepEqual(await payForOrder(s, { orderId, language: 'en' }), { kind: 'finishing' });
});

test('an answer that fits and comes while somebody is about to call a person keeps it from happening', async () => {
  const { orderId, key } = await orderAtPaysera();
  say(key, { status: 'sort_of_paid' });
  await askOften(orderId, 4, doubtMs);
  const slow = holdFirstAt('after-read');
  const calling = refreshOrder(s, orderId, 'staff');
  await slow.held;
  say(key, { status: 'new' });
  await ask(orderId);
  slow.release();
  await calling;
  assert.deepEqual(await attemptOf(orderId).then(({ status, doubts }) => ({ status, doubts })), { status: 'created', doubts: 0 });
});

test('a person looks at a review, Paysera is asked again every quarter of an hour, and only an end without money is believed', async () => {
  const { orderId, key } = await orderAtPaysera();
  say(key, { status: 'sort_of_paid' });
  assert.equal((await askOften(orderId, 5, doubtMs)).status, 'review');
  assert.equal((await attemptOf(orderId)).next.getTime() - clock.now().getTime() <= reviewPollMs, true);
  for (const status of ['reserved', 'confirmed', 'sort_of_paid', 'new']) {
    say(key, { status });
    clock.advance(reviewPollMs + 1);
    await sweep(s);
    assert.deepEqual([(await attemptOf(orderId)).status, (await attemptOf(orderId)).provider_status], ['review', status]);
  }
  assert.equal((await readOrder(s, orderId))?.status, 'pending');
  assert.equal(await isHeld(orderId), true);
  const asked = paysera.calls.length;
  await refreshOrder(s, orderId, 'return');
  assert.equal(paysera.calls.length, asked, 'a page that is looked at asks nothing');
  say(key, { status: 'revoked' });
  clock.advance(reviewPollMs + 1);
  for (let round = 0; round < 5 && (await sweep(s)) > 0; round++);
  assert.equal((await attemptOf(orderId)).status, 'dead');
  assert.equal((await readOrder(s, orderId))?.status, 'expired');
  assert.equal(await isHeld(orderId), false);
});

test('a Paysera that lost everything: what nobody waits for any more is let go after a quarter of an hour, and its goods come back', async () => {
  const { orderId, key } = await orderAtPaysera();
  forget(key);
  clock.advance(orderTtlMs + 1);
  const started = clock.now().getTime();
  while ((await readOrder(s, orderId))?.status === 'pending' && clock.now().getTime() - started < 3 * forgottenMs) {
    clock.advance(10_000);
    await sweep(s);
  }
  const waited = clock.now().getTime() - started;
  assert.ok(waited >= forgottenMs && waited < 1.5 * forgottenMs, `${waited}`);
  assert.deepEqual([(await attemptOf(orderId)).status, (await attemptOf(orderId)).reason], ['dead', 'forgotten']);
  assert.equal((await readOrder(s, orderId))?.status, 'expired');
  assert.equal(await isHeld(orderId), false);
});

test('forgotten while there is still time to pay: a person is called, and it is let go once the time is over', async () => {
  const { orderId, key } = await orderAtPaysera();
  forget(key);
  assert.equal((await askOften(orderId, 5, forgottenMs - 60_000)).status, 'created');
  clock.advance(60_000);
  assert.deepEqual(await ask(orderId).then(({ status, reason }) => [status, reason]), ['review', 'forgotten']);
  clock.advance(orderTtlMs);
  for (let round = 0; round < 5 && (await sweep(s)) > 0; round++);
  assert.equal((await attemptOf(orderId)).status, 'dead');
  assert.equal((await readOrder(s, orderId))?.status, 'expired');
});

test('forgotten after it was claimed: money may have moved, so it is never let go by itself, however long it takes', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  paysera.failNext('confirm', 'after');
  const confirming = holdFirstAt('after-confirm');
  const underway = refreshOrder(s, orderId, 'callback');
  await confirming.held;
  const remember = forget(key);
  confirming.release();
  await underway;
  clock.advance(orderTtlMs);
  await askOften(orderId, 6, forgottenMs + 60_000);
  assert.equal((await attemptOf(orderId)).status, 'review');
  await askOften(orderId, 8, 4 * forgottenMs);
  assert.equal((await attemptOf(orderId)).status, 'review');
  remember();
  await ask(orderId);
  assert.equal((await attemptOf(orderId)).status, 'review', 'money that moved is a person’s business');
  assert.equal((await readOrder(s, orderId))?.status, 'pending');
});

test('one answer that a key is unknown, between others that fit, lets nothing go', async () => {
  const { orderId, key } = await orderAtPaysera();
  const moved = paysera.moved();
  for (let round = 0; round < 6; round++) {
    const remember = forget(key);
    await ask(orderId);
    remember();
    clock.advance(forgottenMs / 4);
    await ask(orderId);
  }
  paysera.accept(key);
  await ask(orderId);
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  assert.equal(paysera.moved() - moved, cupPriceMinor);
});

test('cancelled while Paysera has forgotten it: given up after the same time, and the history tells why', async () => {
  const { orderId, key } = await orderAtPaysera();
  forget(key);
  assert.deepEqual(await cancelOrder(s, { orderId, by: 'shopper' }), { kind: 'cancelling' });
  await askOften(orderId, 6, forgottenMs + 60_000);
  const order = await readOrderForStaff(s, orderId);
  assert.equal(order?.status, 'cancelled');
  const kinds = order?.timeline.map(({ kind }) => kind) ?? [];
  assert.ok(kinds.includes('attempt-doubted') && kinds.includes('attempt-dead'));
});
