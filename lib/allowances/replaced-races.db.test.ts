// A newer permission takes the older one's place while a one-click is on its way: in every order of the two, and whenever Paysera makes it
// active, what is taken counts here and there under the same one, and what nobody can place is given back.
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { holdFirstAt, killAt } from '../checkout/barrier.ts';
import { cupPriceMinor } from '../checkout/checkout-fixture.ts';
import { type FailpointName, setFailpoint } from '../checkout/failpoint.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { sweep } from '../jobs/sweep.ts';
import { readOrder } from '../orders/order-store.ts';
import { type Buyer, startQuickPay } from './quick-pay-fixture.ts';
import { undoPayment } from './undo-payment.ts';

const world = await startQuickPay();
const { s, paysera, clock, sql, connect, order, keyOf, offer, askFor, withPermission, click, cardOf, statusOf, seenBy } = world;
afterEach(() => {
  setFailpoint(null);
  paysera.allowances.activatesAtReservation = false;
});

const newWeekly = 9_000n;
/** Below the price of a cup: a purchase under it is one the shopper has forbidden. */
const newCeiling = 1_000n;
const idAtPaysera = ({ wallet }: Buyer) => paysera.allowances.active(wallet)?.id as number;

async function replace(buyer: Buyer): Promise<void> {
  await refreshOrder(s, await askFor(buyer, newWeekly, newCeiling), 'return');
}

async function later(ms: number): Promise<void> {
  clock.advance(ms);
  for (let round = 0; round < 5 && (await sweep(s)) > 0; round++) clock.advance(s.timing.firstPollMs + 1);
}

/** All that was ever taken, on both sides, under the permission that was replaced and under the new one. */
async function counts(buyer: Buyer, old: number): Promise<{ old: bigint[]; new: bigint[] }> {
  const card = await cardOf(buyer);
  const [row] = await sql<{ used: string }>(
    `SELECT coalesce(sum(u.amount_minor), 0)::text AS used FROM allowance_use u JOIN allowance w ON w.id = u.allowance_id
     WHERE w.provider_id = $1 AND u.state <> 'given-back'`,
    old,
  );
  assert.equal(card?.weekly.minor, newWeekly);
  return {
    old: [BigInt(row?.used as string), paysera.allowances.used(old)],
    new: [newWeekly - (card?.left.minor as bigint), paysera.allowances.used(idAtPaysera(buyer))],
  };
}

const nowhere = { old: [0n, 0n], new: [0n, 0n] };
const underTheOld = { old: [cupPriceMinor, cupPriceMinor], new: [0n, 0n] };

async function paysByPin(buyer: Buyer, orderId: string): Promise<void> {
  assert.equal((await payForOrder(s, { orderId, language: 'en' })).kind, 'redirect');
  paysera.accept(await keyOf(orderId), 'reserved', { wallet: buyer.wallet });
  await refreshOrder(s, orderId, 'return');
  assert.deepEqual([await statusOf(orderId), (await readOrder(s, orderId))?.way], ['paid', 'pin']);
}

for (const point of ['before-take-use', 'after-take-use', 'after-reserve'] as const) {
  for (const when of ['confirmation', 'reservation'] as const) {
    test(`replaced at ${point}, active with the ${when}: nothing is held, both sides count nothing, and the PIN pays the same order`, async () => {
      const buyer = await withPermission();
      const old = idAtPaysera(buyer);
      const moved = paysera.moved();
      const orderId = await order(buyer);
      const newer = await offer(buyer, newWeekly, newCeiling);
      const sleeper = holdFirstAt(point);
      const clicking = click(buyer, orderId);
      await sleeper.held;
      paysera.allowances.activatesAtReservation = when === 'reservation';
      paysera.accept(await keyOf(newer), 'reserved', { wallet: buyer.wallet });
      // Nothing of ours has happened since; where it becomes active with the confirmation, that is ours.
      if (when === 'confirmation') await refreshOrder(s, newer, 'return');
      assert.notEqual(idAtPaysera(buyer), old);
      sleeper.release();
      const answer = await clicking;
      assert.ok(answer.kind === 'with-pin' && answer.reason === 'changed');
      assert.ok(answer.url.endsWith(await keyOf(orderId)));
      await refreshOrder(s, newer, 'return');
      assert.deepEqual(await counts(buyer, old), nowhere);
      await paysByPin(buyer, orderId);
      assert.equal(paysera.moved() - moved, 2n * cupPriceMinor, 'the purchase it came with, and this one');
      assert.deepEqual(await counts(buyer, old), nowhere);
    });
  }
}

test('replaced once it is sure: what is held stays, is paid, and counts under the old one on both sides', async () => {
  const buyer = await withPermission();
  const old = idAtPaysera(buyer);
  const orderId = await order(buyer);
  assert.equal((await click(buyer, orderId)).kind, 'held');
  await replace(buyer);
  await later(10_001);
  assert.equal(await statusOf(orderId), 'paid');
  assert.deepEqual(await counts(buyer, old), underTheOld);
});

for (const point of ['after-reserve', 'after-make-sure'] as const) {
  test(`dead at ${point}, and then replaced: the worker takes nothing, and the page says why`, async () => {
    const buyer = await withPermission();
    const old = idAtPaysera(buyer);
    const orderId = await order(buyer);
    killAt(point);
    await assert.rejects(click(buyer, orderId), /killed/);
    await replace(buyer);
    await later(60_000);
    assert.deepEqual(await seenBy(orderId), ['pending', 'not-paid', null]);
    assert.match((await readOrder(s, orderId))?.payment.reason ?? '', /permission to pay without a PIN changed/);
    assert.deepEqual(await counts(buyer, old), nowhere);
    await paysByPin(buyer, orderId);
  });
}

test('Paysera cannot be asked which one it is: it is held and can be undone, and taken only once that was heard', async () => {
  const buyer = await withPermission();
  const moved = paysera.moved();
  const orders = [await order(buyer), await order(buyer)] as const;
  let away = false;
  paysera.hold('active', async () => void (away && paysera.failNext('active', 'unreachable')));
  for (const orderId of orders) {
    away = false;
    const sleeper = holdFirstAt('after-reserve');
    const clicking = click(buyer, orderId);
    await sleeper.held;
    away = true;
    sleeper.release();
    assert.equal((await clicking).kind, 'held');
  }
  assert.deepEqual(await undoPayment(s, { orderId: orders[1], by: 'shopper' }), { kind: 'undone' });
  await later(10_001);
  await later(60_000);
  assert.deepEqual(await seenBy(orders[0]), ['pending', 'checking', null]);
  assert.equal(paysera.moved(), moved);
  paysera.hold('active', async () => {});
  await later(60_000);
  assert.deepEqual([await statusOf(orders[0]), await statusOf(orders[1])], ['paid', 'cancelled']);
  assert.equal(paysera.allowances.used(idAtPaysera(buyer)), cupPriceMinor);
});

test('given by somebody else’s purchase that was paid from this wallet: it takes the place all the same, and nothing is taken under it', async () => {
  const buyer = await withPermission();
  const other = await connect();
  const old = idAtPaysera(buyer);
  const orderId = await order(buyer);
  const sleeper = holdFirstAt('after-take-use');
  const clicking = click(buyer, orderId);
  await sleeper.held;
  const theirs = await offer(other);
  paysera.accept(await keyOf(theirs), 'reserved', { wallet: buyer.wallet });
  paysera.failNext('cancel-allowance', 'unreachable'); // ours comes before its end is told
  await refreshOrder(s, theirs, 'return');
  assert.ok(idAtPaysera(buyer) > old);
  sleeper.release();
  const answer = await clicking;
  assert.ok(answer.kind === 'with-pin' && answer.reason === 'changed');
  assert.equal(await cardOf(buyer), null);
  assert.deepEqual([paysera.allowances.used(old), paysera.allowances.used(idAtPaysera(buyer))], [0n, 0n]);
});

test('approved by PIN after all counts under no permission: it is taken without asking about any', async () => {
  const buyer = await withPermission();
  const old = idAtPaysera(buyer);
  const orderId = await order(buyer);
  killAt('after-take-use');
  await assert.rejects(click(buyer, orderId), /killed/);
  paysera.accept(await keyOf(orderId), 'reserved', { wallet: buyer.wallet });
  await replace(buyer);
  await later(60_000);
  assert.deepEqual([await statusOf(orderId), (await readOrder(s, orderId))?.way], ['paid', 'pin']);
  assert.deepEqual(await counts(buyer, old), nowhere);
});

test('of two who ask, the one that heard it in time has the word: the other lets nothing go that is sure', async () => {
  const buyer = await withPermission();
  const old = idAtPaysera(buyer);
  const orderId = await order(buyer);
  const sleeper = holdFirstAt('after-reserve');
  const clicking = click(buyer, orderId);
  await sleeper.held;
  await refreshOrder(s, orderId, 'callback');
  await replace(buyer);
  sleeper.release();
  assert.equal((await clicking).kind, 'held');
  await later(10_001);
  assert.equal(await statusOf(orderId), 'paid');
  assert.deepEqual(await counts(buyer, old), underTheOld);
});

test('a worker that looked before the click and wakes long after it claims nothing that is not sure', async () => {
  const buyer = await withPermission();
  const old = idAtPaysera(buyer);
  const orderId = await order(buyer);
  const gates = new Map<FailpointName, () => void>();
  const [asleep, reserved] = (['before-read', 'after-reserve'] as const).map(
    (point) => new Promise<void>((resolve) => gates.set(point, resolve)),
  );
  let wake = () => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const keyKnown = killAt('before-take-use');
  await assert.rejects(click(buyer, orderId), /killed/);
  assert.ok(keyKnown.killed());
  let sleepers = 0;
  setFailpoint((point) => {
    gates.get(point)?.();
    if (point === 'after-reserve') throw new Error('killed');
    return point === 'before-read' && ++sleepers === 1 ? woken : undefined;
  });
  const working = refreshOrder(s, orderId, 'poll');
  await asleep;
  await assert.rejects(click(buyer, orderId), /killed/);
  await reserved;
  await replace(buyer);
  clock.advance(60_000);
  wake();
  await working;
  assert.equal(await statusOf(orderId), 'pending', 'not taken');
  await later(60_000);
  assert.deepEqual(await seenBy(orderId), ['pending', 'not-paid', null]);
  assert.deepEqual(await counts(buyer, old), nowhere);
});
