// Section 4: how a user lets a client in, and how that ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ona, openWorld, type World } from './open-world.ts';
import { sendRaw } from './raw-http.ts';
import { shop } from './signer.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.stop());

type Query = Record<string, string | undefined>;
const redirectUri = 'http://localhost:3000/connect?from=cart';
const page = (change: Query = {}, path = '/frontend/en/oauth') => {
  const query = { response_type: 'code', client_id: shop.id, redirect_uri: redirectUri, scope: 'email', state: 'Zx81', ...change };
  return `${path}?${new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined))}`;
};
const allow = async (uri: string, fields: Record<string, string> = {}) => {
  const visitor = world.browser();
  await visitor.logIn(uri, ona);
  const back = await visitor.post(uri, { decision: 'allow', ...fields });
  return new URL(back.headers.location ?? '');
};
const tokenCall = (fields: Query) =>
  world.call('POST', '/oauth/v1/token', new URLSearchParams(fields as Record<string, string>).toString());
const exchange = (code: string | null, uri = redirectUri) =>
  tokenCall({ grant_type: 'authorization_code', code: code ?? '', redirect_uri: uri });

test('log in, allow: back with code and state, and the address keeps its own parameters', async () => {
  const visitor = world.browser();
  const uri = page({ scope: 'email full_name wallet_list' });
  const login = await visitor.get(uri);
  assert.match(login.text, /<form method="post">[\s\S]*name="email"[\s\S]*name="pin"[\s\S]*Log in<\/button>/);
  const entered = await visitor.post(uri, { email: ona.email, pin: ona.pin });
  assert.deepEqual([entered.status, entered.headers.location], [303, uri]);
  const consent = await visitor.get(uri);
  for (const words of ['Your email address', 'Your name and surname', 'The list of your wallets', '>Allow<', '>Deny<'])
    assert.ok(consent.text.includes(words), words);
  const back = new URL((await visitor.post(uri, { decision: 'allow' })).headers.location ?? '');
  assert.deepEqual(
    [back.origin + back.pathname, back.searchParams.get('from'), back.searchParams.get('state')],
    ['http://localhost:3000/connect', 'cart', 'Zx81'],
  );
  const token = (await exchange(back.searchParams.get('code'))).json;
  assert.deepEqual([token.token_type, token.mac_algorithm, token.expires_in], ['mac', 'hmac-sha-256', 3600]);
  for (const field of ['access_token', 'mac_key', 'refresh_token']) assert.equal(typeof token[field], 'string');
});

test('the page speaks Lithuanian, English and Russian by links', async () => {
  const text = (await world.browser().get(page({}, '/frontend/lt/oauth'))).text;
  assert.match(text, /<html lang="lt">/);
  for (const language of ['lt', 'en', 'ru']) assert.ok(text.includes(`href="/frontend/${language}/oauth?`), language);
  assert.match((await world.browser().get(page({}, '/frontend/ru/oauth'))).text, /Войти/);
});

test('denied: access_denied with the state', async () => {
  const visitor = world.browser();
  await visitor.logIn(page(), ona);
  const back = new URL((await visitor.post(page(), { decision: 'deny' })).headers.location ?? '');
  assert.deepEqual(
    [back.searchParams.get('error'), back.searchParams.get('state'), back.searchParams.get('code')],
    ['access_denied', 'Zx81', null],
  );
});

test('wrong parameters go back with their error and the state; a wrong client or address goes nowhere', async () => {
  const errorFor = async (change: Query) => {
    const answer = await world.browser().get(page(change));
    const back = new URL(answer.headers.location ?? '');
    return [back.searchParams.get('error'), back.searchParams.get('state')];
  };
  assert.deepEqual(await errorFor({ response_type: 'token' }), ['unsupported_response_type', 'Zx81']);
  for (const scope of ['everything', 'email_everything', 'phone_optional_offline', 'avatar_offline', 'convert_currency', 'toString']) {
    assert.deepEqual(await errorFor({ scope }), ['invalid_scope', 'Zx81'], scope);
  }
  for (const change of [
    { client_id: 'nobody' },
    { redirect_uri: undefined },
    { redirect_uri: 'http://evil.example/' },
    { redirect_uri: 'http://localhost@evil.example/' },
    { redirect_uri: 'http://localhost.evil.example/' },
    { redirect_uri: 'javascript:alert(1)' },
  ]) {
    const answer = await world.browser().get(page(change));
    assert.deepEqual([answer.status, answer.headers.location], [400, undefined], JSON.stringify(change));
  }
});

test('an optional scope can be unticked; then its data is absent', async () => {
  const uri = page({ scope: 'email phone_optional address_offline_optional' });
  const without = (await exchange((await allow(uri, { 'scope:phone_optional': 'yes' })).searchParams.get('code'))).json;
  const as = { id: without.access_token, key: without.mac_key };
  const user = await world.get('user/me', { as });
  assert.deepEqual([user.phone, 'address' in user], ['37060000201', false]);
});

test('a code is for one use, ten minutes, its client and its redirect_uri', async () => {
  const refused = async (code: string | null, uri?: string) => {
    const answer = await exchange(code, uri);
    assert.deepEqual([answer.status, answer.json.error], [400, 'invalid_grant']);
  };
  await refused('nothing');
  const once = (await allow(page())).searchParams.get('code');
  await refused(once, 'http://localhost:3000/connect');
  assert.equal((await exchange(once)).status, 200);
  await refused(once);
  const late = (await allow(page())).searchParams.get('code');
  await world.advance(601);
  await refused(late);
});

test('refreshing gives a whole new set, and the old refresh token is worth nothing', async () => {
  const token = await world.token('email phone');
  const fresh = (await tokenCall({ grant_type: 'refresh_token', refresh_token: token.refresh_token })).json;
  assert.notEqual(fresh.access_token, token.access_token);
  assert.equal((await world.get('user/me', { as: { id: fresh.access_token, key: fresh.mac_key } })).email, 'ona@example.lt');
  const again = (await tokenCall({ grant_type: 'refresh_token', refresh_token: token.refresh_token })).json;
  assert.deepEqual(again, { error: 'invalid_grant', error_description: 'Refresh token status invalid' });
  const unknown = (await tokenCall({ grant_type: 'refresh_token', refresh_token: 'x' })).json;
  assert.deepEqual(unknown, { error: 'invalid_grant', error_description: 'No such refresh token' });
  const narrower = (await tokenCall({ grant_type: 'refresh_token', refresh_token: fresh.refresh_token, scope: 'email' })).json;
  assert.equal('phone' in (await world.get('user/me', { as: { id: narrower.access_token, key: narrower.mac_key } })), false);
  assert.equal(
    (await tokenCall({ grant_type: 'refresh_token', refresh_token: narrower.refresh_token, scope: 'email dob' })).json.error,
    'invalid_scope',
  );
  await world.control('POST', '/tokens/expire', { access_token: narrower.access_token, refresh: true });
  const over = (await tokenCall({ grant_type: 'refresh_token', refresh_token: narrower.refresh_token })).json;
  assert.deepEqual(over, { error: 'invalid_grant', error_description: 'Refresh token expired' });
});

test('a two-step refresh gives a token that works once it is activated', async () => {
  const token = await world.token('email');
  const fresh = (await tokenCall({ grant_type: 'refresh_token_with_activation', refresh_token: token.refresh_token })).json;
  const as = { id: fresh.access_token, key: fresh.mac_key };
  assert.equal((await world.call('GET', 'user/me', undefined, { as })).status, 401);
  assert.equal((await world.put(`/oauth/v1/tokens/${fresh.access_token}/activate`)).access_token, fresh.access_token);
  assert.equal((await world.call('GET', 'user/me', undefined, { as })).status, 200);
  assert.equal((await world.call('PUT', `/oauth/v1/tokens/${fresh.access_token}/activate`)).json.error, 'invalid_state');
});

test('extended scopes come with an SMS code only, and the code counts once', async () => {
  const token = await world.token('email');
  const wider = { grant_type: 'refresh_token', refresh_token: token.refresh_token, scope: 'email convert_currency' };
  assert.equal((await tokenCall(wider)).json.error, 'invalid_grant');
  assert.equal((await tokenCall({ ...wider, code: 'guess' })).json.error, 'invalid_grant');
  const { code } = (await world.control('POST', '/sms-codes', { user: 201 })).json;
  const granted = (await tokenCall({ ...wider, code })).json;
  assert.equal(granted.token_type, 'mac');
});

test('the password grant is for clients that may use it', async () => {
  const good = (await tokenCall({ grant_type: 'password', username: 'ona@example.lt', password: '1234', scope: 'email' })).json;
  assert.equal(await world.get('user/me/email', { as: { id: good.access_token, key: good.mac_key } }), 'ona@example.lt');
  assert.equal(
    (await tokenCall({ grant_type: 'password', username: 'ona@example.lt', password: '1', scope: '' })).json.error,
    'invalid_grant',
  );
  const bare = await world.post('client', { title: 'Bare', permissions: ['use_oauth_api'] });
  const as = { id: bare.credentials.access_token, key: bare.credentials.mac_key };
  const answer = await world.call('POST', '/oauth/v1/token', 'grant_type=password&username=a&password=b', { as });
  assert.deepEqual([answer.status, answer.json.error], [400, 'unauthorized_client']);
});

test('other grants are refused by name, and tokens cannot call the token endpoint', async () => {
  assert.equal((await tokenCall({ grant_type: 'client_credentials' })).json.error, 'unsupported_grant_type');
  assert.equal((await tokenCall({})).json.error, 'invalid_request');
  const { credentials: as } = await world.token('email');
  assert.equal((await world.call('POST', '/oauth/v1/token', 'grant_type=refresh_token', { as })).json.error, 'forbidden');
});

test('a revoked token is unauthorized, and revoking it again is not_found', async () => {
  const token = await world.token('email');
  await world.delete(`/oauth/v1/token?access_token=${token.access_token}`);
  assert.equal((await world.call('GET', 'user/me', undefined, { as: token.credentials })).json.error, 'unauthorized');
  assert.equal((await world.call('DELETE', `/oauth/v1/token?access_token=${token.access_token}`)).json.error, 'not_found');
});

test('a prepared session fills in the user, needs no query, and lasts an hour', async () => {
  const form = page({}, '').slice(1);
  const { key } = await world.post('/oauth/v1/session', `${form}&user%5Bemail%5D=ona%40example.lt`);
  const uri = `/frontend/lt/oauth/${key}`;
  assert.match((await world.browser().get(uri)).text, /value="ona@example\.lt"/);
  assert.equal((await exchange((await allow(uri)).searchParams.get('code'))).status, 200);
  await world.advance(3601);
  assert.equal((await world.browser().get(uri)).status, 404);
});

test('confirm, then consent: after the payment the same browser is asked, after a rejection it goes to the shop', async () => {
  const order = { payments: [{ description: 'x', price: 100, currency: 'EUR' }], redirect_uri: 'http://localhost:3000/rejected' };
  const one = await world.post('transaction', order);
  const uri = page({}, `/frontend/transaction/confirm-with-oauth/${one.transaction_key}`);
  const visitor = world.browser();
  await visitor.logIn(uri, ona);
  const next = (await visitor.post(uri, { decision: 'pay', wallet: '14471', pin: ona.pin })).headers.location ?? '';
  assert.match(next, /^\/frontend\/en\/oauth\?/);
  const back = new URL((await visitor.post(next, { decision: 'allow' })).headers.location ?? '');
  assert.deepEqual([back.pathname, back.searchParams.get('state')], ['/connect', 'Zx81']);
  const other = await world.post('transaction', order);
  const rejected = page({}, `/frontend/transaction/confirm-with-oauth/${other.transaction_key}`);
  assert.equal((await visitor.post(rejected, { decision: 'reject' })).headers.location, 'http://localhost:3000/rejected');
});

test('five wrong PINs lock the login for a quarter of an hour, the right one too', async () => {
  const visitor = world.browser();
  const who = { email: 'jonas@example.lt', pin: '2345' };
  for (let tries = 1; tries <= 5; tries += 1) await visitor.post(page(), { email: who.email, pin: '0000' });
  await visitor.post(page(), who);
  assert.match((await visitor.get(page())).text, /Too many wrong PINs/);
  await world.advance(901);
  await visitor.post(page(), who);
  assert.match((await visitor.get(page())).text, />Allow</);
});

test('a form of another site is refused', async () => {
  const headers = {
    Host: new URL(world.simulator.http).host,
    Origin: 'http://evil.example',
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const answer = await sendRaw({ base: world.simulator.http, method: 'POST', uri: page(), body: 'decision=allow', headers });
  assert.equal(answer.status, 403);
});
