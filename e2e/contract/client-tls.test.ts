import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { inspect } from 'node:util';
import { PayseraError, Unreachable } from '#lib/paysera/errors.ts';
import { createAuthority, expired, type Pair, selfSigned } from './certificates.ts';
import { answerTransaction, clientFor, startHttpsServer } from './https-server.ts';

const authority = await createAuthority('Test authority');
const stranger = await createAuthority('Another authority');
const leaf = await authority.issue();

const serverWith = (t: TestContext, { certificate, privateKey }: Pair) =>
  startHttpsServer(t, { cert: certificate, key: privateKey }, answerTransaction);

test('a server whose certificate our authority vouches for is spoken to', async (t) => {
  const server = await serverWith(t, leaf);
  const { key } = await clientFor(t, server.url, { ca: authority.certificate }).transactions.get('k');
  assert.equal(key, 'k');
});

const refused: [string, Promise<Pair>, RegExp][] = [
  ['self-signed', selfSigned(), /SELF_SIGNED/],
  ['of an authority we do not know', stranger.issue(), /UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/],
  ['of another host', authority.issue({ names: ['elsewhere.example'] }), /ALTNAME_INVALID/],
  ['expired', authority.issue(expired()), /CERT_HAS_EXPIRED/],
];

for (const [what, pair, reason] of refused) {
  test(`a certificate that is ${what} is refused, and nothing is sent`, async (t) => {
    const server = await serverWith(t, await pair);
    const client = clientFor(t, server.url, { ca: authority.certificate });
    await assert.rejects(client.transactions.confirm('k'), (error) => error instanceof Unreachable && reason.test(error.reason));
    assert.equal(server.requests.length, 0);
  });
}

test('without an authority of our own only the system’s are trusted', async (t) => {
  const server = await serverWith(t, leaf);
  await assert.rejects(clientFor(t, server.url, {}).transactions.get('k'), Unreachable);
  assert.equal(server.requests.length, 0);
});

test('the environment variable that turns verification off in Node does not turn ours off', async (t) => {
  const server = await serverWith(t, await selfSigned());
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  t.mock.method(process, 'emitWarning', () => {});
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    await assert.rejects(clientFor(t, server.url, { ca: authority.certificate }).transactions.get('k'), Unreachable);
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  }
  assert.equal(server.requests.length, 0);
});

test('TLS older than 1.2 is refused', async (t) => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const server = await startHttpsServer(t, { cert: leaf.certificate, key: leaf.privateKey, ...old }, answerTransaction);
  await assert.rejects(clientFor(t, server.url, { ca: authority.certificate }).transactions.get('k'), Unreachable);
});

/** Demands a certificate of the authority from whoever connects. */
const strictServer = (t: TestContext) =>
  startHttpsServer(
    t,
    { cert: leaf.certificate, key: leaf.privateKey, requestCert: true, rejectUnauthorized: true, ca: authority.certificate },
    answerTransaction,
  );
const clientPair = await authority.issue({ names: ['shop.example'] });
const certificateOf = ({ certificate, privateKey }: Pair, passphrase?: string) =>
  ({ kind: 'certificate', clientId: 'c', certificate, privateKey, ...(passphrase === undefined ? {} : { passphrase }) }) as const;

test('a client certificate is shown, and no MAC with it', async (t) => {
  const server = await strictServer(t);
  const client = clientFor(t, server.url, { ca: authority.certificate, credentials: certificateOf(clientPair), projectId: 12 });
  await client.transactions.get('k');
  const { headers } = server.requests[0] ?? assert.fail('nothing arrived');
  assert.deepEqual([headers.authorization, headers['wallet-api-project-id']], [undefined, '12']);
});

test('a private key under a passphrase is used with it and not without', async (t) => {
  const server = await strictServer(t);
  const privateKey = createPrivateKey(clientPair.privateKey)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'sesame' })
    .toString();
  const locked = { ...clientPair, privateKey };
  await clientFor(t, server.url, { ca: authority.certificate, credentials: certificateOf(locked, 'sesame') }).transactions.get('k');
  for (const passphrase of [undefined, 'guess']) {
    const credentials = certificateOf(locked, passphrase);
    assert.throws(() => clientFor(t, server.url, { credentials }), { name: 'InvalidRequest', field: 'credentials' });
  }
});

test('a missing client certificate and one of a stranger get nothing done', async (t) => {
  const server = await strictServer(t);
  const without = clientFor(t, server.url, { ca: authority.certificate });
  const foreign = clientFor(t, server.url, { ca: authority.certificate, credentials: certificateOf(await stranger.issue()) });
  // With TLS 1.3 the refusal comes after our first bytes left, so that "in doubt" is as much as can be known on this side.
  for (const client of [without, foreign]) await assert.rejects(client.transactions.confirm('k'), PayseraError);
  assert.equal(server.requests.length, 0);
});

test('keys that do not belong together fail when the client is made, not at the first payment', async (t) => {
  const other = await authority.issue();
  const mixed = { certificate: clientPair.certificate, privateKey: other.privateKey };
  assert.throws(() => clientFor(t, 'https://localhost:1', { credentials: certificateOf(mixed) }), { field: 'credentials' });
  assert.throws(() => clientFor(t, 'https://localhost:1', { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }), {
    field: 'ca',
  });
});

test('a client prints no key, passphrase or certificate, before and after it was used', async (t) => {
  const server = await strictServer(t);
  const client = clientFor(t, server.url, { ca: authority.certificate, credentials: certificateOf(clientPair, 'sesame') });
  await client.transactions.get('k');
  const shown = inspect(client, { depth: Infinity, showHidden: true, getters: true });
  for (const secret of ['sesame', 'PRIVATE KEY', clientPair.privateKey.split('\n')[1] ?? '']) assert.ok(!shown.includes(secret));
});
