// Sections 6.2, 6.3, 6.9, 6.10 and 6.11: what tokens and clients may read and do with people, wallets, projects, cards and currencies.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { egle, jonas, ona, openWorld, rasa, type World } from './open-world.ts';
import type { Credentials } from './signer.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.stop());

const errorOf = async (method: string, path: string, body?: unknown, as?: Credentials) => {
  const answer = await world.call(method, path, body, as ? { as } : {});
  return `${answer.status} ${answer.json?.error}`;
};

test('a token without scopes learns ids only', async () => {
  const { credentials: as } = await world.token('');
  assert.deepEqual(await world.get('user/me', { as }), { id: 201, wallets: [14471] });
  for (const part of ['email', 'phone', 'address', 'identity', 'wallets', 'confirmed-phones', 'pes', 'projects']) {
    assert.equal(await errorOf('GET', `user/me/${part}`, undefined, as), '403 forbidden', part);
  }
});

test('each scope gives its part, as a whole user and as a sub-resource', async () => {
  const scopes = 'email phone address dob gender identity identification_level user_info phone_confirmation wallet_list pep projects';
  const { credentials: as } = await world.token(scopes, rasa);
  const user = await world.get('user/me', { as });
  assert.deepEqual(
    [user.email, user.phone, user.dob, user.gender, user.type, user.locale, user.identification_level],
    ['rasa@example.lt', '37060000301', '1988-11-11', 'female', 'natural', 'lt', 'fully_identified'],
  );
  assert.deepEqual(Object.keys(user.address), ['country', 'city', 'street', 'post_index']);
  assert.equal(await world.get('user/me/email', { as }), 'rasa@example.lt');
  assert.equal(await world.get('user/301/phone', { as }), '37060000301');
  assert.deepEqual(await world.get('user/me/confirmed-phones', { as }), ['37060000301']);
  assert.deepEqual(await world.get('user/me/identity', { as }), {
    name: 'Rasa',
    surname: 'Kopaitė',
    nationality: 'LT',
    code: '48811110004',
  });
  assert.deepEqual(await world.get('user/me/pes', { as }), []);
  assert.deepEqual(
    (await world.get('user/me/wallets', { as })).map((wallet: { id: number; owner: number }) => [wallet.id, wallet.owner]),
    [
      [14476, 301],
      [5000, 300],
    ],
  );
  assert.equal((await world.get('user/me/projects', { as }))[0].id, 100);
  assert.deepEqual(Object.keys((await world.get('user/me/projects?fields=id', { as }))[0]), ['id']);
});

test('full_name gives no personal code', async () => {
  const { credentials: as } = await world.token('full_name');
  assert.deepEqual(await world.get('user/me/identity', { as }), { name: 'Ona', surname: 'Petraitė' });
});

test('a token reads its own user only, and "me" means nothing to a client', async () => {
  const { credentials: as } = await world.token('email balance');
  assert.equal(await errorOf('GET', 'user/202/email', undefined, as), '403 forbidden');
  assert.equal(await errorOf('GET', 'wallet/14472/balance', undefined, as), '403 forbidden');
  assert.equal(await errorOf('GET', 'user/me'), '400 invalid_parameters');
  assert.equal(await errorOf('GET', 'wallet/me'), '400 invalid_parameters');
  assert.equal(await errorOf('GET', 'user/201'), '403 forbidden');
});

test('an offline scope outlives the token, until the user withdraws it', async () => {
  const token = await world.token('email_offline balance_offline', jonas);
  await world.delete(`/oauth/v1/token?access_token=${token.access_token}`);
  assert.equal(await world.get('user/202/email'), 'jonas@example.lt');
  assert.equal((await world.get('wallet/14472/balance')).EUR.at_disposal, 2000);
  const visitor = world.browser();
  await visitor.logIn('/frontend/en/permissions', jonas);
  assert.match((await visitor.get('/frontend/en/permissions')).text, /Your email address/);
  await visitor.post('/frontend/en/permissions', { withdraw: '1' });
  assert.equal(await errorOf('GET', 'user/202/email'), '403 forbidden');
});

test('a company’s account is operated by those with rights to it and by no one else', async () => {
  const { credentials } = await world.token('balance wallet_list', egle);
  assert.deepEqual((await world.get('user/me', { as: credentials })).wallets, [14473, 14474, 14475]);
  assert.equal((await world.get('wallet/14475/balance', { as: credentials })).EUR.at_disposal, 100_000);
  assert.equal((await world.get('wallet/14475', { as: credentials })).account.owner_type, 'legal');
  const other = await world.token('balance', ona);
  assert.equal(await errorOf('GET', 'wallet/14475/balance', undefined, other.credentials), '403 forbidden');
  const made = await world.post('transaction', { payments: [{ description: 'x', price: 1, currency: 'EUR' }] });
  await world.browser().pay(made.transaction_key, ona, 14475);
  assert.equal((await world.get(`transaction/${made.transaction_key}`)).status, 'waiting', 'not her wallet');
});

test('balances: both forms, converted on demand, and the client’s own rights to wallets', async () => {
  const { credentials: as } = await world.token('balance', egle);
  assert.deepEqual(await world.get('wallet/14474/balance?convert_to=EUR', { as }), {
    USD: {
      at_disposal: 30_000,
      reserved: 0,
      at_disposal_decimal: '300.00',
      reserved_decimal: '0.00',
      converted: { at_disposal: 27_149, reserved: 0 },
    },
  });
  assert.deepEqual(await world.get('wallet/5000/balance'), {});
  assert.equal(await errorOf('GET', 'wallet/14471/balance'), '403 forbidden');
});

test('sufficient amount says yes or no', async () => {
  const { credentials: as } = await world.token('check_has_sufficient_balance');
  assert.deepEqual(await world.get('wallet/me/sufficient-amount?amount=50000&currency=EUR', { as }), { is_sufficient: true });
  assert.deepEqual(await world.get('wallet/me/sufficient-amount?amount=50001&currency=EUR', { as }), { is_sufficient: false });
  assert.equal(await errorOf('GET', 'wallet/me/sufficient-amount?amount=1.5&currency=EUR', undefined, as), '400 invalid_parameters');
});

test('statements follow from the money, newest first, filtered and paged', async () => {
  const paid = async (price: number, description: string) => {
    const made = await world.post('transaction', { payments: [{ description, price, currency: 'EUR' }] });
    await world.put(`transaction/${made.transaction_key}/reserve/14473`, { pin: egle.pin });
    await world.put(`transaction/${made.transaction_key}/confirm`);
  };
  await paid(100, 'First cup');
  await world.advance(10);
  await paid(200, 'Second bowl');
  const { credentials: as } = await world.token('statements', egle);
  const all = await world.get('wallet/14473/statements', { as });
  assert.deepEqual(
    all.statements.map((line: { amount: number; direction: string }) => [line.amount, line.direction]),
    [
      [200, 'out'],
      [100, 'out'],
      [500_000, 'in'],
    ],
  );
  assert.deepEqual([all._metadata.total, all._metadata.limit, all._metadata.offset], [3, 20, 0]);
  assert.equal(all.statements[0].other_party.display_name, 'Kopa');
  assert.equal((await world.get('wallet/14473/statements?text=bowl', { as })).statements.length, 1);
  assert.equal((await world.get('wallet/14473/statements?direction=in', { as })).statements.length, 1);
  assert.equal((await world.get('wallet/14473/statements?currency=USD', { as })).statements.length, 0);
  assert.equal((await world.get(`wallet/14473/statements?from=${all.statements[0].date}`, { as })).statements.length, 1);
  assert.equal((await world.get('wallet/14473/statements?order_direction=asc&limit=1', { as })).statements[0].amount, 500_000);
  const next = await world.get('wallet/14473/statements?limit=1&offset=1', { as });
  assert.deepEqual([next.statements[0].amount, next._metadata.has_next, next._metadata.has_previous], [100, true, true]);
  assert.equal((await world.get('wallet/5000/statements')).statements.length >= 2, true, 'the seller sees them too');
});

test('money on its way: reservations, and payments that wait, seen from both sides', async () => {
  const made = await world.post('transaction', {
    payments: [
      {
        description: 'Jar',
        price: 700,
        currency: 'EUR',
        beneficiary: { id: 14476 },
        password: { type: 'provided', value: 'p', cancelable: true },
      },
    ],
  });
  await world.put(`transaction/${made.transaction_key}/reserve/14473`, { pin: egle.pin });
  const [{ id }] = made.payments;
  const payer = await world.token('statements outgoing_payments', egle);
  const reservations = await world.get('wallet/14473/reservation-statements', { as: payer.credentials });
  const [line] = reservations.reservation_statements;
  assert.deepEqual(Object.keys(line).slice(0, 3), ['amount', 'amount_decimal', 'currency']);
  assert.deepEqual([line.amount, line.transaction_key, 'id' in line, 'password' in line], [700, made.transaction_key, false, false]);
  const out = await world.get('wallet/14473/pending-payments?direction=out', { as: payer.credentials });
  assert.deepEqual([out.pending_payments[0].id, out.pending_payments[0].type, out.pending_payments[0].cancelable], [id, 'password', true]);
  const receiver = await world.token('incoming_payments', rasa);
  const incoming = await world.get('wallet/14476/pending-payments?direction=in', { as: receiver.credentials });
  assert.deepEqual([incoming.pending_payments[0].id, incoming.pending_payments[0].direction], [id, 'in']);
  assert.deepEqual(await world.put(`wallet/14476/pending-payment/${id}`, { password: 'p' }, { as: receiver.credentials }), {});
  assert.equal((await world.get(`payment/${id}`)).status, 'reserved');

  const other = await world.post('transaction', {
    payments: [{ description: 'Jar', price: 700, currency: 'EUR', password: { type: 'generated', cancelable: true } }],
  });
  await world.put(`transaction/${other.transaction_key}/reserve/14473`, { pin: egle.pin });
  const cancel = `wallet/14473/pending-payment/${other.payments[0].id}`;
  assert.deepEqual(await world.delete(cancel, { as: payer.credentials }), {});
  assert.equal((await world.get(`transaction/${other.transaction_key}`)).status, 'failed');
});

test('wallets are found by one criterion, and by many contacts at once', async () => {
  for (const criterion of [
    'phone=37060000201',
    'email=ONA@example.lt',
    'account_number=EVP0000000014471',
    'person_code%5BLT%5D=48501010001',
    'barcode=9900000014471',
    'user_id=201',
  ]) {
    assert.equal((await world.get(`wallet?${criterion}`)).id, 14471, criterion);
  }
  assert.equal((await world.get('wallet?company_code%5BLT%5D=300000300')).id, 5000);
  assert.equal(await errorOf('GET', 'wallet?email=x@y.lt'), '404 not_found');
  assert.equal(await errorOf('GET', 'wallet?email=ona@example.lt&user_id=201'), '400 invalid_parameters');
  assert.deepEqual(await world.get('wallet/barcode?user_id=201'), { barcode: '9900000014471' });
  const found = await world.get('wallets?email=ona%40example.lt,no%40no.lt&phone=37060000202');
  assert.deepEqual(Object.keys(found), ['ona@example.lt', '37060000202']);
  const hash = createHash('sha1').update('ona@example.lt').digest('hex');
  assert.deepEqual(Object.keys(await world.get(`wallets?email_hash=${hash}`)), [hash]);
  assert.deepEqual(await world.get('wallets?email=no%40no.lt'), {});
  const iban = (await world.get('account/LT981235000000014471')).account_number;
  assert.equal(iban, 'EVP0000000014471');
});

test('users are found by one criterion', async () => {
  assert.equal((await world.get('user?email=ona@example.lt')).id, 201);
  assert.equal((await world.get('user?person_code%5BLT%5D=48501010001')).id, 201);
  assert.equal(await errorOf('GET', 'user?email=ona@example.lt&phone=1'), '400 invalid_parameters');
});

test('an account’s description is changed and removed by whoever may manage it', async () => {
  const { credentials: as } = await world.token('manage_account wallet_list favourites');
  assert.equal((await world.put('wallet/me', { description: 'Savings' }, { as })).account.description, 'Savings');
  assert.equal('description' in (await world.delete('wallet/14471/description', { as })).account, false);
  assert.equal(await errorOf('PUT', 'wallet/14471', { description: 'x' }), '403 forbidden');
  assert.ok(Array.isArray(await world.get('wallet/me/favourites', { as })));
});

test('people register, and confirm new contacts with a code', async () => {
  const user = await world.post('user', {
    phone: '+370 655 55555',
    locale: 'lt',
    credentials: { type: 'password', password: 'long enough' },
  });
  assert.equal((await world.get('user?phone=37065555555')).id, user.id);
  assert.equal(await errorOf('POST', 'user', { phone: '37065555555' }), '409 user_already_exists');
  assert.equal(await errorOf('POST', 'user', { phone: '37066666666', credentials: { password: 'short' } }), '400 password_too_short');
  assert.equal(await errorOf('POST', 'user', { phone: '37066666666', credentials: { password: 'password1' } }), '400 password_too_risky');
  assert.equal(await errorOf('POST', 'user', { phone: '85066666666' }), '400 phone_from_prohibited_country');
  assert.equal(await errorOf('PUT', `user/${user.id}/phone`, { phone: '37060000201' }), '409 phone_already_assigned');
  await world.put(`user/${user.id}/email`, { email: 'nora@example.lt' });
  assert.equal(await errorOf('PUT', `user/${user.id}/email/confirm`, { code: 'x' }), '409 invalid_code');
  const { code } = (await world.control('GET', `/contact-codes/${user.id}/email`)).json;
  await world.put(`user/${user.id}/email/confirm`, { code });
  assert.equal((await world.get('user?email=nora@example.lt')).id, user.id);
  await world.put(`user/${user.id}/password`, { password: 'another long one' });
});

test('projects and locations are read, made, changed and searched', async () => {
  const project = await world.put('project/100', { title: 'Kopa', description: 'By the sea' });
  assert.equal(project.description, 'By the sea');
  assert.equal(await errorOf('PUT', 'project/100', {}), '400 invalid_parameters');
  const hours = { monday: { opening_time: '9:0', closing_time: '24:00' } };
  const services = { pay: { available: true, categories: [2] } };
  const location = await world.post('project/100/location', {
    title: 'Shop',
    address: 'Naglių g. 4, Nida',
    lat: 55.3,
    lng: 21,
    radius: 50,
    working_hours: hours,
    services,
    prices: [{ title: 'Cup', type: 'price', price: { amount: 1840, currency: 'EUR' } }],
  });
  assert.deepEqual([location.status, location.radius, location.working_hours], ['active', 50, hours]);
  assert.equal((await world.put(`location/${location.id}`, { status: 'inactive' })).title, 'Shop');
  assert.equal((await world.get('project/100/locations')).length, 1);
  assert.equal((await world.get('client/locations')).length, 1);
  assert.equal((await world.get('locations?status=active'))._metadata.total, 0);
  assert.equal((await world.get('locations?status=active,inactive&service=pay&pay_category=2')).locations.length, 1);
  assert.equal((await world.get('locations?lat=55.301&lng=21&distance=500')).locations.length, 1);
  assert.equal((await world.get('locations?lat=54&lng=21&distance=500')).locations.length, 0);
  assert.equal((await world.get('locations/pay-categories?locale=lt'))[1].title, 'Keramika');
});

test('clients are read, made and changed; nobody gives away a right they lack', async () => {
  const own = await world.get('client');
  for (const field of ['id', 'type', 'permissions', 'title', 'hosts']) assert.ok(field in own, field);
  const made = await world.post('client', {
    title: 'Till',
    project_id: 100,
    permissions: ['accept_with_pin'],
    hosts: [{ host: 'till.example', any_subdomain: true }],
  });
  assert.deepEqual(Object.keys(made.credentials), ['access_token', 'mac_key', 'mac_algorithm']);
  const as = { id: made.credentials.access_token, key: made.credentials.mac_key };
  assert.equal((await world.get('client', { as })).id, made.id);
  assert.equal(await errorOf('GET', 'client/1', undefined, as), '403 forbidden');
  const changed = await world.put(`client/${made.id}`, { permissions_to_wallets: [{ wallet_id: 5000, scopes: ['balance'] }] });
  assert.deepEqual(changed.permissions_to_wallets, [{ wallet: 5000, scopes: ['balance'] }]);
  assert.deepEqual(await world.get(`client/${made.id}/permissions-to-wallets`), changed.permissions_to_wallets);
  assert.equal(await errorOf('PUT', `client/${made.id}`, { permissions: ['everything'] }), '400 invalid_parameters');
  assert.ok((await world.get('clients?project_id=100'))._metadata.total >= 2);
  assert.deepEqual(await world.post('client/configuration/transfer', { clientId: 1, appClientId: made.id, walletId: 5000 }), {});
  assert.deepEqual(await world.delete(`client/${made.id}/configuration/transfer`), {});
  const mpos = await world.post('project/mpos-credentials', { project_id: 100 });
  assert.deepEqual(await world.get(`project/mpos-credentials/${mpos.id}`), mpos);
});

test('what a client has no permission for is forbidden', async () => {
  const made = await world.post('client', { title: 'Bare', permissions: [] });
  const as = { id: made.credentials.access_token, key: made.credentials.mac_key };
  const order = await world.post('transaction', { payments: [{ description: 'x', price: 1, currency: 'EUR' }] }, { as });
  for (const [method, path, body] of [
    ['PUT', `transaction/${order.transaction_key}/reserve/14471`, { pin: '1234' }],
    ['PUT', `transaction/${order.transaction_key}/flash/14471`, undefined],
    ['GET', 'wallet?person_code%5BLT%5D=48501010001', undefined],
    ['GET', 'project/100', undefined],
    ['GET', 'clients', undefined],
    ['POST', 'card', { user_id: 201 }],
    ['POST', 'user', { phone: '37069999999' }],
    ['POST', '/oauth/v1/token', { grant_type: 'refresh_token' }],
  ] as const) {
    assert.equal(await errorOf(method, path, body, as), '403 forbidden', `${method} ${path}`);
  }
});

test('a card is made, linked on its page, listed and removed', async () => {
  const card = await world.post('card', { user_id: 201, relation: { redirect_back_uri: 'http://localhost:3000/cards', locale: 'en' } });
  assert.equal(card.status, 'new');
  const page = new URL(card.relation.redirect_uri).pathname;
  const visitor = world.browser();
  await visitor.logIn(page, ona);
  assert.equal((await visitor.post(page, { decision: 'link' })).headers.location, 'http://localhost:3000/cards');
  const linked = await world.get(`card/${card.id}`);
  assert.deepEqual([linked.status, typeof linked.related_at, linked.card_data.type], ['related', 'number', 'visa']);
  assert.equal((await world.get('cards?user_id=201')).cards.length, 1);
  assert.equal((await world.delete(`card/${card.id}`)).id, card.id);
  assert.equal((await world.get('cards?user_id=201'))._metadata.total, 0);
});

test('currencies are converted by whoever an SMS code gave the right to', async () => {
  const token = await world.token('balance', egle);
  assert.equal(
    await errorOf('GET', 'currency-conversion?from_currency=EUR&to_currency=USD&from_amount=10000', undefined, token.credentials),
    '403 forbidden',
  );
  const { code } = (await world.control('POST', '/sms-codes', { user: 203 })).json;
  const wider = await world.post('/oauth/v1/token', {
    grant_type: 'refresh_token',
    refresh_token: token.refresh_token,
    scope: 'balance convert_currency',
    code,
  });
  const as = { id: wider.access_token, key: wider.mac_key };
  assert.deepEqual(await world.get('currency-conversion?from_currency=EUR&to_currency=USD&from_amount=10000', { as }), {
    from_currency: 'EUR',
    to_currency: 'USD',
    from_amount: 10_000,
    from_amount_decimal: '100.00',
    to_amount: 11_050,
    to_amount_decimal: '110.50',
  });
  const order = { from_currency: 'USD', to_currency: 'EUR', to_amount_decimal: '1.00', account_number: 'EVP0000000014474' };
  const done = await world.post('currency-conversion', order, { as });
  assert.deepEqual([done.from_amount, done.to_amount, done.account_number], [111, 100, 'EVP0000000014474']);
  assert.deepEqual((await world.get('wallet/14474/balance', { as })).EUR.at_disposal, 100);
  assert.equal(await errorOf('POST', 'currency-conversion', { ...order, max_from_amount: 110 }, as), '400 invalid_parameters');
  assert.equal(await errorOf('POST', 'currency-conversion', { ...order, account_number: 'EVP0000000014471' }, as), '403 no_rights');
  assert.equal(await errorOf('POST', 'currency-conversion', { ...order, to_amount_decimal: '99999.00' }, as), '409 not_enough_funds');
  assert.equal(await errorOf('POST', 'currency-conversion', { ...order, from_amount: 1 }, as), '400 invalid_parameters');
});

test('the server’s own data', async () => {
  assert.equal(typeof (await world.get('configuration')).minimum_password_length, 'number');
  assert.ok((await world.get('currencies')).includes('EUR'));
});
