import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import certificateHeaders from '../../vectors/client-certificate-headers.json' with { type: 'json' };
import { openWorld, type World } from './open-world.ts';
import { sendRaw } from './raw-http.ts';
import { authorization, extFor, freshNonce, macOf, normalizedString, shop } from './signer.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.stop());

const errorOf = (answer: { status: number; json: { error: string; error_description?: string } }) => [answer.status, answer.json.error];

test('a request without credentials is unauthorized, and so is one with credentials that are not MAC', async () => {
  const { http } = world.simulator;
  assert.deepEqual(errorOf(await sendRaw({ base: http, method: 'GET', uri: '/rest/v1/client' })), [401, 'unauthorized']);
  for (const header of [
    'Basic abc',
    'MAC',
    'MAC id="x"',
    'MAC id=x, ts=1, nonce=a, mac=b',
    'MAC id="a", id="b", ts="1", nonce="n", mac="m"',
  ]) {
    const answer = await sendRaw({ base: http, method: 'GET', uri: '/rest/v1/client', headers: { Authorization: header } });
    assert.deepEqual(errorOf(answer), [401, 'unauthorized'], header);
  }
});

test('an unknown client and a wrong key are unauthorized', async () => {
  assert.deepEqual(errorOf(await world.call('GET', 'client', undefined, { as: { id: 'nobody', key: 'k' } })), [401, 'unauthorized']);
  assert.deepEqual(errorOf(await world.call('GET', 'client', undefined, { as: { ...shop, key: 'k' } })), [401, 'unauthorized']);
});

test('a timestamp 300 seconds off passes, one further off is invalid_timestamp and says in which direction', async () => {
  assert.equal((await world.call('GET', 'client', undefined, { skew: -290 })).status, 200);
  assert.equal((await world.call('GET', 'client', undefined, { skew: 290 })).status, 200);
  const early = await world.call('GET', 'client', undefined, { skew: 400 });
  assert.deepEqual([...errorOf(early), early.json.error_description], [401, 'invalid_timestamp', 'Timestamp is in future']);
  const late = await world.call('GET', 'client', undefined, { skew: -400 });
  assert.deepEqual([...errorOf(late), late.json.error_description], [401, 'invalid_timestamp', 'Timestamp lifetime exceeded']);
});

test('the timestamp is text: a fraction is signed as it is written', async () => {
  const request = { ts: `${world.now()}.25`, nonce: freshNonce(), method: 'GET', uri: '/rest/v1/client', ...address(), ext: '' };
  assert.equal((await send('GET', '/rest/v1/client', authorization(shop, request))).status, 200);
});

test('the timestamp is judged before the MAC, as the order of verification says', async () => {
  const answer = await world.call('GET', 'client', undefined, { as: { ...shop, key: 'wrong' }, skew: -400 });
  assert.equal(answer.json.error, 'invalid_timestamp');
});

test('a nonce may hold every printable character but quote and backslash, and counts once', async () => {
  const request = {
    ts: String(world.now()),
    nonce: " =,;{}!#$%&'()*+-./:<>?@[]^_`|~ ",
    method: 'GET',
    uri: '/rest/v1/client',
    ...address(),
    ext: '',
  };
  const header = authorization(shop, request);
  assert.equal((await send('GET', '/rest/v1/client', header)).status, 200);
  assert.deepEqual(errorOf(await send('GET', '/rest/v1/client', header)), [401, 'unauthorized']);
});

test('a body needs its hash, and the hash must be of this body', async () => {
  const body = '{"a":1}';
  const sign = (ext: string) => {
    const request = { ts: String(world.now()), nonce: freshNonce(), method: 'POST', uri: '/rest/v1/payment', ...address(), ext };
    return authorization(shop, request);
  };
  assert.deepEqual(errorOf(await send('POST', '/rest/v1/payment', sign(''), body)), [401, 'unauthorized']);
  assert.deepEqual(errorOf(await send('POST', '/rest/v1/payment', sign(extFor('{}')), body)), [401, 'unauthorized']);
  assert.deepEqual(errorOf(await send('POST', '/rest/v1/payment', sign(extFor(body)), body)), [400, 'invalid_parameters']);
});

test('parameters of ext come in any order, behind a leading "&" and among unknown names', async () => {
  const hash = encodeURIComponent(createHash('sha256').update('{}').digest('base64'));
  for (const ext of [`&project_id=100&body_hash=${hash}`, `moon=full&body_hash=${hash}&project_id=100`]) {
    const request = { ts: String(world.now()), nonce: freshNonce(), method: 'POST', uri: '/rest/v1/payment', ...address(), ext };
    assert.equal((await send('POST', '/rest/v1/payment', authorization(shop, request), '{}')).json.error, 'invalid_parameters', ext);
  }
});

test('the port may be that of Host, the public one, or 443', async () => {
  await world.control('POST', '/settings', { publicPort: 8443 });
  for (const [port, status] of [
    [address().port, 200],
    [8443, 200],
    [443, 200],
    [80, 401],
  ] as const) {
    const request = {
      ts: String(world.now()),
      nonce: freshNonce(),
      method: 'GET',
      uri: '/rest/v1/client',
      host: address().host,
      port,
      ext: '',
    };
    assert.equal((await send('GET', '/rest/v1/client', authorization(shop, request))).status, status, String(port));
  }
});

test('method, path, query and host are part of what is signed', async () => {
  const good = { ts: String(world.now()), nonce: freshNonce(), method: 'GET', uri: '/rest/v1/client?a=%2F', ...address(), ext: '' };
  const mac = macOf(shop.key, normalizedString(good));
  const header = `MAC id="${shop.id}", ts="${good.ts}", nonce="${good.nonce}", mac="${mac}"`;
  assert.equal((await send('GET', '/rest/v1/client?a=/', header)).status, 401, 'percent-encoding is untouched');
  assert.equal((await send('PUT', '/rest/v1/client?a=%2F', header)).status, 401);
  assert.equal((await send('GET', '/rest/v1/client?a=%2F', header)).status, 200);
});

test('a token signs with its own key, and an expired one is answered 400 with the exact text', async () => {
  const token = await world.token('email');
  assert.equal((await world.get('user/me', { as: token.credentials })).id, 201);
  assert.equal((await world.call('GET', 'user/me', undefined, { as: { id: token.credentials.id, key: shop.key } })).status, 401);
  await world.control('POST', '/tokens/expire', { access_token: token.access_token });
  const expired = await world.call('GET', 'user/me', undefined, { as: token.credentials });
  assert.deepEqual([expired.status, expired.json], [400, { error: 'invalid_grant', error_description: 'Token has expired' }]);
});

test('project_id of another project is forbidden, the own one is accepted', async () => {
  assert.equal((await world.call('GET', 'client', undefined, { parameters: { project_id: 100, location_id: 3 } })).status, 200);
  assert.deepEqual(errorOf(await world.call('GET', 'client', undefined, { parameters: { project_id: 12 } })), [403, 'forbidden']);
});

test('a client certificate stands for the client, with parameters in headers; without one there is no such way', async () => {
  const issued = await world.control('POST', '/client-certificates', { client: 1 });
  const { https, ca } = world.simulator;
  const base = { base: https, method: 'GET', uri: '/rest/v1/client', ca };
  const { cert, key } = issued.json;
  assert.equal((await sendRaw({ ...base, cert, key })).json.id, 1);
  assert.equal((await sendRaw({ ...base, cert, key, headers: { 'Wallet-Api-Project-Id': '100' } })).status, 200);
  assert.equal((await sendRaw({ ...base, cert, key, headers: certificateHeaders.headers })).status, 403, 'project 12 is not ours');
  assert.equal((await sendRaw({ ...base, headers: { 'Wallet-Api-Project-Id': '100' } })).status, 401);
});

test('Wallet-Api headers mean nothing beside a MAC', async () => {
  assert.equal((await world.call('GET', 'client', undefined, { headers: { 'Wallet-Api-Project-Id': '12' } })).status, 200);
});

test('the signature of a GET over HTTPS holds too, and the certificate is for this host', async () => {
  assert.equal((await world.call('GET', 'client', undefined, { over: 'https' })).status, 200);
});

test('rate limits, once on, stop a token after 60 calls a minute and say when to come again', async () => {
  const token = await world.token('email');
  await world.control('POST', '/settings', { rateLimits: true });
  const answers = [];
  for (let i = 0; i < 61; i += 1) answers.push(await world.call('GET', 'user/me', undefined, { as: token.credentials }));
  await world.control('POST', '/settings', { rateLimits: false });
  assert.equal(answers[59]?.status, 200);
  assert.deepEqual([answers[60]?.status, answers[60]?.json.error], [429, 'rate_limit_exceeded']);
  assert.match(String(answers[60]?.headers['retry-after']), /^\d+$/);
});

function address(): { host: string; port: number } {
  const url = new URL(world.simulator.http);
  return { host: url.hostname, port: Number(url.port) };
}

function send(method: string, uri: string, header: string, body = '') {
  const headers = { Host: new URL(world.simulator.http).host, Authorization: header, 'Content-Type': 'application/json' };
  return sendRaw({ base: world.simulator.http, method, uri, body, headers });
}
