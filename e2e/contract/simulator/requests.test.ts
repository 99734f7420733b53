// Sections 5, 6.4, 6.6 and 11: what requests may say, the shapes that come back, money, lists and errors.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import examples from '../../vectors/examples.json' with { type: 'json' };
import { openWorld, type World } from './open-world.ts';
import { sendRaw } from './raw-http.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.stop());

type Change = Record<string, unknown>;
const example = (name: string) =>
  examples.find((one) => one.name === name) as unknown as { request: Change; response: Change; raw_body: string };
const errorOf = async (method: string, path: string, body?: unknown) => {
  const answer = await world.call(method, path, body);
  return `${answer.status} ${answer.json?.error}`;
};

test('the recorded creation is answered with the recorded fields, in the recorded order', async () => {
  const { request, response } = example('create transaction');
  const made = await world.post('transaction', request);
  const same = { ...made, transaction_key: response.transaction_key, created_at: response.created_at, project_id: response.project_id };
  const [payment] = response.payments as Change[];
  const { id, transaction_key, created_at } = payment as Change;
  assert.deepEqual({ ...same, payments: [{ ...made.payments[0], id, transaction_key, created_at }] }, response);
  assert.deepEqual(Object.keys(made), Object.keys(response));
  assert.deepEqual(Object.keys(made.payments[0]), Object.keys(payment as Change));
});

test('what the PHP client sends byte for byte is understood', async () => {
  const { payments } = await world.post('transaction', JSON.parse(example('create transaction as the PHP client sends it').raw_body));
  assert.deepEqual([payments[0].description, payments[0].price], ['Ąžuolas / x', 1299]);
});

test('every documented payment field comes back', async () => {
  const payment = await world.post('payment', {
    items: [
      {
        title: 'Cup',
        price_decimal: '12.9',
        quantity: 2,
        description: 'blue',
        image_uri: 'http://localhost/a.webp',
        parameters: { sku: 'c' },
      },
      { title: 'Coffee', price: 333, quantity: 1.5 },
    ],
    currency: 'EUR',
    price_decimal: '30.80',
    commission: { out_commission: 100, in_commission_decimal: '0.5' },
    cashback_decimal: '5',
    beneficiary: { id: 5001 },
    freeze: { for: 7200 },
    parameters: { order: 'x', nested: [1, { a: null }] },
    purpose: 'cash',
    funds_source: { type: 'gift', details: 'birthday' },
    password: { type: 'provided', value: 'secret', optional: true },
  });
  assert.deepEqual([payment.price, payment.cashback, payment.cashback_decimal], [3080, 500, '5.00']);
  assert.deepEqual(payment.commission, {
    out_commission: 100,
    out_commission_decimal: '1.00',
    in_commission: 50,
    in_commission_decimal: '0.50',
  });
  assert.deepEqual(payment.items[1], {
    title: 'Coffee',
    price: 333,
    currency: 'EUR',
    price_decimal: '3.33',
    quantity: 1.5,
    total_price: 500,
    total_price_decimal: '5.00',
  });
  assert.deepEqual([payment.beneficiary, payment.parameters], [{ id: 5001 }, { order: 'x', nested: [1, { a: null }] }]);
  assert.deepEqual([payment.purpose, payment.funds_source, payment.freeze_for], ['cash', { type: 'gift', details: 'birthday' }, 2]);
  assert.ok(!JSON.stringify(payment).includes('secret'), 'a password is never shown');
  assert.deepEqual(await world.get(`payment/${payment.id}`), payment);
});

test('malformed payments are invalid_parameters and name the field', async () => {
  const whole = { description: 'x', price: 100, currency: 'EUR' };
  const cases: [string, Change][] = [
    ['description', { price: 100, currency: 'EUR' }],
    ['price', { description: 'x', currency: 'EUR' }],
    ['currency', { description: 'x', price: 100 }],
    ['price', { ...whole, price_decimal: '1.00' }],
    ['price', { ...whole, price: 1.5 }],
    ['price', { ...whole, price: -1 }],
    ['price', { ...whole, price: '100' }],
    ['price_decimal', { ...whole, price: undefined, price_decimal: '1.005' }],
    ['price_decimal', { ...whole, price: undefined, price_decimal: 'NaN' }],
    ['price_decimal', { ...whole, price: undefined, price_decimal: '1e3' }],
    ['price', { ...whole, price: 1e15 }],
    ['currency', { ...whole, currency: 'eur' }],
    ['price', { items: [{ title: 'a', price: 99 }], currency: 'EUR', price: 100 }],
    ['items', { items: [{ price: 99 }], currency: 'EUR' }],
    ['currency', { items: [{ title: 'a', price: 1, currency: 'USD' }], currency: 'EUR' }],
    ['commission', { ...whole, commission: {} }],
    ['out_commission', { ...whole, commission: { out_commission: 1, out_commission_decimal: '0.01' } }],
    ['commission', { ...whole, commission: { in_commission: 101 } }],
    ['beneficiary', { ...whole, beneficiary: { id: 1, email: 'a@b.lt' } }],
    ['beneficiary', { ...whole, beneficiary: { id: 999_999 } }],
    ['freeze', { ...whole, freeze: { for: 1 }, freeze_for: 1 }],
    ['freeze', { ...whole, freeze: { for: 1, until: 2 } }],
    ['password', { ...whole, password: { type: 'provided' } }],
    ['purpose', { ...whole, purpose: 'fun' }],
    ['funds_source', { ...whole, funds_source: {} }],
    ['price_rules', { ...whole, price_rules: { min: 2, max: 1 } }],
  ];
  for (const [field, body] of cases) {
    const answer = await world.call('POST', 'payment', body);
    assert.deepEqual([answer.status, answer.json.error], [400, 'invalid_parameters'], JSON.stringify(body));
    assert.ok(field in answer.json.error_properties, `${field} in ${answer.text}`);
  }
});

test('malformed transactions are invalid_parameters', async () => {
  const payments = [{ description: 'x', price: 100, currency: 'EUR' }];
  for (const body of [
    {},
    { payments: [] },
    { payments: 'x' },
    { payments, reserve: { for: 1 }, reserve_for: 1 },
    { payments, redirect_uri: '/relative' },
    { payments, redirect_uri: 'javascript:alert(1)' },
    { payments, callback_uri: true },
    { payments, auto_confirm: 'yes' },
    { payments, restrictions: { account_owner: { type: 'robot' } } },
    { payments, inquiries: [{ identifier: 'a', type: 'perhaps', items: [] }] },
    { allowance: { data: { currency: 'EUR' } } },
    { allowance: { data: { currency: 'EUR', max_price: 1, valid: { for: 1 }, valid_for: 1 } } },
  ]) {
    assert.equal(await errorOf('POST', 'transaction', body), '400 invalid_parameters', JSON.stringify(body));
  }
});

test('bodies that are no JSON object are invalid_request, other formats not_acceptable', async () => {
  assert.equal(await errorOf('POST', 'transaction', [1]), '400 invalid_request');
  const broken = await world.call('POST', '/rest/v1/transaction', '{"payments":', { headers: { 'Content-Type': 'application/json' } });
  assert.deepEqual([broken.status, broken.json.error], [400, 'invalid_request']);
  assert.equal((await world.call('POST', 'transaction', {}, { headers: { 'Content-Type': 'text/xml' } })).json.error, 'not_acceptable');
  const accept = await world.call('GET', 'client', undefined, { headers: { Accept: 'text/html' } });
  assert.deepEqual([accept.status, accept.json.error], [406, 'not_acceptable']);
  assert.equal(
    (await world.call('POST', 'transaction', {}, { headers: { 'Content-Type': 'application/json;charset=utf-8' } })).json.error,
    'invalid_parameters',
  );
});

test('empty body, [], {} and null are the same', async () => {
  for (const body of [undefined, [], {}, null]) {
    const made = await world.post('transaction', { payments: [{ description: 'x', price: 1, currency: 'EUR' }] });
    await world.put(`transaction/${made.transaction_key}/reserve/14471`, { pin: '1234' });
    assert.equal((await world.put(`transaction/${made.transaction_key}/confirm`, body)).status, 'confirmed');
  }
});

test('a GET with a form content type and Content-Length 0, as PHP sends it, is answered', async () => {
  const answer = await world.call('GET', 'client', undefined, {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' },
  });
  assert.equal(answer.status, 200);
});

test('an Expect header never brings a second header block', async () => {
  const answer = await world.call(
    'POST',
    'payment',
    { description: 'x', price: 1, currency: 'EUR' },
    { headers: { Expect: '100-continue' } },
  );
  assert.equal(answer.status, 200);
});

test('unknown addresses and resources are not_found, those of section 6.12 included', async () => {
  assert.equal(await errorOf('GET', 'moon'), '404 not_found');
  for (const path of ['transaction/nothing', 'payment/1', 'payment/x', 'allowance/1', 'wallet/1', 'project/1', 'card/9']) {
    assert.equal(await errorOf('GET', path), '404 not_found', path);
  }
  for (const path of ['payment-initiation/transfers', 'transfers', 'spot/1', 'events', 'jwt/tokens'])
    assert.equal(await errorOf('GET', path), '404 not_found');
});

test('a transaction of another project is forbidden, one of a project shared by two clients is not', async () => {
  const two = await openWorld(['--seed', `${import.meta.dirname}/two-projects.seed.json`]);
  const order = { payments: [{ description: 'x', price: 1, currency: 'EUR' }] };
  const theirs = await two.post('transaction', order, { as: { id: 'molisClient', key: 'molisKey' } });
  const shared = await two.post('transaction', order, { as: { id: 'kopaTill', key: 'kopaTillKey' } });
  const second = await two.post('transaction', order, { parameters: { project_id: 101 } });
  const answer = await two.call('GET', `transaction/${theirs.transaction_key}`);
  assert.deepEqual([answer.status, answer.json], [403, examples.find((one) => one.name === 'error')?.response]);
  assert.equal((await two.get(`transaction/${shared.transaction_key}`)).project_id, 100);
  assert.equal(second.project_id, 101);
  assert.equal(
    (await two.call('GET', `transaction/${second.transaction_key}`, undefined, { as: { id: 'kopaTill', key: 'kopaTillKey' } })).status,
    403,
  );
  const install = { type: 'app_client', info: { title: 'Phone of Ona', os: 'android' } };
  assert.equal((await two.call('POST', 'client', install)).json.error, 'forbidden', 'only an application registers installs');
  const made = await two.post('client', install, { as: { id: 'molisClient', key: 'molisKey' } });
  assert.deepEqual([made.type, made.info.os, made.credentials.mac_algorithm], ['app_client', 'android', 'hmac-sha-256']);
  const own = await two.get('client', { as: { id: made.credentials.access_token, key: made.credentials.mac_key } });
  assert.equal(own.id, made.id);
  assert.equal(
    (await two.call('GET', 'project/200', undefined, { as: { id: 'molisClient', key: 'molisKey' } })).json.error,
    'forbidden',
    'needs use_client_api',
  );
  await two.stop();
});

test('existing payments move into a new transaction, and leave their old one', async () => {
  const payment = await world.post('payment', { description: 'x', price: 100, currency: 'EUR' });
  const made = await world.post('transaction', { payments: [payment.id, { description: 'y', price: 200, currency: 'EUR' }] });
  assert.notEqual(made.transaction_key, payment.transaction_key);
  assert.equal((await world.get(`payment/${payment.id}`)).transaction_key, made.transaction_key);
  assert.equal(await errorOf('GET', `transaction/${payment.transaction_key}`), '404 not_found');
  await world.put(`transaction/${made.transaction_key}/reserve/14471`, { pin: '1234' });
  assert.equal(await errorOf('POST', 'transaction', { payments: [payment.id] }), '409 invalid_state');
  const allowance = await world.post('allowance', { currency: 'EUR', max_price: 1 });
  const moved = await world.post('transaction', {
    allowance: { id: allowance.id, optional: true },
    payments: [{ description: 'z', price: 1, currency: 'EUR' }],
  });
  assert.deepEqual([moved.allowance.id, moved.allowance.data.transaction_key], [allowance.id, moved.transaction_key]);
});

test('a lower price at confirmation releases the rest; a higher one is refused and changes nothing', async () => {
  const made = await world.post('transaction', { payments: [{ description: 'x', price: 2000, currency: 'EUR' }] });
  const [{ id }] = made.payments;
  await world.put(`transaction/${made.transaction_key}/reserve/14471`, { pin: '1234' });
  const confirm = `transaction/${made.transaction_key}/confirm`;
  assert.equal(await errorOf('PUT', confirm, { [id]: { price: 2001, currency: 'EUR' } }), '400 invalid_parameters');
  assert.equal(await errorOf('PUT', confirm, { 1: { price: 1, currency: 'EUR' } }), '400 invalid_parameters');
  assert.equal(await errorOf('PUT', confirm, { [id]: { price: 1, currency: 'USD' } }), '400 invalid_parameters');
  const confirmed = await world.put(confirm, { [id]: { price_decimal: '15', currency: 'EUR' } });
  assert.deepEqual([confirmed.payments[0].price, confirmed.payments[0].price_decimal], [1500, '15.00']);
  assert.equal(await errorOf('PUT', confirm), '409 invalid_state');
});

test('commissions go to the client on the 1st, cashback to the seller with the price', async () => {
  const before = (await world.get('wallet/5000/balance')).EUR?.at_disposal ?? 0;
  const made = await world.post('transaction', {
    payments: [
      {
        description: 'x',
        price: 1000,
        currency: 'EUR',
        commission: { out_commission: 100, in_commission: 50 },
        cashback: 300,
        beneficiary: { id: 5001 },
      },
    ],
    auto_confirm: true,
  });
  await world.put(`transaction/${made.transaction_key}/reserve/14471`, { pin: '1234' });
  const { books } = (await world.control('GET', '/ledger')).json;
  assert.deepEqual([books['EVP0000000005001|disposal'].EUR, books['commission|1'].EUR], [1000 - 150 + 300, 150]);
  await world.advance(32 * 86_400);
  assert.equal((await world.get('wallet/5000/balance')).EUR.at_disposal, before + 150);
  assert.equal((await world.get('wallet/5000/statements')).statements[0].type, 'commission');
});

test('transactions are listed by state, time and project, in pages with cursors', async () => {
  const from = world.now();
  for (let i = 0; i < 5; i += 1) await world.post('transaction', { payments: [{ description: `n${i}`, price: 1, currency: 'EUR' }] });
  const filter = `status=new&from=${from - 1}&project_id=100`;
  const first = await world.get(`transactions?${filter}&limit=2`);
  assert.deepEqual([first.transactions.length, first._metadata.limit, first._metadata.offset, first._metadata.has_next], [2, 2, 0, true]);
  assert.ok(first._metadata.total >= 5);
  const second = await world.get(`transactions?${filter}&limit=2&after=${first._metadata.cursors.after}`);
  const same = await world.get(`transactions?${filter}&limit=2&offset=2`);
  assert.deepEqual(second.transactions, same.transactions);
  assert.equal(second._metadata.has_previous, true);
  const back = await world.get(`transactions?${filter}&limit=2&before=${second._metadata.cursors.before}`);
  assert.deepEqual(back.transactions, first.transactions);
  assert.equal((await world.get(`transactions?status=reserved&to=1`)).transactions.length, 0);
  assert.equal(await errorOf('GET', 'transactions?limit=0'), '400 invalid_parameters');
  assert.equal(await errorOf('GET', 'transactions?limit=201'), '400 invalid_parameters');
  assert.equal(await errorOf('GET', 'transactions?project_id=7'), '403 forbidden');
});

test('fields narrows a transaction, and can add its project', async () => {
  const { transaction_key: key } = await world.post('transaction', { payments: [{ description: 'x', price: 1, currency: 'EUR' }] });
  assert.deepEqual(Object.keys(await world.get(`transaction/${key}?fields=status,project`)), ['status', 'project']);
  assert.equal((await world.get(`transaction/${key}?fields=*,project`)).project.title, 'Kopa');
});

test('callback_uri false is kept, and user pre-fills the page', async () => {
  const made = await world.post('transaction', {
    payments: [{ description: 'x', price: 1, currency: 'EUR' }],
    callback_uri: false,
    user: { email: 'ona@example.lt' },
    location_id: 7,
  });
  assert.deepEqual([made.callback_uri, made.user, made.location_id], [false, { email: 'ona@example.lt' }, 7]);
  assert.match((await world.browser().get(`/frontend/wallet/confirm/${made.transaction_key}`)).text, /value="ona@example\.lt"/);
});

test('another user can be asked to pay', async () => {
  const { transaction_key: key } = await world.post('transaction', { payments: [{ description: 'x', price: 1, currency: 'EUR' }] });
  assert.deepEqual((await world.post(`transaction/${key}/request`, { user_id: 202 })).user, { email: 'jonas@example.lt' });
  assert.equal(await errorOf('POST', `transaction/${key}/request`, { email: 'no@no.lt' }), '404 not_found');
});

test('the answer to a failure of the server names a correlation id', async () => {
  await world.control('POST', '/faults', { kind: '500-after' });
  const answer = await world.call('GET', 'client');
  assert.equal(answer.status, 500);
  assert.ok(answer.headers['paysera-correlation-id']);
});

test('the answer of a page cannot be framed, and loads nothing from elsewhere', async () => {
  const unknown = await sendRaw({ base: world.simulator.http, method: 'GET', uri: '/frontend/wallet/confirm/none' });
  assert.equal(unknown.status, 404);
  assert.match(String(unknown.headers['content-security-policy']), /^default-src 'none'.*frame-ancestors 'none'$/);
});
