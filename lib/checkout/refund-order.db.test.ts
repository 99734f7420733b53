import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { sweep } from '../jobs/sweep.ts';
import { createLog } from '../log.ts';
import { readOrderForStaff } from '../orders/order-store.ts';
import { InDoubt } from '../paysera/errors.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { type FailpointName, setFailpoint } from './failpoint.ts';
import { payForOrder } from './pay-for-order.ts';
import { refreshOrder } from './refresh-order.ts';
import { planRefund, type RefundOrder, refundOrder } from './refund-order.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
const nothing = async () => {};
afterEach(() => {
  setFailpoint(null);
  for (const call of ['cancel', 'get', 'get-payment'] as const) paysera.hold(call, nothing);
});

for (const [id, role] of [
  ['owner', 'owner'],
  ['clerk', 'clerk'],
] as const) {
  const user = role === 'owner' ? 1 : 2;
  await sql(`INSERT INTO shopper (id, environment, paysera_user_id) VALUES ($1, 'local', $2)`, `shp_${id}`, user);
  await sql(`INSERT INTO staff (id, environment, paysera_user_id, role) VALUES ($1, 'local', $2, $3)`, `stf_${id}`, user, role);
}

async function paidOrder(status = 'confirmed'): Promise<string> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const key = [...paysera.transactions.keys()].at(-1) as string;
  paysera.accept(key);
  await refreshOrder(s, orderId, 'return');
  paysera.alter(key, ({ payments: [payment] }) => Object.assign(payment ?? {}, { status }));
  return orderId;
}

const input = (orderId: string, more: Partial<RefundOrder> = {}): RefundOrder => ({
  orderId,
  staffId: 'shp_owner',
  reason: 'Came broken',
  returnGoods: false,
  reference: null,
  ...more,
});

const refundsOf = (orderId: string) =>
  sql('SELECT outcome, next_try_at AS next FROM refund WHERE order_id = $1 ORDER BY asked_at', orderId);

/** Kills whoever comes to `point`, this many times. */
function killAt(point: FailpointName, times = 1): { killed(): number } {
  let killed = 0;
  setFailpoint((name) => {
    if (name !== point || killed === times) return;
    killed++;
    throw new Error('killed');
  });
  return { killed: () => killed };
}

async function assertRefundedOnce(orderId: string): Promise<void> {
  const order = await readOrderForStaff(s, orderId);
  assert.equal(order?.status, 'refunded');
  assert.deepEqual(order?.ledger.map(({ account, kind, amount }) => `${account} ${kind} ${amount.minor}`).sort(), [
    'sales refund 1840',
    'sales sale -1840',
    'wallet refund -1840',
    'wallet sale 1840',
  ]);
  assert.equal(order?.timeline.filter(({ kind }) => kind === 'order-refunded').length, 1);
}

test('a payment that Paysera can still cancel is given back there, booked and written down', async () => {
  const orderId = await paidOrder();
  const moved = paysera.moved();
  assert.equal((await planRefund(s, orderId)).kind, 'cancel-payment');
  assert.deepEqual(await refundOrder(s, input(orderId)), { kind: 'refunded', way: 'payment-cancelled' });
  assert.equal(moved - paysera.moved(), cupPriceMinor);
  await assertRefundedOnce(orderId);
  assert.deepEqual(await refundOrder(s, input(orderId)), { kind: 'already' });
});

test('two presses that meet at Paysera give the money back once and book once', async () => {
  const orderId = await paidOrder();
  const moved = paysera.moved();
  const both = Promise.withResolvers<void>();
  let here = 0;
  paysera.hold('cancel', () => {
    if (++here === 2) both.resolve();
    return both.promise;
  });
  const answers = await Promise.all([refundOrder(s, input(orderId)), refundOrder(s, input(orderId))]);
  assert.equal(here, 2);
  assert.deepEqual(answers.map(({ kind }) => kind).sort(), ['already', 'refunded']);
  assert.equal(moved - paysera.moved(), cupPriceMinor);
  await assertRefundedOnce(orderId);
});

test('a crash after Paysera gave it back is finished by the next press, without asking for money again', async () => {
  const orderId = await paidOrder();
  const moved = paysera.moved();
  killAt('after-refund');
  await assert.rejects(refundOrder(s, input(orderId)), /killed/);
  assert.equal((await planRefund(s, orderId)).kind, 'record');
  assert.equal((await refundOrder(s, input(orderId))).kind, 'refunded');
  assert.equal(moved - paysera.moved(), cupPriceMinor);
  await assertRefundedOnce(orderId);
});

for (const fault of ['before', 'after', 'unreachable'] as const)
  test(`an answer lost ${fault} the work leaves nothing booked that did not happen`, async () => {
    const orderId = await paidOrder();
    const moved = paysera.moved();
    paysera.failNext('cancel', fault);
    const first = await refundOrder(s, input(orderId));
    const back = moved - paysera.moved() === cupPriceMinor;
    assert.equal(first.kind === 'refunded', back);
    assert.equal(back, fault === 'after');
    assert.equal(first.kind, { before: 'finishing', after: 'refunded', unreachable: 'unreachable' }[fault]);
    if (!back) assert.equal((await refundOrder(s, input(orderId))).kind, 'refunded');
    await assertRefundedOnce(orderId);
    assert.equal(moved - paysera.moved(), cupPriceMinor);
  });

for (const [point, passes] of [
  ['before-refund', 1],
  ['after-refund', 1],
  ['before-settle-refund', 1],
  ['after-settle-refund', 1],
  ['before-refund', 3],
  ['before-settle-refund', 3],
] as const)
  test(`whoever dies at ${point}, ${passes} in a row: the sweep finishes it, the money goes back once, and who asked is named`, async () => {
    const orderId = await paidOrder();
    const moved = paysera.moved();
    const { killed } = killAt(point, passes);
    await assert.rejects(refundOrder(s, input(orderId, { returnGoods: true })), /killed/);
    await sweep(s);
    const done = point === 'after-settle-refund';
    assert.equal((await readOrderForStaff(s, orderId))?.status, done ? 'refunded' : 'paid', 'nobody takes up what may still be under way');
    for (let round = 0; round < passes + 1; round++) {
      clock.advance(4 * s.timing.callMs * 2 ** round + 1);
      await sweep(s);
    }
    assert.equal(killed(), passes);
    assert.equal(moved - paysera.moved(), cupPriceMinor);
    await assertRefundedOnce(orderId);
    const order = await readOrderForStaff(s, orderId);
    const refunded = order?.timeline.find(({ kind }) => kind === 'order-refunded');
    assert.deepEqual([refunded?.data.staff, refunded?.data.reason, refunded?.data.returnGoods], ['shp_owner', 'Came broken', true]);
    assert.deepEqual(await refundsOf(orderId), [{ outcome: 'refunded', next: null }]);
  });

test('an answer that never came is looked up by itself, and asked once more only when it can no longer be on its way', async () => {
  const orderId = await paidOrder();
  paysera.failNext('cancel', 'before');
  assert.equal((await refundOrder(s, input(orderId))).kind, 'finishing');
  const asked = () => paysera.calls.filter(({ call }) => call === 'cancel').length;
  const before = asked();
  await sweep(s);
  assert.equal(asked(), before);
  clock.advance(4 * s.timing.callMs + 1);
  await Promise.all([sweep(s), sweep(s)]);
  assert.equal(asked(), before + 1);
  await assertRefundedOnce(orderId);
});

for (const who of ['a second press', 'the worker'] as const)
  test(`half done, and then ${who} does not get through to Paysera: it stays open, and is finished all the same`, async () => {
    const orderId = await paidOrder();
    const moved = paysera.moved();
    paysera.failNext('cancel', 'before');
    assert.equal((await refundOrder(s, input(orderId))).kind, 'finishing');
    paysera.failNext('cancel', 'unreachable');
    if (who === 'a second press') assert.equal((await refundOrder(s, input(orderId))).kind, 'finishing');
    for (let round = 0; round < 2; round++) {
      clock.advance(4 * s.timing.callMs * 2 ** round + 1);
      await sweep(s);
    }
    assert.equal(moved - paysera.moved(), cupPriceMinor);
    await assertRefundedOnce(orderId);
    assert.deepEqual(await refundsOf(orderId), [{ outcome: 'refunded', next: null }]);
  });

for (const late of [true, false])
  test(`Paysera says yes and its own reading ${late ? 'a moment later' : 'never'} says the same: it is looked at again, and then ${late ? 'booked' : 'a person is called'}`, async () => {
    const orderId = await paidOrder();
    const key = [...paysera.transactions.keys()].at(-1) as string;
    const setStatus = (status: string) => paysera.alter(key, ({ payments: [payment] }) => Object.assign(payment ?? {}, { status }));
    paysera.hold('get-payment', async () => setStatus('confirmed'));
    assert.equal((await refundOrder(s, input(orderId))).kind, 'finishing');
    if (late) setStatus('canceled');
    clock.advance(4 * s.timing.callMs + 1);
    await sweep(s);
    assert.equal((await readOrderForStaff(s, orderId))?.status, late ? 'refunded' : 'paid');
    assert.deepEqual(await refundsOf(orderId), [{ outcome: late ? 'refunded' : 'refused', next: null }]);
  });

test('a 503 after the work was done is no "not sent": the payment is read, and booked', async () => {
  const orderId = await paidOrder();
  const key = [...paysera.transactions.keys()].at(-1) as string;
  paysera.hold('cancel', async () => {
    paysera.alter(key, ({ payments: [payment] }) => Object.assign(payment ?? {}, { status: 'canceled' }));
    throw new InDoubt('payments.cancel', { reason: 'status 503', status: 503, safeToRepeat: false });
  });
  assert.deepEqual(await refundOrder(s, input(orderId)), { kind: 'refunded', way: 'payment-cancelled' });
  await assertRefundedOnce(orderId);
});

test('Paysera away for long: it is taken up again with growing pauses, and finished within five minutes of its return', async () => {
  const orderId = await paidOrder();
  killAt('before-refund');
  await assert.rejects(refundOrder(s, input(orderId)), /killed/);
  let tries = 0;
  paysera.hold('get', async () => {
    tries++;
    paysera.failNext('get', 'unreachable');
  });
  for (let minute = 0; minute < 60; minute++) {
    clock.advance(60_000);
    await sweep(s);
  }
  assert.ok(tries >= 10 && tries <= 20, `${tries}`);
  paysera.hold('get', nothing);
  clock.advance(s.timing.longestPollMs);
  await sweep(s);
  await assertRefundedOnce(orderId);
});

test('given back, not booked, and then Paysera speaks of somebody else’s payment for a while: it stays open, a person hears of it, and it is booked once', async () => {
  const orderId = await paidOrder();
  const moved = paysera.moved();
  killAt('after-refund');
  await assert.rejects(refundOrder(s, input(orderId)), /killed/);
  const speakOf = (minor: bigint) =>
    paysera.alter([...paysera.transactions.keys()].at(-1) as string, ({ payments: [payment] }) =>
      Object.assign(payment ?? {}, { price: { minor, currency: 'EUR' } }),
    );
  speakOf(1n);
  const lines: string[] = [];
  const listening = { ...s, log: createLog('error', { write: (line: string) => void lines.push(line) }) };
  for (let tries = 1; tries <= 6; tries++) {
    clock.advance(16 * 60_000);
    await sweep(listening);
  }
  assert.equal((await readOrderForStaff(s, orderId))?.status, 'paid');
  assert.equal(lines.filter((line) => line.includes('A refund is half done')).length, 1);
  speakOf(cupPriceMinor);
  clock.advance(16 * 60_000);
  await sweep(s);
  assert.equal(moved - paysera.moved(), cupPriceMinor);
  await assertRefundedOnce(orderId);
});

test('half done, and meanwhile Paysera gives it back no more: it ends, the order stays paid, and the log calls a person', async () => {
  const orderId = await paidOrder();
  killAt('before-refund');
  await assert.rejects(refundOrder(s, input(orderId)), /killed/);
  paysera.alter([...paysera.transactions.keys()].at(-1) as string, ({ payments: [payment] }) =>
    Object.assign(payment ?? {}, { status: 'done' }),
  );
  const lines: string[] = [];
  const listening = { ...s, log: createLog('error', { write: (line: string) => void lines.push(line) }) };
  clock.advance(4 * s.timing.callMs + 1);
  await sweep(listening);
  assert.match(lines.join(''), /A refund was asked for/);
  assert.equal((await readOrderForStaff(s, orderId))?.status, 'paid');
  assert.deepEqual(await refundsOf(orderId), [{ outcome: 'refused', next: null }]);
  assert.equal((await refundOrder(s, input(orderId, { reference: 'TR-1' }))).kind, 'refunded', 'by a transfer, as ever');
});

test('what was asked for is never changed or removed, and of an order one refund is open', async () => {
  const orderId = await paidOrder();
  killAt('before-refund');
  await assert.rejects(refundOrder(s, input(orderId)), /killed/);
  await assert.rejects(sql(`UPDATE refund SET staff_id = 'shp_clerk' WHERE order_id = $1`, orderId), { code: 'TL002' });
  await assert.rejects(sql('DELETE FROM refund WHERE order_id = $1', orderId), { code: 'TL003' });
  const twice = sql(
    `INSERT INTO refund (id, environment, order_id, staff_id, reason, return_goods, asked_at, next_try_at)
     VALUES ('ref_twice', 'local', $1, 'shp_owner', 'again', false, now(), now())`,
    orderId,
  );
  await assert.rejects(twice, { code: '23505' });
});

test('a done payment asks for a transfer first, and is recorded with its reference', async () => {
  const orderId = await paidOrder('done');
  const moved = paysera.moved();
  const asked = await refundOrder(s, input(orderId));
  assert.deepEqual(asked, { kind: 'transfer-first', amount: { minor: cupPriceMinor, currency: 'EUR' }, walletId: 14471 });
  assert.equal((await readOrderForStaff(s, orderId))?.status, 'paid');
  const both = await Promise.all([1, 2].map(() => refundOrder(s, input(orderId, { reference: 'TR-77' }))));
  assert.deepEqual(both.map(({ kind }) => kind).sort(), ['already', 'refunded']);
  assert.equal(paysera.moved(), moved);
  await assertRefundedOnce(orderId);
});

test('goods come back to the shelf only where that is said', async () => {
  const stock = async () => (await sql(`SELECT stock_on_hand AS here, stock_sold AS sold FROM product_variant WHERE id = 'var_cup'`))[0];
  for (const returnGoods of [false, true]) {
    const orderId = await paidOrder();
    const before = (await stock()) as { here: number; sold: number };
    await refundOrder(s, input(orderId, { returnGoods }));
    const back = returnGoods ? 1 : 0;
    assert.deepEqual(await stock(), { here: before.here + back, sold: before.sold - back });
  }
});

test('nobody but an owner gives back, and never without a reason or for an order that is not paid', async () => {
  const orderId = await paidOrder();
  for (const staffId of ['shp_clerk', 'shp_nobody', ''])
    assert.deepEqual(await refundOrder(s, input(orderId, { staffId })), { kind: 'refused', reason: 'not-allowed' });
  assert.deepEqual(await refundOrder(s, input(orderId, { reason: '  ' })), { kind: 'refused', reason: 'reason' });
  assert.deepEqual(await refundOrder(s, input(await shop.order())), { kind: 'refused', reason: 'not-paid' });
  paysera.failNext('get', 'unreachable');
  assert.equal((await refundOrder(s, input(orderId))).kind, 'unreachable');
  paysera.alter([...paysera.transactions.keys()].at(-1) as string, ({ payments: [payment] }) =>
    Object.assign(payment ?? {}, { price: { minor: 1n, currency: 'EUR' } }),
  );
  assert.deepEqual(await refundOrder(s, input(orderId)), { kind: 'refused', reason: 'paysera' });
  assert.equal((await readOrderForStaff(s, orderId))?.status, 'paid');
});
