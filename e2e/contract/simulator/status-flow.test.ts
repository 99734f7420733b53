// Every transition of section 7, with its callback or its silence, and what happens to the money on the way.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { jonas, ona, openBoth } from './open-world.ts';

const { world, shop } = await openBoth();
afterEach(async () => {
  const ledger = await world.control('GET', '/ledger');
  for (const sum of Object.values(ledger.json.sums)) assert.equal(sum, 0, 'the books balance');
  shop.received.length = 0;
});

const month = 30 * 86_400;

type Change = Record<string, unknown>;
const create = (payment: Change = {}, transaction: Change = {}) =>
  world.post('transaction', {
    payments: [{ description: 'Order', price: 1000, currency: 'EUR', ...payment }],
    redirect_uri: 'http://localhost:3000/back',
    callback_uri: shop.uri,
    ...transaction,
  });
const statusOf = async (key: string) => (await world.get(`transaction/${key}`)).status;
const money = async (account: string) => {
  const { books } = (await world.control('GET', '/ledger')).json;
  return { disposal: books[`${account}|disposal`]?.EUR ?? 0, reserved: books[`${account}|reserved`]?.EUR ?? 0 };
};
const onas = 'EVP0000000014471';
const shops = 'EVP0000000005000';
const historyOf = async (key: string) =>
  (await world.control('GET', `/transactions/${key}`)).json.history.map((step: { to: string }) => step.to);
const callbacks = () => shop.received.map((one) => `${one.json.object}.${one.json.type}`);
/** Whatever was going to be sent by now has been sent: one tick of the agenda later. */
const quiet = () => world.advance(2);

test('created by the API: new, without a callback, and no money moves', async () => {
  const before = await money(onas);
  const made = await create();
  assert.equal(made.status, 'new');
  await quiet();
  assert.deepEqual([await money(onas), callbacks()], [before, []]);
});

test('new is deleted by the API, and by itself after a month, both in silence', async () => {
  const one = await create();
  assert.equal((await world.delete(`transaction/${one.transaction_key}`)).status, 'deleted');
  const other = await create();
  await world.advance(month - 10);
  assert.equal(await statusOf(other.transaction_key), 'new');
  await world.advance(20);
  assert.equal(await statusOf(other.transaction_key), 'deleted');
  assert.deepEqual(callbacks(), []);
});

test('opening the page makes new waiting, in silence', async () => {
  const { transaction_key: key } = await create();
  await world.browser().get(`/frontend/wallet/confirm/${key}`);
  assert.equal(await statusOf(key), 'waiting');
  await quiet();
  assert.deepEqual(callbacks(), []);
});

test('rejected by the payer, with a callback', async () => {
  const { transaction_key: key } = await create();
  const back = await world.browser().reject(key, ona);
  assert.deepEqual([back.status, back.headers.location], [303, 'http://localhost:3000/back']);
  assert.equal(await statusOf(key), 'rejected');
  await shop.until(1);
  assert.deepEqual(callbacks(), ['transaction.rejected']);
});

test('accepted with enough money: reserved, held, told; confirmed by the API in silence; done after a tick', async () => {
  const before = { payer: await money(onas), shop: await money(shops) };
  const { transaction_key: key } = await create();
  const back = await world.browser().pay(key, ona, 14471);
  assert.equal(back.headers.location, 'http://localhost:3000/back', 'nothing is added to the address');
  const reserved = await world.get(`transaction/${key}`);
  assert.deepEqual([reserved.status, reserved.type, reserved.wallet, reserved.payments[0].status], ['reserved', 'page', 14471, 'reserved']);
  assert.deepEqual(await money(onas), { disposal: before.payer.disposal - 1000, reserved: before.payer.reserved + 1000 });
  await shop.until(1);
  const confirmed = await world.put(`transaction/${key}/confirm`, []);
  assert.deepEqual([confirmed.status, confirmed.payments[0].status], ['confirmed', 'confirmed'], 'the answer still shows confirmed');
  assert.ok(confirmed.confirmed_at && confirmed.payments[0].confirmed_at);
  await quiet();
  assert.equal((await world.get(`transaction/${key}`)).payments[0].status, 'done');
  assert.deepEqual(await money(onas), { disposal: before.payer.disposal - 1000, reserved: before.payer.reserved });
  assert.deepEqual(await money(shops), { disposal: before.shop.disposal + 1000, reserved: before.shop.reserved });
  assert.deepEqual(callbacks(), ['transaction.reserved']);
  assert.deepEqual(await historyOf(key), ['new', 'waiting', 'reserved', 'confirmed']);
});

test('auto_confirm: confirmed right away, and only that is told', async () => {
  const { transaction_key: key } = await create({}, { auto_confirm: true });
  await world.browser().pay(key, ona, 14471);
  assert.equal(await statusOf(key), 'confirmed');
  await shop.until(1);
  await quiet();
  assert.deepEqual(callbacks(), ['transaction.confirmed']);
  assert.equal(shop.received[0]?.json.data.confirmed_at > 0, true);
});

test('too little money on the page: waiting_funds, told; when it comes: reserved, told', async () => {
  const { transaction_key: key } = await create({ price: 900_000 });
  const stays = await world.browser().pay(key, jonas, 14472);
  assert.match(String(stays.headers.location), /wallet\/confirm/, 'the payer stays on the page');
  assert.equal(await statusOf(key), 'waiting_funds');
  await shop.until(1);
  await world.control('POST', '/balances', { wallet: 14472, amount: 900_000 });
  assert.equal(await statusOf(key), 'reserved');
  await shop.until(2);
  assert.deepEqual(callbacks(), ['transaction.waiting_funds', 'transaction.reserved']);
  await world.delete(`transaction/${key}`);
});

test('too little money can be topped up on the page, and then leads back to the shop', async () => {
  await world.control('POST', '/balances', { wallet: 14472, amount: 2_000 });
  const { transaction_key: key } = await create({ price: 5_000 });
  const visitor = world.browser();
  await visitor.pay(key, jonas, 14472);
  const page = `/frontend/en/wallet/confirm/${key}`;
  assert.match((await visitor.get(page)).text, /€30\.00/);
  const back = await visitor.post(page, { decision: 'top-up', amount: '30.00' });
  assert.equal(back.headers.location, 'http://localhost:3000/back');
  assert.equal(await statusOf(key), 'reserved');
  await world.put(`transaction/${key}/confirm`);
  await quiet();
});

test('an unknown beneficiary: waiting_registration with the money held; registered: reserved', async () => {
  const before = await money(onas);
  const { transaction_key: key } = await create({ beneficiary: { email: 'new@example.lt' } });
  await world.browser().pay(key, ona, 14471);
  assert.equal(await statusOf(key), 'waiting_registration');
  assert.equal((await money(onas)).reserved, before.reserved + 1000);
  await shop.until(1);
  await world.control('POST', '/users', { email: 'new@example.lt', pin: '5678' });
  assert.equal(await statusOf(key), 'reserved');
  await shop.until(2);
  assert.deepEqual(callbacks(), ['transaction.waiting_registration', 'transaction.reserved']);
  await world.put(`transaction/${key}/confirm`);
  await quiet();
});

test('a password awaited: waiting_password; a wrong one changes nothing; the right one by API reserves in silence', async () => {
  const made = await create({ password: { type: 'provided', value: 'sand' } });
  const { transaction_key: key } = made;
  const payment = made.payments[0];
  assert.deepEqual(payment.password, { type: 'provided', status: 'pending' });
  assert.equal((await world.call('PUT', `payment/${payment.id}/password`, { password: 'sand' })).json.error, 'invalid_state');
  await world.browser().pay(key, ona, 14471);
  assert.equal(await statusOf(key), 'waiting_password');
  assert.equal((await world.call('PUT', `payment/${payment.id}/password`, { password: 'sea' })).json.error, 'invalid_password');
  const unlocked = await world.put(`payment/${payment.id}/password`, { password: 'sand' });
  assert.deepEqual([unlocked.status, unlocked.password.status], ['reserved', 'unlocked']);
  await quiet();
  assert.deepEqual(callbacks(), ['transaction.waiting_password']);
  await world.delete(`transaction/${key}`);
});

test('funds, registration, password come in this order', async () => {
  await world.control('POST', '/balances', { wallet: 14472, amount: 0 });
  const made = await create({ beneficiary: { phone: '+370 611 11111' }, password: { type: 'generated' } });
  const { transaction_key: key } = made;
  await world.browser().pay(key, jonas, 14472);
  await world.control('POST', '/balances', { wallet: 14472, amount: 5_000 });
  assert.equal(await statusOf(key), 'waiting_registration');
  await world.control('POST', '/users', { phone: '37061111111' });
  assert.equal(await statusOf(key), 'waiting_password');
  assert.deepEqual(await historyOf(key), ['new', 'waiting', 'waiting_funds', 'waiting_registration', 'waiting_password']);
  await world.delete(`transaction/${key}`);
});

test('revoked by the API from each open state, in silence, and the money comes back', async () => {
  await world.control('POST', '/balances', { wallet: 14472, amount: 0 });
  const before = await money(onas);
  const payments: [string, Change, typeof ona, number][] = [
    ['waiting_funds', {}, jonas, 14472],
    ['waiting_registration', { beneficiary: { email: 'nobody@example.lt' } }, ona, 14471],
    ['waiting_password', { password: { type: 'generated' } }, ona, 14471],
    ['reserved', {}, ona, 14471],
  ];
  for (const [status, payment, who, wallet] of payments) {
    const { transaction_key: key } = await create(payment, { callback_uri: false });
    await world.browser().pay(key, who, wallet);
    assert.equal(await statusOf(key), status);
    assert.equal((await world.delete(`transaction/${key}`)).status, 'revoked', status);
  }
  const { transaction_key: key } = await create({}, { callback_uri: false });
  await world.browser().get(`/frontend/wallet/confirm/${key}`);
  assert.equal((await world.delete(`transaction/${key}`)).status, 'revoked', 'waiting');
  assert.deepEqual(await money(onas), before);
});

test('a reservation that ends is failed, told, and the money comes back; its time counts from acceptance', async () => {
  await world.control('POST', '/balances', { wallet: 14472, amount: 0 });
  const before = await money(onas);
  const open: [string, Change, typeof ona, number][] = [
    ['waiting_funds', {}, jonas, 14472],
    ['waiting_registration', { beneficiary: { email: 'nobody@example.lt' } }, ona, 14471],
    ['waiting_password', { password: { type: 'generated' } }, ona, 14471],
    ['reserved', {}, ona, 14471],
  ];
  for (const [status, payment, who, wallet] of open) {
    const { transaction_key: key } = await create(payment, { reserve: { for: 3600 } });
    await world.advance(7200);
    await world.browser().pay(key, who, wallet);
    await world.advance(3000);
    assert.equal(await statusOf(key), status);
    await world.advance(700);
    assert.equal(await statusOf(key), 'failed', status);
  }
  await shop.until(8);
  assert.deepEqual(callbacks().filter((name) => name === 'transaction.failed').length, 4);
  assert.deepEqual(await money(onas), before);
});

test('another failure of an open transaction is failed, told, with the money back', async () => {
  const before = await money(onas);
  const { transaction_key: key } = await create();
  await world.browser().pay(key, ona, 14471);
  await shop.until(1); // callbacks overtake each other where nobody waits
  await world.control('POST', `/transactions/${key}/fail`);
  assert.equal(await statusOf(key), 'failed');
  await shop.until(2);
  assert.deepEqual(callbacks(), ['transaction.reserved', 'transaction.failed']);
  assert.deepEqual(await money(onas), before);
});

test('what is decided stays decided: 409 invalid_state for every call on it', async () => {
  const { transaction_key: key } = await create({}, { callback_uri: false });
  await world.browser().reject(key, ona);
  for (const [method, path, body] of [
    ['DELETE', `transaction/${key}`, undefined],
    ['PUT', `transaction/${key}/confirm`, []],
    ['PUT', `transaction/${key}/reserve/14471`, { pin: '1234' }],
    ['PUT', `transaction/${key}/flash/14471`, undefined],
    ['GET', `transaction/${key}/type/14471`, undefined],
    ['GET', `transaction/${key}/available-types`, undefined],
  ] as const) {
    const answer = await world.call(method, path, body);
    assert.deepEqual([answer.status, answer.json.error], [409, 'invalid_state'], `${method} ${path}`);
  }
});

test('confirmed payments: frozen until their time, cancelled with the money back, finalized lower, never after done', async () => {
  const before = { payer: await money(onas), shop: await money(shops) };
  const frozen = await create({ freeze: { for: 86_400 } }, { callback_uri: false });
  await world.browser().pay(frozen.transaction_key, ona, 14471);
  const [payment] = (await world.put(`transaction/${frozen.transaction_key}/confirm`)).payments;
  await quiet();
  assert.deepEqual(
    await money(shops),
    { disposal: before.shop.disposal, reserved: before.shop.reserved + 1000 },
    'not at the seller’s disposal',
  );
  assert.equal((await world.get(`payment/${payment.id}`)).status, 'confirmed');
  const canceled = await world.delete(`payment/${payment.id}`);
  assert.equal(canceled.status, 'canceled');
  assert.deepEqual([await money(onas), await money(shops)], [before.payer, before.shop]);

  const second = await create({ freeze: { for: 86_400 } }, { callback_uri: false });
  await world.browser().pay(second.transaction_key, ona, 14471);
  const [other] = (await world.put(`transaction/${second.transaction_key}/confirm`)).payments;
  const finalized = await world.put(`payment/${other.id}/finalize`, { price: 300, currency: 'EUR' });
  assert.deepEqual([finalized.status, finalized.price, finalized.price_decimal], ['done', 300, '3.00']);
  assert.deepEqual(await money(shops), { disposal: before.shop.disposal + 300, reserved: before.shop.reserved });
  assert.equal((await world.call('DELETE', `payment/${other.id}`)).json.error, 'invalid_state');

  const third = await create({ freeze: { for: 86_400 } }, { callback_uri: false });
  await world.browser().pay(third.transaction_key, ona, 14471);
  const [thawed] = (await world.put(`transaction/${third.transaction_key}/confirm`)).payments;
  await world.advance(86_500);
  assert.equal((await world.get(`payment/${thawed.id}`)).status, 'done');
  assert.deepEqual(await money(shops), { disposal: before.shop.disposal + 1300, reserved: before.shop.reserved });
});

test('after confirmation payments live separately: cancelling one leaves the other', async () => {
  const made = await world.post('transaction', {
    payments: [
      { description: 'cup', price: 700, currency: 'EUR', freeze: { for: 3600 } },
      { description: 'bowl', price: 400, currency: 'EUR', freeze: { for: 3600 }, beneficiary: { id: 5001 } },
    ],
    callback_uri: false,
  });
  await world.browser().pay(made.transaction_key, ona, 14471);
  const { payments } = await world.put(`transaction/${made.transaction_key}/confirm`);
  await world.delete(`payment/${payments[1].id}`);
  await world.advance(3700);
  const after = await world.get(`transaction/${made.transaction_key}`);
  assert.deepEqual([after.status, after.payments.map((one: { status: string }) => one.status)], ['confirmed', ['done', 'canceled']]);
});

test('the fifth wrong PIN ends the payment as failed, told', async () => {
  const { transaction_key: key } = await create();
  const page = `/frontend/en/wallet/confirm/${key}`;
  const visitor = world.browser();
  await visitor.logIn(page, ona);
  for (let tries = 1; tries <= 5; tries += 1) {
    assert.equal(await statusOf(key), 'waiting');
    await visitor.post(page, { decision: 'pay', wallet: '14471', pin: '0000' });
  }
  assert.equal(await statusOf(key), 'failed');
  await shop.until(1);
  assert.deepEqual(callbacks(), ['transaction.failed']);
});
