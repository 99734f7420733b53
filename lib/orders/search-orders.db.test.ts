import assert from 'node:assert/strict';
import test from 'node:test';
import { cancelOrder } from '../checkout/cancel-order.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { resumeOrder } from '../checkout/resume-order.ts';
import { listOrdersOfShopper, readOrder, readOrderForStaff } from './order-store.ts';
import { countAttention, searchOrders } from './search-orders.ts';

const shop = await startTestShop();
const { s, paysera } = shop;

async function place(email: string, shopperId: string | null = null): Promise<string> {
  const placed = await placeOrder(s, { ...(await shop.fillCart()), email, shopperId, language: 'en' });
  assert.ok(placed.kind === 'placed');
  return placed.kind === 'placed' ? placed.orderId : '';
}

const ids: string[] = [];
for (let index = 0; index < 7; index++) ids.unshift(await place(`shopper${index}@example.lt`));

test('the first order is 1001, and numbers go up by one', async () => {
  const numbers = await Promise.all([...ids].reverse().map(async (id) => Number((await readOrder(s, id))?.number)));
  assert.deepEqual(numbers, [1001, 1002, 1003, 1004, 1005, 1006, 1007]);
});

test('pages go forwards and back over every order once, newest first', async () => {
  const first = await searchOrders(s, { limit: 3 });
  assert.deepEqual(
    first.orders.map((order) => order.id),
    ids.slice(0, 3),
  );
  assert.equal(first.previous, null);
  const second = await searchOrders(s, { limit: 3, after: first.next as string });
  assert.deepEqual(
    second.orders.map((order) => order.id),
    ids.slice(3, 6),
  );
  const third = await searchOrders(s, { limit: 3, after: second.next as string });
  assert.deepEqual(
    third.orders.map((order) => order.id),
    ids.slice(6),
  );
  assert.equal(third.next, null);
  const back = await searchOrders(s, { limit: 3, before: third.previous as string });
  assert.deepEqual(
    back.orders.map((order) => order.id),
    ids.slice(3, 6),
  );
  const top = await searchOrders(s, { limit: 3, before: back.previous as string });
  assert.deepEqual(
    top.orders.map((order) => order.id),
    ids.slice(0, 3),
  );
  assert.equal(top.previous, null);
});

test('a number finds its order, part of an address finds its orders, and wildcards are only letters', async () => {
  assert.deepEqual(
    (await searchOrders(s, { text: '1003' })).orders.map((order) => order.number),
    ['1003'],
  );
  assert.deepEqual(
    (await searchOrders(s, { text: '#1003' })).orders.map((order) => order.number),
    ['1003'],
  );
  assert.equal((await searchOrders(s, { text: 'OPPER3@exam' })).orders.length, 1);
  for (const text of ['%', '_', 'shopper_@', '\\']) assert.equal((await searchOrders(s, { text })).orders.length, 0, text);
  for (const after of ['', 'x', 'AAAA', '../..']) assert.equal((await searchOrders(s, { after })).orders.length, 7, after);
});

test('filters and both directions together find what each finds alone', async () => {
  const all = await searchOrders(s, { status: 'pending', text: 'shopper' });
  const first = await searchOrders(s, { status: 'pending', text: 'shopper', limit: 2 });
  const second = await searchOrders(s, { status: 'pending', text: 'shopper', limit: 2, after: first.next as string });
  const back = await searchOrders(s, { status: 'pending', text: 'shopper', limit: 2, before: second.previous as string });
  assert.deepEqual([...first.orders, ...second.orders], all.orders.slice(0, 4));
  assert.deepEqual(back.orders, first.orders);
});

test('a status filters, and a row says where its payment stands', async () => {
  const paid = ids[0] as string;
  await payForOrder(s, { orderId: paid, language: 'en' });
  paysera.accept([...paysera.transactions.keys()].at(-1) as string);
  await refreshOrder(s, paid, 'return');
  const { orders } = await searchOrders(s, { status: 'paid' });
  assert.deepEqual(
    orders.map((order) => [order.id, order.attemptStatus, order.itemCount]),
    [[paid, 'confirmed', 1]],
  );
});

test('the desk sees attempts, ledger and everything that happened, in its order', async () => {
  const order = await readOrderForStaff(s, ids[0] as string);
  assert.equal(order?.attempts.length, 1);
  assert.equal(order?.ledger.length, 2);
  const kinds = order?.timeline.map((entry) => entry.kind) ?? [];
  for (const kind of ['order-placed', 'paysera-create', 'paysera-read', 'attempt-confirming', 'paysera-confirm', 'order-paid'])
    assert.ok(kinds.includes(kind), kind);
  assert.doesNotMatch(
    JSON.stringify(order, (_name, value) => (typeof value === 'bigint' ? String(value) : value)),
    /fakekey/,
  );
});

test('a shopper sees their own orders only', async () => {
  const mine = await place('mine@example.lt', 'shp_mine');
  assert.deepEqual(
    (await listOrdersOfShopper(s, 'shp_mine')).map((order) => order.id),
    [mine],
  );
  assert.deepEqual(await listOrdersOfShopper(s, 'shp_other'), []);
});

test('an order that ended can be started again with the same items; one that did not cannot', async () => {
  const orderId = ids[1] as string;
  assert.deepEqual(await resumeOrder(s, { orderId, cartToken: null }), { kind: 'refused', reason: 'not-ended' });
  await cancelOrder(s, { orderId, by: 'shopper' });
  const resumed = await resumeOrder(s, { orderId, cartToken: null });
  assert.ok(resumed.kind === 'filled' && resumed.cart.itemCount === 1 && resumed.missing.length === 0);
  const again = await placeOrder(s, {
    cartToken: resumed.token,
    cartVersion: resumed.cart.version,
    shownTotalMinor: resumed.cart.total.minor,
    email: 'again@example.lt',
    shopperId: null,
    language: 'en',
  });
  assert.equal(again.kind, 'placed');
});

test('attention is asked for a payment in review, a difference, and money held for long, and for nothing else', async () => {
  assert.equal(await countAttention(s), 0);
  assert.deepEqual((await searchOrders(s, { attention: true })).orders, []);
  const held = await place('held@example.lt');
  await payForOrder(s, { orderId: held, language: 'en' });
  const key = [...paysera.transactions.keys()].at(-1) as string;
  paysera.accept(key, 'waiting_password');
  await refreshOrder(s, held, 'staff');
  assert.equal(await countAttention(s), 0, 'held a moment ago');
  shop.clock.advance(16 * 60_000);
  const reviewed = await place('review@example.lt');
  await payForOrder(s, { orderId: reviewed, language: 'en' });
  paysera.alter([...paysera.transactions.keys()].at(-1) as string, (transaction) => Object.assign(transaction, { status: 'confirmed' }));
  await refreshOrder(s, reviewed, 'staff');
  assert.equal(await countAttention(s), 1, 'one answer of Paysera alone calls nobody');
  for (let answer = 2; answer <= 5; answer++) {
    shop.clock.advance(s.timing.doubtMs / 4);
    await refreshOrder(s, reviewed, 'staff');
  }
  const differs = ids[2] as string;
  await shop.sql(
    `INSERT INTO difference (id, environment, kind, subject, order_id, asked, paysera, recorded, found_at, seen_at)
     VALUES ('dif_a', 'local', 'amount', 'att_a', $1, '{}', '{}', '{}', now(), now()), ('dif_b', 'sandbox', 'amount', 'att_a', $2, '{}', '{}', '{}', now(), now())`,
    differs,
    ids[3],
  );
  const { orders } = await searchOrders(s, { attention: true });
  assert.deepEqual(orders.map(({ id }) => id).sort(), [held, reviewed, differs].sort());
  assert.equal(await countAttention(s), 3);
  assert.equal((await searchOrders(s, { attention: true, text: 'held@' })).orders.length, 1);
});

test('what was paid at the sandbox is no order of the real shop: in no list, on no page, whatever its number', async () => {
  const [orderId] = ids as [string];
  const real = { ...s, env: { ...s.env, paysera: { ...s.env.paysera, environment: 'production' as const } } };
  const { number } = (await readOrder(s, orderId)) ?? {};
  assert.ok(number);
  for (const search of [{}, { text: number }, { text: 'example.lt' }, { attention: true }, { status: 'pending' as const }])
    assert.deepEqual((await searchOrders(real, search)).orders, [], JSON.stringify(search));
  assert.deepEqual([await readOrder(real, orderId), await readOrderForStaff(real, orderId)], [null, null]);
});
