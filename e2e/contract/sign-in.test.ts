import assert from 'node:assert/strict';
import test from 'node:test';
import { CONNECT_SCOPE, connectWallet } from '#lib/accounts/connect-wallet.ts';
import { disconnectWallet } from '#lib/accounts/disconnect-wallet.ts';
import { findSession, newSessionToken, openSession } from '#lib/accounts/session-store.ts';
import { findShopper } from '#lib/accounts/shopper-store.ts';
import { findStaffRole } from '#lib/accounts/staff-store.ts';
import { findConnectedWallet, readWalletToken } from '#lib/accounts/wallet-token-store.ts';
import { Refused } from '#lib/paysera/errors.ts';
import { Tokens } from '#lib/paysera/tokens.ts';
import { openBrowser } from './checkout/payer-browser.ts';
import { startContractShop } from './checkout/start-shop.ts';

const { s, paysera } = await startContractShop();
const redirectUri = `${s.env.shopUrl}/api/auth/callback/paysera-local`;
const people = { ona: ['ona@example.lt', '1234'], egle: ['egle@example.lt', '3456'], rasa: ['rasa@example.lt', '4567'] } as const;

let visits = 0;
/** Walks to the consent page and back, as a browser without JavaScript does. */
async function visit(who: keyof typeof people, decision: 'allow' | 'deny' = 'allow') {
  const state = `state-of-visit-${++visits}-${newSessionToken()}`;
  const url = s.paysera.oauth.authorizationUrl({ redirectUri, state, scopes: CONNECT_SCOPE.split(' '), language: 'lt' }).href;
  const browser = openBrowser();
  const [email, pin] = people[who];
  await browser.logIn(url, email, pin);
  const back = await browser.consent(url, decision);
  assert.equal(back.searchParams.get('state'), state);
  return { back, wayBack: { code: back.searchParams.get('code') ?? '', redirectUri, state } };
}

async function connect(who: keyof typeof people): Promise<string> {
  const connected = await connectWallet(s, (await visit(who)).wayBack);
  if (connected.kind !== 'connected') throw new Error(connected.kind);
  return connected.shopperId;
}

async function tokenOf(shopperId: string): Promise<Tokens> {
  const stored = await readWalletToken(s, shopperId);
  assert.ok(stored);
  return new Tokens({ ...stored, environment: 'local' });
}

const isRefused = (error: unknown) => error instanceof Refused;

test('who allows it is known by name, e-mail and wallets, and by nothing they were not asked for', async () => {
  const shopperId = await connect('egle');
  assert.equal((await findShopper(s, shopperId))?.email, 'egle@example.lt');
  assert.match((await findShopper(s, shopperId))?.name ?? '', /^Eglė /);
  const { wallets } = (await findConnectedWallet(s, shopperId)) ?? { wallets: [] };
  for (const id of ['14473', '14474']) assert.ok(wallets.some((wallet) => wallet.id === id && wallet.accountNumber));
  const person = s.paysera.withToken(await tokenOf(shopperId));
  await assert.rejects(person.wallets.balance(14473), isRefused, 'the balance was not asked for');
});

test('who denies comes back with a word and no code', async () => {
  const { back } = await visit('ona', 'deny');
  assert.equal(back.searchParams.get('error'), 'access_denied');
  assert.equal(back.searchParams.get('code'), null);
});

test('a code buys one connection, whoever presents it again', async () => {
  const { wayBack } = await visit('ona');
  assert.equal((await connectWallet(s, wayBack)).kind, 'connected');
  assert.equal((await connectWallet(s, wayBack)).kind, 'lost', 'the same way back');
  assert.equal((await connectWallet(s, { ...wayBack, state: 'another' })).kind, 'refused', 'the same code on another way back');
});

test('a code is worth nothing with another return address, or when it was made up', async () => {
  const { wayBack } = await visit('ona');
  assert.equal((await connectWallet(s, { ...wayBack, redirectUri: `${redirectUri}-sandbox` })).kind, 'refused');
  assert.equal((await connectWallet(s, { code: 'made-up', redirectUri, state: 'made-up' })).kind, 'refused');
});

test('connecting again finds the same shopper and keeps one token', async () => {
  const [first, second] = [await connect('ona'), await connect('ona')];
  assert.equal(first, second);
  assert.equal(await s.db.walletToken.count({ where: { shopperId: first } }), 1);
});

test('the person the settings name becomes the owner, once, and nobody else does', async () => {
  await connect('ona');
  assert.equal(await findStaffRole(s, 201n), null);
  await connect('rasa');
  assert.equal(await findStaffRole(s, 301n), 'owner');
  await s.db.staff.updateMany({ where: { payseraUserId: 301n }, data: { payseraUserId: 299n } });
  await connect('rasa');
  assert.equal(await findStaffRole(s, 301n), null, 'an owner who was replaced does not come back by signing in');
});

test('disconnecting ends the token at Paysera, forgets it here and signs out every device', async () => {
  const shopperId = await connect('ona');
  const token = await tokenOf(shopperId);
  const devices = [newSessionToken(), newSessionToken()];
  for (const device of devices) await openSession(s, { token: device, shopperId });
  assert.equal((await s.paysera.withToken(token).users.me()).id, 201, 'the token worked before');
  assert.deepEqual(await disconnectWallet(s, shopperId), { kind: 'disconnected' });
  await assert.rejects(s.paysera.withToken(token).users.me(), isRefused);
  assert.equal(await findConnectedWallet(s, shopperId), null);
  for (const device of devices) assert.equal(await findSession(s, device), null);
  assert.deepEqual(await disconnectWallet(s, shopperId), { kind: 'disconnected' }, 'a second press finds nothing left to do');
});

test('while Paysera cannot be reached nothing is forgotten, and disconnecting works afterwards', async () => {
  const shopperId = await connect('ona');
  await paysera.post('/faults', { place: '*', kind: 'reset-before', count: 100 });
  assert.deepEqual(await disconnectWallet(s, shopperId), { kind: 'unavailable' });
  assert.ok(await findConnectedWallet(s, shopperId));
  await paysera.delete('/faults');
  assert.deepEqual(await disconnectWallet(s, shopperId), { kind: 'disconnected' });
});

test('an answer lost while connecting keeps nothing of half a connection', async () => {
  for (const answered of [0, 1, 2]) {
    await s.db.shopper.deleteMany({ where: { payseraUserId: 201n } });
    const { wayBack } = await visit('ona');
    await paysera.post('/faults', { place: '*', kind: 'reset-after', count: 100, skip: answered });
    assert.equal((await connectWallet(s, wayBack)).kind, 'unavailable', `after ${answered} answers`);
    await paysera.delete('/faults');
    assert.equal(await s.db.shopper.count({ where: { payseraUserId: 201n } }), 0);
  }
});

test('a token that has grown too old can still be disconnected', async () => {
  const shopperId = await connect('ona');
  await paysera.post('/tokens/expire', {});
  assert.deepEqual(await disconnectWallet(s, shopperId), { kind: 'disconnected' });
});

test('a permission the shopper withdrew at Paysera can still be disconnected here', async () => {
  const shopperId = await connect('ona');
  await s.paysera.oauth.revoke((await tokenOf(shopperId)).accessToken);
  assert.deepEqual(await disconnectWallet(s, shopperId), { kind: 'disconnected' });
  assert.equal(await findConnectedWallet(s, shopperId), null);
});
