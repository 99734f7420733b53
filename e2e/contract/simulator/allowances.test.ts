// Sections 6.5 and 6.7: permissions to charge without the payer, what they cover, how they end, and who may accept for whom.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { egle, ona, openWorld, type Person, type World } from './open-world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.stop());

type Change = Record<string, unknown>;
const grant = async (data: Change, who: Person = ona, wallet = 14471, more: Change = {}, form: Record<string, string> = {}) => {
  const made = await world.post('transaction', { allowance: { data: { currency: 'EUR', ...data }, ...more } });
  await world.browser().pay(made.transaction_key, who, wallet, form);
  return (await world.put(`transaction/${made.transaction_key}/confirm`)).allowance?.data;
};
const order = (price: number, change: Change = {}) =>
  world.post('transaction', { payments: [{ description: 'Order', price, currency: 'EUR' }], ...change });
const charge = async (price: number, wallet = 14471) => {
  const { transaction_key: key } = await order(price);
  return { key, answer: await world.call('PUT', `transaction/${key}/reserve/${wallet}`, []) };
};
const limit = async (wallet = 14471) => (await world.get(`allowance/limit/${wallet}`)).amount;

test('an allowance made alone has a transaction of its own, and starts with its confirmation', async () => {
  const made = await world.post('allowance', {
    description: 'Monthly subscription',
    currency: 'EUR',
    max_price: 5000,
    valid: { for: 2_592_000 },
  });
  assert.deepEqual([made.status, made.max_price_decimal, made.valid], ['new', '50.00', { for: 2_592_000 }]);
  assert.equal((await world.call('GET', 'allowance/active/14471')).json.error, 'not_found');
  await world.browser().pay(made.transaction_key, ona, 14471);
  await world.put(`transaction/${made.transaction_key}/confirm`);
  const active = await world.get('allowance/active/14471');
  assert.deepEqual([active.id, active.status, active.wallet, typeof active.confirmed_at], [made.id, 'active', 14471, 'number']);
});

test('a new allowance changes nothing until it is confirmed; then the one before is cancelled', async () => {
  const before = await world.get('allowance/active/14471');
  const made = await world.post('allowance', { currency: 'EUR', max_price: 10_000 });
  assert.equal((await world.get(`allowance/${before.id}`)).status, 'active');
  await world.browser().pay(made.transaction_key, ona, 14471);
  await world.put(`transaction/${made.transaction_key}/confirm`);
  assert.equal((await world.get(`allowance/${before.id}`)).status, 'inactive');
  assert.equal((await world.get('allowance/active/14471')).id, made.id);
});

test('its total is for life: use counts at reservation, comes back on revoke, and is corrected by a lower confirmation', async () => {
  await grant({ max_price: 3000 });
  assert.equal(await limit(), 3000);
  const first = await charge(2000);
  assert.deepEqual([first.answer.json.status, first.answer.json.type], ['reserved', 'automatic']);
  assert.equal(await limit(), 1000);
  assert.equal((await charge(1001)).answer.json.error, 'limits_exceeded');
  await world.delete(`transaction/${first.key}`);
  assert.equal(await limit(), 3000);
  const second = await charge(2500);
  await world.put(`transaction/${second.key}/confirm`, { [second.answer.json.payments[0].id]: { price: 500, currency: 'EUR' } });
  assert.equal(await limit(), 2500);
});

test('an allowance used up ends', async () => {
  const given = await grant({ max_price: 1000 });
  const { key } = await charge(1000);
  await world.put(`transaction/${key}/confirm`);
  assert.equal((await world.get(`allowance/${given.id}`)).status, 'inactive');
});

test('a limit’s window rolls: what was used leaves it when its time has passed', async () => {
  await grant({ limits: [{ max_price: 1000, time: 3600 }] });
  await charge(800);
  assert.equal(await limit(), 200);
  await world.advance(1800);
  await charge(200);
  assert.equal(await limit(), 0);
  await world.advance(1801);
  assert.equal(await limit(), 800);
});

test('a total for life and several windows hold together: the narrowest decides', async () => {
  const limits = [
    { max_price: 1000, time: 3600 },
    { max_price: 1500, time: 86_400 },
  ];
  await grant({ max_price: 1900, limits });
  await charge(1000);
  assert.equal(await limit(), 0);
  await world.advance(3601);
  assert.equal(await limit(), 500, 'the day');
  await charge(500);
  await world.advance(86_401);
  assert.equal(await limit(), 400, 'the total for life, which no window gives back');
  assert.equal((await charge(401)).answer.json.error, 'limits_exceeded');
});

test('a revoked reservation gives its use back to the window too, as if it had never been', async () => {
  await grant({ limits: [{ max_price: 1000, time: 3600 }] });
  const { key } = await charge(700);
  assert.equal((await charge(301)).answer.json.error, 'limits_exceeded');
  await world.delete(`transaction/${key}`);
  assert.equal(await limit(), 1000);
});

test('a new allowance starts unused, and what was reserved under the one before is confirmed all the same', async () => {
  const one = await grant({ max_price: 1000 });
  const { key } = await charge(900);
  const other = await grant({ max_price: 500 });
  assert.equal((await world.get(`allowance/${one.id}`)).status, 'inactive');
  assert.equal((await world.get('allowance/active/14471')).id, other.id);
  assert.equal(await limit(), 500);
  assert.equal((await world.put(`transaction/${key}/confirm`)).status, 'confirmed');
  assert.equal(await limit(), 500);
});

test('an allowance in one currency covers nothing in another', async () => {
  await grant({ max_price: 5000 });
  const made = await world.post('transaction', { payments: [{ description: 'Order', price: 100, currency: 'USD' }] });
  const answer = await world.call('PUT', `transaction/${made.transaction_key}/reserve/14471`, []);
  assert.equal(answer.json.error, 'limits_exceeded');
  assert.equal((await world.get(`transaction/${made.transaction_key}`)).status, 'new');
});

test('an allowance ends when its time is over', async () => {
  const given = await grant({ max_price: 1000, valid: { for: 3600 } });
  await world.advance(3700);
  assert.equal((await world.get(`allowance/${given.id}`)).status, 'inactive');
});

test('the limit is what balance, allowance and account permit together', async () => {
  await grant({ max_price: 9_000_000 });
  await world.control('POST', '/balances', { wallet: 14471, amount: 40_000 });
  assert.equal(await limit(), 40_000);
  await world.control('POST', '/accounts', { wallet: 14471, limits: { EUR: 10_000 } });
  assert.deepEqual(await world.get('allowance/limit/14471'), { amount: 10_000, amount_decimal: '100.00', currency: 'EUR' });
  assert.equal((await charge(10_001)).answer.json.error, 'limits_exceeded');
  await world.control('POST', '/accounts', { wallet: 14471, limits: {} });
  assert.deepEqual(await world.get('allowance/limit/14471?currency=USD'), { amount: 0, amount_decimal: '0.00', currency: 'USD' });
});

test('an allowance is cancelled by its id and by its wallet, and only while active', async () => {
  const one = await grant({ max_price: 1000 });
  assert.equal((await world.delete(`allowance/${one.id}`)).status, 'inactive');
  assert.equal((await world.call('DELETE', `allowance/${one.id}`)).json.error, 'invalid_state');
  const other = await grant({ max_price: 1000 });
  assert.equal((await world.delete('allowance/active/14471')).id, other.id);
  assert.equal((await world.call('DELETE', 'allowance/active/14471')).json.error, 'not_found');
});

test('use_allowance false, and no allowance at all, are not_found', async () => {
  assert.equal((await charge(100)).answer.json.error, 'not_found');
  await grant({ max_price: 1000 });
  const { transaction_key: key } = await order(100, { use_allowance: false });
  assert.equal((await world.call('PUT', `transaction/${key}/reserve/14471`, [])).json.error, 'not_found');
});

test('an optional allowance can be declined while the payment is made', async () => {
  const made = await world.post('transaction', {
    payments: [{ description: 'Order', price: 100, currency: 'EUR' }],
    allowance: { data: { currency: 'EUR', max_price: 777 }, optional: true },
  });
  const page = await (async () => {
    const visitor = world.browser();
    const uri = `/frontend/en/wallet/confirm/${made.transaction_key}`;
    await visitor.logIn(uri, egle);
    return { visitor, uri, text: (await visitor.get(uri)).text };
  })();
  assert.match(page.text, /up to €7\.77 in total/);
  assert.match(page.text, /name="allowance"/);
  await page.visitor.post(page.uri, { decision: 'pay', wallet: '14473', pin: egle.pin });
  const confirmed = await world.put(`transaction/${made.transaction_key}/confirm`);
  assert.deepEqual([confirmed.status, confirmed.allowance.data.status], ['confirmed', 'deleted']);
  assert.equal((await world.call('GET', 'allowance/active/14473')).json.error, 'not_found');
});

test('a suggested allowance is made when the payer says so, and only then', async () => {
  const no = await order(100, { suggest_allowance: true });
  await world.browser().pay(no.transaction_key, egle, 14473);
  assert.equal((await world.put(`transaction/${no.transaction_key}/confirm`)).allowance, undefined);
  const yes = await order(100, { suggest_allowance: true });
  await world.browser().pay(yes.transaction_key, egle, 14473, { suggested: 'yes', 'suggested-amount': '25' });
  const { allowance } = await world.put(`transaction/${yes.transaction_key}/confirm`);
  assert.deepEqual([allowance.data.status, allowance.data.max_price, allowance.optional], ['active', 2500, true]);
});

test('the payer is found by e-mail, phone and wallet id in the body too', async () => {
  await grant({ max_price: 10_000 });
  for (const payer of [{ email: 'ONA@example.lt' }, { phone: '37060000201' }, { id: 14471 }]) {
    const { transaction_key: key } = await order(100);
    assert.equal((await world.put(`transaction/${key}/reserve`, { payer })).wallet, 14471);
  }
  const { transaction_key: key } = await order(100);
  assert.equal((await world.call('PUT', `transaction/${key}/reserve`, [])).json.error, 'invalid_parameters');
  assert.equal((await world.call('PUT', `transaction/${key}/reserve`, { payer: { email: 'x@y.lt' } })).json.error, 'not_found');
});

test('a card related to a wallet finds its payer', async () => {
  await world.put('wallet/14471/card', { issuer: 'visa', number: '4242' });
  const { transaction_key: key } = await order(100);
  assert.equal(
    (await world.put(`transaction/${key}/reserve`, { payer: { card: { issuer: 'visa', number: '4242' } }, pin: '1234' })).type,
    'pin',
  );
  assert.equal((await world.get('wallet?card%5Bvisa%5D=4242')).id, 14471);
});

test('a PIN reserves for the person with rights to the wallet; a wrong one is invalid_pin, the sixth try too many', async () => {
  const { transaction_key: key } = await order(100);
  for (let tries = 1; tries <= 5; tries += 1) {
    const answer = await world.call('PUT', `transaction/${key}/reserve/14475`, { pin: '9999' });
    assert.deepEqual([answer.status, answer.json.error], [409, 'invalid_pin']);
  }
  const locked = await world.call('PUT', `transaction/${key}/reserve/14475`, { pin: egle.pin });
  assert.deepEqual([locked.status, locked.json.error], [429, 'rate_limit_exceeded']);
  await world.advance(901);
  const reserved = await world.put(`transaction/${key}/reserve/14475`, { pin: egle.pin });
  assert.deepEqual([reserved.status, reserved.wallet], ['reserved', 14475]);
});

test('a FLASH SMS is answered by its code, or on the phone with a callback', async () => {
  const { transaction_key: key } = await order(100);
  assert.equal((await world.put(`transaction/${key}/flash/14471`)).status, 'waiting');
  assert.equal((await world.call('PUT', `transaction/${key}/reserve/14471`, { sms_code: 'x' })).json.error, 'invalid_code');
  const { code } = (await world.control('GET', `/transactions/${key}/flash-code`)).json;
  assert.equal((await world.put(`transaction/${key}/reserve/14471`, { sms_code: code })).type, 'flash');
  const { transaction_key: other } = await order(100);
  await world.put(`transaction/${other}/flash/14471`);
  await world.control('POST', `/transactions/${other}/answer-flash`, { accepted: false });
  assert.equal((await world.get(`transaction/${other}`)).status, 'rejected');
});

test('a reservation code works once', async () => {
  const { code } = (await world.control('POST', '/reservation-codes', { wallet: 14471 })).json;
  const one = await order(100);
  await world.put(`transaction/${one.transaction_key}/reserve`, { code });
  const other = await order(100);
  assert.equal((await world.call('PUT', `transaction/${other.transaction_key}/reserve`, { code })).json.error, 'invalid_code');
});

test('reserving may revoke another transaction first', async () => {
  const one = await order(100);
  await world.put(`transaction/${one.transaction_key}/reserve/14471`, { pin: '1234' });
  const other = await order(100);
  await world.put(`transaction/${other.transaction_key}/reserve/14471`, { pin: '1234', revoke_transaction_key: one.transaction_key });
  assert.equal((await world.get(`transaction/${one.transaction_key}`)).status, 'revoked');
});

test('each refusal of a reserve has its code, and leaves the transaction as it was', async () => {
  const reserveWith = async (payment: Change, transaction: Change = {}, wallet = 14471, pin = '1234') => {
    const made = await world.post('transaction', {
      payments: [{ description: 'x', price: 100, currency: 'EUR', ...payment }],
      ...transaction,
    });
    const answer = await world.call('PUT', `transaction/${made.transaction_key}/reserve/${wallet}`, { pin });
    assert.equal((await world.get(`transaction/${made.transaction_key}`)).status, 'new');
    return `${answer.status} ${answer.json.error}`;
  };
  assert.equal(await reserveWith({ price: 99_999_999 }), '409 not_enough_funds');
  assert.equal(await reserveWith({ beneficiary: { id: 14471 } }), '409 payment_to_same_account');
  assert.equal(await reserveWith({}, { restrictions: { account_owner: { type: 'legal' } } }), '409 restriction_violation');
  await world.control('POST', '/accounts', { wallet: 14471, limits: { EUR: 50 } });
  assert.equal(await reserveWith({}), '409 limits_exceeded');
  await world.control('POST', '/accounts', { wallet: 14471, limits: {}, restricted: true });
  assert.equal(await reserveWith({}), '409 restriction_limits_exceeded');
  await world.control('POST', '/accounts', { wallet: 14471, restricted: false, status: 'inactive' });
  assert.equal(await reserveWith({}), '409 payer_account_inactive');
  await world.control('POST', '/accounts', { wallet: 14471, status: 'active' });
  await world.control('POST', '/accounts', { wallet: 5001, status: 'inactive' });
  assert.equal(await reserveWith({ beneficiary: { id: 5001 } }), '409 beneficiary_account_inactive');
  await world.control('POST', '/accounts', { wallet: 5001, status: 'active' });
  await world.control('POST', '/clients/1', { restricted: true });
  assert.equal(await reserveWith({}), '403 client_restricted');
  await world.control('POST', '/clients/1', { restricted: false });
  assert.equal(
    await reserveWith(
      {},
      { inquiries: [{ identifier: 'a', type: 'required', items: [{ identifier: 'c', type: 'person_code', title: 'Code' }] }] },
    ),
    '409 identity_required',
  );
  const low = (await world.control('POST', '/users', { email: 'low@example.lt', pin: '1111' })).json;
  await world.control('POST', '/balances', { wallet: low.wallet, amount: 1000 });
  assert.equal(
    await reserveWith({}, { restrictions: { account_owner: { level: 'identified' } } }, low.wallet, '1111'),
    '409 client_not_verified',
  );
  assert.equal(await reserveWith({}, {}, 5001), '409 invalid_pin', 'nobody may pay from a company’s account without rights');
});

test('inquiries are answered on the page, the optional ones by choice', async () => {
  const items = [{ identifier: 'c', type: 'person_code', title: 'Personal code' }];
  const made = await order(100, {
    inquiries: [
      { identifier: 'age', type: 'required', items },
      { identifier: 'who', type: 'optional', items: [{ identifier: 'i', type: 'user_identity', title: 'Name' }] },
    ],
  });
  assert.equal((await world.call('GET', `transaction/${made.transaction_key}/inquired-information`)).json.error, 'invalid_state');
  await world.browser().pay(made.transaction_key, ona, 14471);
  const { items: answers } = await world.get(`transaction/${made.transaction_key}/inquired-information`);
  assert.deepEqual(answers, [{ inquiry_identifier: 'age', item_identifier: 'c', item_type: 'person_code', value: '48501010001' }]);
  const { inquiries } = await world.get(`transaction/${made.transaction_key}`);
  assert.deepEqual(
    inquiries.map((one: { status: string }) => one.status),
    ['accepted', 'declined'],
  );
});

test('price rules: the payer’s choice is taken when it is allowed', async () => {
  const made = await world.post('transaction', {
    payments: [{ description: 'Tips', currency: 'EUR', price_rules: { choices: [200, 500] } }],
  });
  const field = `price-${made.payments[0].id}`;
  await world.browser().pay(made.transaction_key, ona, 14471, { [field]: '3.00' });
  assert.equal((await world.get(`transaction/${made.transaction_key}`)).status, 'waiting');
  await world.browser().pay(made.transaction_key, ona, 14471, { [field]: '5.00' });
  const reserved = await world.get(`transaction/${made.transaction_key}`);
  assert.deepEqual([reserved.status, reserved.payments[0].price], ['reserved', 500]);
  const free = await world.post('transaction', {
    payments: [{ description: 'Gift', currency: 'EUR', price_rules: { min: 100, max: 900 } }],
  });
  const id = free.payments[0].id;
  const prices = (price: number) => ({ pin: '1234', payment_prices: { [id]: { price, currency: 'EUR' } } });
  assert.equal(
    (await world.call('PUT', `transaction/${free.transaction_key}/reserve/14471`, prices(901))).json.error,
    'invalid_parameters',
  );
  assert.equal((await world.put(`transaction/${free.transaction_key}/reserve/14471`, prices(900))).payments[0].price, 900);
});
