// Quick pay at every step of its way: ten devices at once, workers that fall asleep or die, an undo against the clock, a Paysera that lies.
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { holdFirstAt, killAt, meetAt } from '../checkout/barrier.ts';
import { cupPriceMinor } from '../checkout/checkout-fixture.ts';
import { setFailpoint } from '../checkout/failpoint.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { sweep } from '../jobs/sweep.ts';
import { readOrder } from '../orders/order-store.ts';
import { type Buyer, startQuickPay } from './quick-pay-fixture.ts';
import { sweepAllowances } from './sweep-allowances.ts';
import { turnOffQuickPay } from './turn-off-quick-pay.ts';
import { undoPayment } from './undo-payment.ts';

const world = await startQuickPay();
const { s, paysera, clock, sql, connect, order, keyOf, askFor, withPermission, click, cardOf, statusOf, seenBy } = world;
afterEach(() => setFailpoint(null));

const holdMs = 10_000 + s.timing.callMs;
const usedAtPaysera = ({ wallet }: Buyer) => paysera.allowances.used(paysera.allowances.active(wallet)?.id as number);

async function later(ms: number): Promise<void> {
  clock.advance(ms);
  for (let round = 0; round < 5 && (await sweep(s)) > 0; round++) clock.advance(s.timing.firstPollMs + 1);
}

async function assertCounted(buyer: Buyer, times: bigint): Promise<void> {
  assert.equal((await cardOf(buyer))?.left.minor, 6_000n - times * cupPriceMinor);
  assert.equal(usedAtPaysera(buyer), times * cupPriceMinor);
}

test('ten devices that all stand before taking, for a permission that covers three: three are held, seven go to the PIN, each is charged once', async () => {
  const buyer = await withPermission(6_000n);
  const moved = paysera.moved();
  const orders = await Promise.all(Array.from({ length: 10 }, () => order(buyer)));
  const barrier = meetAt('before-take-use', 10);
  const racing = Promise.all(orders.map((orderId) => click(buyer, orderId)));
  await barrier.met;
  barrier.stop();
  const kinds = (await racing).map(({ kind }) => kind).sort();
  assert.deepEqual(kinds, [...Array(3).fill('held'), ...Array(7).fill('with-pin')]);
  await assertCounted(buyer, 3n);
  await later(holdMs);
  const paid = await Promise.all(orders.map(statusOf));
  assert.equal(paid.filter((status) => status === 'paid').length, 3);
  assert.equal(paysera.moved() - moved, 3n * cupPriceMinor);
});

for (const point of ['after-reserve', 'after-keep-held'] as const) {
  test(`dead at ${point}: the money is held, the seconds for an undo are kept, and then it is paid once`, async () => {
    const buyer = await withPermission();
    const moved = paysera.moved();
    const orderId = await order(buyer);
    killAt(point);
    await assert.rejects(click(buyer, orderId), /killed/);
    await refreshOrder(s, orderId, 'callback');
    assert.deepEqual(await seenBy(orderId), ['pending', 'held', 10]);
    await later(holdMs);
    assert.equal(await statusOf(orderId), 'paid');
    assert.equal(paysera.moved() - moved, cupPriceMinor);
    await assertCounted(buyer, 1n);
  });

  test(`asleep at ${point} until it was paid: the sleeper says so, and nothing is reserved twice`, async () => {
    const buyer = await withPermission();
    const orderId = await order(buyer);
    const sleeper = holdFirstAt(point);
    const clicking = click(buyer, orderId);
    await sleeper.held;
    for (let seconds = 0; seconds < 2; seconds++) await later(holdMs);
    assert.equal(await statusOf(orderId), 'paid');
    sleeper.release();
    assert.notEqual((await clicking).kind, 'with-pin');
    await assertCounted(buyer, 1n);
  });
}

for (const point of ['before-take-use', 'after-take-use'] as const) {
  test(`dead at ${point}: nothing was reserved, the PIN still pays, and the permission is not used up`, async () => {
    const buyer = await withPermission();
    const moved = paysera.moved();
    const orderId = await order(buyer);
    killAt(point);
    await assert.rejects(click(buyer, orderId), /killed/);
    const told = await sql<{ data: Record<string, string> }>(
      `SELECT data FROM audit_event WHERE order_id = $1 AND kind = 'allowance-used'`,
      orderId,
    );
    const uses = told.map(({ data }) => [data.weekly, data.leftBefore, data.leftAfter, data.currency]);
    assert.deepEqual(uses, point === 'after-take-use' ? [['6000', '6000', '4160', 'EUR']] : [], 'its history tells what was taken');
    await later(holdMs);
    const key = await keyOf(orderId);
    assert.deepEqual(await payForOrder(s, { orderId, language: 'en' }).then(({ kind }) => kind), 'redirect');
    paysera.accept(key, 'reserved', { wallet: buyer.wallet });
    await refreshOrder(s, orderId, 'return');
    assert.equal(await statusOf(orderId), 'paid');
    assert.equal(paysera.moved() - moved, cupPriceMinor);
    await assertCounted(buyer, 0n);
  });

  test(`asleep at ${point} until its order has ended: nothing is reserved for it any more`, async () => {
    const buyer = await withPermission();
    const moved = paysera.moved();
    const orderId = await order(buyer);
    const sleeper = holdFirstAt(point);
    const clicking = click(buyer, orderId);
    await sleeper.held;
    await later(s.timing.orderTtlMs + holdMs);
    assert.equal(await statusOf(orderId), 'expired');
    sleeper.release();
    assert.equal((await clicking).kind, 'ended');
    assert.equal(paysera.moved(), moved);
    await assertCounted(buyer, 0n);
  });
}

test('an answer that comes when nobody waits for it any more: the seconds begin when the money is known to be held, and it can be undone', async () => {
  const buyer = await withPermission();
  const orderId = await order(buyer);
  const sleeper = holdFirstAt('after-reserve');
  const clicking = click(buyer, orderId);
  await sleeper.held;
  clock.advance(holdMs);
  await sweep(s);
  assert.deepEqual(await seenBy(orderId), ['pending', 'held', 10]);
  clock.advance(4_000);
  sleeper.release();
  assert.equal((await clicking).kind, 'held');
  assert.deepEqual(await seenBy(orderId), ['pending', 'held', 6], 'and they begin once');
  assert.deepEqual(await undoPayment(s, { orderId, by: 'shopper' }), { kind: 'undone' });
  await assertCounted(buyer, 0n);
});

for (const point of ['before-give-back', 'after-give-back'] as const) {
  test(`dead at ${point}, after Paysera said no: the PIN still pays, and the permission is not used up`, async () => {
    const buyer = await withPermission();
    const orderId = await order(buyer);
    paysera.failNext('reserve', 'unreachable');
    killAt(point);
    await assert.rejects(click(buyer, orderId), /killed/);
    await later(holdMs);
    paysera.accept(await keyOf(orderId), 'reserved', { wallet: buyer.wallet });
    await refreshOrder(s, orderId, 'return');
    assert.equal(await statusOf(orderId), 'paid');
    await assertCounted(buyer, 0n);
  });
}

test('an undo that falls asleep until the seconds are over is too late, and the order is paid', async () => {
  const buyer = await withPermission();
  const orderId = await order(buyer);
  await click(buyer, orderId);
  const sleeper = holdFirstAt('before-undo');
  const undoing = undoPayment(s, { orderId, by: 'shopper' });
  await sleeper.held;
  await later(holdMs);
  sleeper.release();
  assert.deepEqual(await undoing, { kind: 'too-late' });
  assert.equal(await statusOf(orderId), 'paid');
  await assertCounted(buyer, 1n);
});

test('a confirmation that stands before its claim when the undo comes: the undo was in time by its own clock or it was not, never both', async () => {
  const buyer = await withPermission();
  const moved = paysera.moved();
  const orderId = await order(buyer);
  await click(buyer, orderId);
  clock.advance(10_001);
  const claiming = holdFirstAt('before-claim');
  const underway = refreshOrder(s, orderId, 'poll');
  await claiming.held;
  // Another machine, whose clock is behind by less than the seconds: for it they still run.
  const behind = { ...s, clock: { now: () => new Date(clock.now().getTime() - 5_000) } };
  assert.deepEqual(await undoPayment(behind, { orderId, by: 'shopper' }), { kind: 'undone' });
  claiming.release();
  await underway;
  assert.equal(await statusOf(orderId), 'cancelled');
  assert.equal(paysera.moved(), moved);
  await assertCounted(buyer, 0n);
});

for (const [point, end] of [
  ['before-undo', 'paid'],
  ['after-undo', 'cancelled'],
] as const) {
  test(`an undo whose process dies at ${point}: ${end}, and the permission says the same`, async () => {
    const buyer = await withPermission();
    const orderId = await order(buyer);
    await click(buyer, orderId);
    killAt(point);
    await assert.rejects(undoPayment(s, { orderId, by: 'shopper' }), /killed/);
    await later(holdMs);
    assert.equal(await statusOf(orderId), end);
    await assertCounted(buyer, end === 'paid' ? 1n : 0n);
  });
}

test('Paysera says what cannot be right while the money is held: the undo is still offered, and still undoes', async () => {
  const buyer = await withPermission();
  const moved = paysera.moved();
  const orderId = await order(buyer);
  await click(buyer, orderId);
  const key = await keyOf(orderId);
  const say = (status: string) => paysera.alter(key, (transaction) => Object.assign(transaction, { status }));
  say('sort_of_reserved');
  await refreshOrder(s, orderId, 'callback');
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'held');
  assert.deepEqual(await undoPayment(s, { orderId, by: 'shopper' }), { kind: 'checking' });
  say('reserved');
  await later(holdMs);
  assert.equal(await statusOf(orderId), 'cancelled');
  assert.equal(paysera.transactions.get(key)?.status, 'revoked');
  assert.equal(paysera.moved(), moved);
  await assertCounted(buyer, 0n);
});

test('Paysera says what cannot be right and then what is: not undone, it is paid when its seconds are over', async () => {
  const buyer = await withPermission();
  const orderId = await order(buyer);
  await click(buyer, orderId);
  const key = await keyOf(orderId);
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'sort_of_reserved' }));
  await refreshOrder(s, orderId, 'callback');
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'reserved' }));
  await refreshOrder(s, orderId, 'callback');
  assert.equal(await statusOf(orderId), 'pending');
  await later(holdMs);
  assert.equal(await statusOf(orderId), 'paid');
  await assertCounted(buyer, 1n);
});

for (const point of ['before-activate', 'after-activate'] as const) {
  test(`dead at ${point}: the purchase is paid, and the round finds the permission`, async () => {
    const buyer = await connect();
    const orderId = await askFor(buyer);
    killAt(point);
    await assert.rejects(refreshOrder(s, orderId, 'return'), /killed/);
    assert.equal(await statusOf(orderId), 'paid');
    clock.advance(120_000);
    await sweepAllowances(s);
    assert.equal((await cardOf(buyer))?.left.minor, 6_000n);
    assert.equal((await sql(`SELECT FROM allowance WHERE shopper_id = $1 AND status = 'active'`, buyer.shopperId)).length, 1);
  });
}

test('turned off in the very moment in which a newer one becomes active: that one stays off as well', async () => {
  const buyer = await withPermission();
  const orderId = await askFor(buyer);
  const activating = holdFirstAt('before-activate');
  const following = refreshOrder(s, orderId, 'return');
  await activating.held;
  const client = await s.pool.connect();
  await client.query('BEGIN');
  await client.query(
    `UPDATE allowance SET status = 'ended', end_reason = 'turned-off', ended_at = $2, tell_at = $2, next_check_at = NULL
     WHERE shopper_id = $1 AND status = 'active'`,
    [buyer.shopperId, clock.now()],
  );
  activating.release();
  while ((await sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)).length === 0);
  await client.query('COMMIT');
  client.release();
  await following;
  assert.equal(await statusOf(orderId), 'paid');
  assert.equal(await cardOf(buyer), null);
  assert.equal(paysera.allowances.active(buyer.wallet), null);
});

for (const point of ['before-end-permission', 'after-end-permission', 'before-tell', 'after-tell'] as const) {
  test(`turning off dies at ${point}: what was written is true, and Paysera is told by the round`, async () => {
    const buyer = await withPermission();
    killAt(point);
    await assert.rejects(turnOffQuickPay(s, { shopperId: buyer.shopperId, by: 'shopper' }), /killed/);
    if (point === 'before-end-permission') {
      assert.ok(await cardOf(buyer), 'nothing was written, so it is still on');
      return;
    }
    assert.equal(await cardOf(buyer), null);
    for (let round = 0; round < 3; round++) {
      clock.advance(120_000);
      await sweepAllowances(s);
    }
    assert.equal(paysera.allowances.active(buyer.wallet), null);
    assert.equal((await sql('SELECT FROM allowance WHERE shopper_id = $1 AND tell_at IS NOT NULL', buyer.shopperId)).length, 0);
  });
}
