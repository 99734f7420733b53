// Section 12: where the sources disagree, what was chosen. One test for each row, under its number.
import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { test } from 'node:test';
import examples from '../../vectors/examples.json' with { type: 'json' };
import macVectors from '../../vectors/mac.json' with { type: 'json' };
import { ona, openBoth, openWorld } from './open-world.ts';
import { sendRaw } from './raw-http.ts';
import { authorization, shop as credentials, freshNonce, macOf, normalizedString } from './signer.ts';

const { world, shop } = await openBoth();

type Change = Record<string, unknown>;
const create = (payment: Change = {}, transaction: Change = {}) =>
  world.post('transaction', { payments: [{ description: 'Order', price: 1000, currency: 'EUR', ...payment }], ...transaction });
const allow = async (change: Change = {}) => {
  const made = await world.post('transaction', { allowance: { data: { currency: 'EUR', max_price: 100_000, ...change } } });
  await world.browser().pay(made.transaction_key, ona, 14471);
  await world.put(`transaction/${made.transaction_key}/confirm`, []);
  return made;
};
const base = () => new URL(world.simulator.http);
const signed = (change: Partial<Parameters<typeof authorization>[1]>) =>
  authorization(credentials, {
    ts: String(world.now()),
    nonce: freshNonce(),
    method: 'GET',
    uri: '/rest/v1/client',
    host: base().hostname,
    port: Number(base().port),
    ext: '',
    ...change,
  });
const send = (uri: string, header: string, host = base().host) =>
  sendRaw({ base: world.simulator.http, method: 'GET', uri, headers: { Host: host, Authorization: header } });

test('1: the content type is exactly application/json, on success and on failure', async () => {
  assert.equal((await world.call('GET', 'client')).headers['content-type'], 'application/json');
  assert.equal((await world.call('GET', 'nothing')).headers['content-type'], 'application/json');
});

test('2: the pages lie under /frontend, with and without a language, on any host', async () => {
  const { transaction_key: key } = await create();
  for (const path of ['/frontend', '/frontend/lt', '/frontend/en', '/frontend/ru', '/frontend/de']) {
    assert.equal((await world.browser().get(`${path}/wallet/confirm/${key}`)).status, 200, path);
  }
});

test('3: any Host is accepted, and the MAC is over the one received', async () => {
  for (const host of ['wallet.paysera.com', 'wallet-api.paysera.com']) {
    assert.equal((await send('/rest/v1/client', signed({ host, port: 443 }), host)).status, 200);
    assert.equal((await send('/rest/v1/client', signed({ host: 'example.org', port: 443 }), host)).status, 401);
  }
});

test('4: an environment is only an address: two stand beside each other and share nothing', async () => {
  const other = await openWorld();
  const { transaction_key: key } = await create();
  assert.equal((await other.call('GET', `transaction/${key}`)).json.error, 'not_found');
  await other.stop();
});

test('5: the port in the MAC may be the real one or 443', async () => {
  assert.equal((await send('/rest/v1/client', signed({}))).status, 200);
  assert.equal((await send('/rest/v1/client', signed({ port: 443 }))).status, 200);
  assert.equal((await send('/rest/v1/client', signed({ port: 8080 }))).status, 401);
});

test('6: ext may be left out or be there and empty', async () => {
  assert.equal((await send('/rest/v1/client', signed({}))).status, 200);
  assert.equal((await send('/rest/v1/client', `${signed({})}, ext=""`)).status, 200);
});

test('7: the body hash counts as bytes, however its slash is written', async () => {
  const vector = macVectors.find((one) => one.name.startsWith('Swift body_hash'));
  if (!vector?.ext.includes('/')) throw new Error('the vector with a bare slash is missing');
  const answers = [];
  for (const ext of [vector.ext, vector.ext.replaceAll('/', '%2F')]) {
    const request = { ...vector, ts: String(world.now()), nonce: freshNonce(), ext };
    const header = `MAC id="${credentials.id}", ts="${request.ts}", nonce="${request.nonce}", mac="${macOf(credentials.key, normalizedString(request))}", ext="${ext}"`;
    answers.push(
      await sendRaw({
        base: world.simulator.http,
        method: 'PUT',
        uri: vector.uri,
        body: vector.body,
        headers: { Host: vector.host, Authorization: header },
      }),
    );
  }
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [404, 404],
    'signed well, only the transaction is unknown',
  );
});

test('8: a price comes in either form and is answered in both', async () => {
  for (const price of [{ price: 1299 }, { price: undefined, price_decimal: '12.99' }]) {
    const [payment] = (await create({ ...price })).payments;
    assert.deepEqual([payment.price, payment.price_decimal, payment.currency], [1299, '12.99', 'EUR']);
  }
});

test('9 and 10: a statement’s amount is in cents, its decimal and currency follow directly', async () => {
  const made = await create({}, { auto_confirm: true });
  await world.browser().pay(made.transaction_key, ona, 14471);
  const { statements } = await world.get('wallet/5000/statements');
  assert.deepEqual([statements[0].amount, statements[0].amount_decimal], [1000, '10.00']);
  assert.deepEqual(Object.keys(statements[0]).slice(0, 7), ['id', 'amount', 'amount_decimal', 'currency', 'date', 'direction', 'details']);
});

test('11: ways to accept are told at both addresses, with the old names', async () => {
  const { transaction_key: key } = await create({}, { use_allowance: false });
  const types = ['page', 'flash', 'pin', 'reservation_code', 'mobile_app'];
  assert.deepEqual(await world.get(`transaction/${key}/type/14471`), types);
  assert.deepEqual(await world.get(`transaction/${key}/available-types`), { types });
});

test('12: FLASH by PUT with the wallet in the address and by POST with the payer in the body, both give the transaction', async () => {
  const one = await create();
  assert.equal((await world.put(`transaction/${one.transaction_key}/flash/14471`)).status, 'waiting');
  const other = await create();
  const sent = await world.post(`transaction/${other.transaction_key}/flash`, { payer: { phone: '37060000201' } });
  assert.equal(sent.transaction_key, other.transaction_key);
});

test('13: every name of a reserve’s secret is understood, with PUT and POST', async () => {
  for (const [method, body] of [
    ['PUT', { pin: '1234' }],
    ['POST', { pin_code: '1234' }],
  ] as const) {
    const { transaction_key: key } = await create();
    const answer = await world.call(method, `transaction/${key}/reserve/14471`, body);
    assert.deepEqual([answer.json.status, answer.json.type], ['reserved', 'pin']);
    await world.delete(`transaction/${key}`);
  }
  for (const name of ['reservation_code', 'code']) {
    const { transaction_key: key } = await create();
    const { code } = (await world.control('POST', '/reservation-codes', { wallet: 14471 })).json;
    const reserved = await world.put(`transaction/${key}/reserve`, { [name]: code });
    assert.deepEqual([reserved.status, reserved.type, reserved.wallet], ['reserved', 'reservation_code', 14471]);
    await world.delete(`transaction/${key}`);
  }
});

test('14: confirm, revoke, cancel, freeze, finalize and password answer with the object', async () => {
  const made = await create({ freeze: { for: 3600 }, password: { type: 'provided', value: 'x' } });
  const key = made.transaction_key;
  const [{ id }] = made.payments;
  await world.put(`transaction/${key}/reserve/14471`, { pin: '1234' });
  assert.equal((await world.put(`payment/${id}/password`, { password: 'x' })).id, id);
  assert.equal((await world.put(`transaction/${key}/confirm`, [])).transaction_key, key);
  assert.equal((await world.put(`payment/${id}/freeze`, { freeze: { for: 7200 } })).id, id);
  assert.equal((await world.put(`payment/${id}/finalize`)).id, id);
  const other = await create();
  assert.equal((await world.delete(`transaction/${other.transaction_key}`)).transaction_key, other.transaction_key);
});

test('15: accepted and held is reserved; waiting is only opened', async () => {
  const { transaction_key: key } = await create();
  await world.browser().get(`/frontend/wallet/confirm/${key}`);
  assert.equal((await world.get(`transaction/${key}`)).status, 'waiting');
  await world.browser().pay(key, ona, 14471);
  assert.equal((await world.get(`transaction/${key}`)).status, 'reserved');
  await world.delete(`transaction/${key}`);
});

test('16: payments are listed as objects, and as ids', async () => {
  const { payments } = await create();
  const list = await world.get('payments?status=new&limit=200');
  assert.ok(list.payments.some((one: { id: number }) => one.id === payments[0].id));
  assert.ok((await world.get('payments/id?status=new')).includes(payments[0].id));
});

test('17: a freeze is changed by every published form', async () => {
  const example = examples.find((one) => one.name === 'change freeze') as unknown as { requests: Change[] };
  const made = await create({ freeze: { for: 86_400 } });
  await world.put(`transaction/${made.transaction_key}/reserve/14471`, { pin: '1234' });
  await world.put(`transaction/${made.transaction_key}/confirm`);
  const path = `payment/${made.payments[0].id}/freeze`;
  const later = world.now() + 90_000;
  for (const request of [{ freeze: { until: later } }, { freeze: { for: 7200 } }, { freeze_for: 24 }, { freeze_until: later }]) {
    assert.equal((await world.put(path, request)).status, 'confirmed');
  }
  assert.equal(example.requests.length, 4);
  await world.put(path, { freeze_until: 0 });
  await world.advance(2);
  assert.equal((await world.get(`payment/${made.payments[0].id}`)).status, 'done', '0 removes the freeze');
});

test('18: reserve_for, freeze_for and valid_for are hours; the other forms are seconds', async () => {
  assert.deepEqual((await create({}, { reserve_for: 2 })).reserve, { for: 7200 });
  assert.deepEqual((await create({}, { reserve: { for: 2 } })).reserve, { for: 2 });
  const [frozen] = (await create({ freeze_for: 3 })).payments;
  assert.deepEqual([frozen.freeze, frozen.freeze_for], [{ for: 10_800 }, 3]);
  const allowance = await world.post('allowance', { currency: 'EUR', max_price: 1, valid_for: 720 });
  assert.deepEqual([allowance.valid, allowance.valid_for], [{ for: 2_592_000 }, 720]);
});

test('19: a limit’s window comes as time in seconds or period in hours, and is answered as both', async () => {
  const { limits } = await world.post('allowance', {
    currency: 'EUR',
    limits: [
      { max_price: 1000, time: 86_400 },
      { max_price_decimal: '30', period: 144 },
      { max_price: 5, time: 90 },
    ],
  });
  assert.deepEqual(limits, [
    { max_price: 1000, max_price_decimal: '10.00', time: 86_400, period: 24 },
    { max_price: 3000, max_price_decimal: '30.00', time: 518_400, period: 144 },
    { max_price: 5, max_price_decimal: '0.05', time: 90 },
  ]);
});

test('20: a reservation lasts 30 days unless said otherwise', async () => {
  assert.deepEqual((await create()).reserve, { for: 2_592_000 });
});

test('21: an active allowance may be used unless said otherwise', async () => {
  assert.equal((await create()).use_allowance, true);
  assert.equal((await create({}, { use_allowance: false })).use_allowance, false);
});

test('22: an allowance is active from confirmation on; from reservation only when switched so', async () => {
  const offer = async () => {
    const made = await world.post('transaction', { allowance: { data: { currency: 'EUR', max_price: 500 } } });
    await world.browser().pay(made.transaction_key, ona, 14471);
    return (await world.get(`transaction/${made.transaction_key}`)).allowance.data.status;
  };
  assert.equal(await offer(), 'new');
  await world.control('POST', '/settings', { activateAllowanceAtReservation: true });
  assert.equal(await offer(), 'active');
  await world.control('POST', '/settings', { activateAllowanceAtReservation: false });
});

test('23: an expired token is answered with 400', async () => {
  const token = await world.token('email');
  await world.advance(3601);
  assert.equal((await world.call('GET', 'user/me', undefined, { as: token.credentials })).status, 400);
});

test('24: revoking a token answers 200 with {}', async () => {
  const token = await world.token('email');
  const answer = await world.call('DELETE', `/oauth/v1/token?access_token=${token.access_token}`);
  assert.deepEqual([answer.status, answer.text], [200, '{}']);
});

test('25: a callback’s signature is SHA-256 over the event’s bytes', async () => {
  const { transaction_key: key } = await create({}, { callback_uri: shop.uri });
  await world.browser().reject(key, ona);
  await shop.until(1);
  const answer = await sendRaw({ base: world.simulator.http, method: 'GET', uri: '/publickey' });
  assert.match(answer.text, /^-----BEGIN PUBLIC KEY-----/);
  const { event, sign } = shop.received[0] as { event: string; sign: string };
  assert.ok(verify('sha256', Buffer.from(event), answer.text, Buffer.from(sign, 'base64')));
  assert.ok(!verify('sha256', Buffer.from(` ${event}`), answer.text, Buffer.from(sign, 'base64')));
  assert.ok(!verify('sha1', Buffer.from(event), answer.text, Buffer.from(sign, 'base64')));
});

test('26: what has no value is left out, never null', async () => {
  await allow();
  const everything = [
    (await world.call('GET', 'transactions?limit=200')).text,
    (await world.call('GET', 'client')).text,
    (await world.call('GET', 'payments')).text,
  ];
  for (const text of everything) assert.doesNotMatch(text, /:null/);
});

test('27: a project is at project/{id}', async () => {
  const project = await world.get('project/100');
  assert.deepEqual([project.id, project.title, project.wallet_id, project.owner_display_name], [100, 'Kopa', 5000, 'Kopa']);
  assert.equal((await world.call('GET', 'user/project/100')).json.error, 'not_found');
});

test('28: the token endpoint takes a form and JSON', async () => {
  const token = await world.token('email');
  const byForm = await world.post('/oauth/v1/token', `grant_type=refresh_token&refresh_token=${token.refresh_token}`);
  const byJson = await world.post('/oauth/v1/token', { grant_type: 'refresh_token', refresh_token: byForm.refresh_token });
  assert.equal(byJson.token_type, 'mac');
});

test('29: server needs no authentication and ignores a wrong one', async () => {
  assert.equal(typeof (await send('/rest/v1/server', 'MAC nonsense')).json.time, 'number');
  assert.equal(typeof (await sendRaw({ base: world.simulator.http, method: 'GET', uri: '/rest/v1/server' })).json.time, 'number');
});

test('30: the examples printed with other timestamps compute all the same', () => {
  const stamps = new Set(macVectors.filter((one) => one.verified).map((one) => one.ts));
  for (const ts of ['1343811600', '1343818800', '1343822400']) assert.ok(stamps.has(ts), ts);
  for (const vector of macVectors.filter((one) => one.verified))
    assert.equal(macOf(vector.mac_key, normalizedString(vector)), vector.expected_mac);
});

test('31: a scope "name" is refused as invalid_scope, full_name is one', async () => {
  const query = (scope: string) =>
    `/frontend/oauth?${new URLSearchParams({ response_type: 'code', client_id: credentials.id, redirect_uri: 'http://localhost/a', scope, state: 'q' })}`;
  const back = new URL((await world.browser().get(query('name'))).headers.location ?? '');
  assert.deepEqual([back.searchParams.get('error'), back.searchParams.get('state')], ['invalid_scope', 'q']);
  assert.equal((await world.browser().get(query('full_name'))).status, 200);
});

test('32: a wallet’s account is an object', async () => {
  const wallet = await world.get('wallet/14471');
  assert.deepEqual([wallet.id, wallet.owner, wallet.account.number], [14471, 201, 'EVP0000000014471']);
});

test('33: a reserve with funds sources and no secret goes by the allowance', async () => {
  await allow();
  const made = await create();
  const id = made.payments[0].id;
  const reserved = await world.put(`transaction/${made.transaction_key}/reserve/14471`, {
    funds_sources: { [id]: { type: 'gift', details: 'birthday' } },
  });
  assert.deepEqual([reserved.type, reserved.payments[0].funds_source], ['automatic', { type: 'gift', details: 'birthday' }]);
});
