import assert from 'node:assert/strict';
import test from 'node:test';
import { connectScope, connectWallet, FUNDS_SCOPE } from '#lib/accounts/connect-wallet.ts';
import { hasEnough } from '#lib/accounts/has-enough.ts';
import { findConnectedWallet, readWalletToken } from '#lib/accounts/wallet-token-store.ts';
import { openBrowser } from './payer-browser.ts';
import { startContractShop } from './start-shop.ts';

const { s, paysera } = await startContractShop();
const redirectUri = `${s.env.shopUrl}/api/auth/callback/paysera-local`;
const wallet = 14472; // Jonas, €20.00
const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
let visits = 0;

async function connect(optionalScopes: string[]): Promise<string> {
  const state = `state-of-visit-${++visits}-${s.ids.token()}`;
  const url = s.paysera.oauth.authorizationUrl({ redirectUri, state, scopes: connectScope(s.env).split(' '), language: 'en' }).href;
  const browser = openBrowser();
  await browser.logIn(url, 'jonas@example.lt', '2345');
  const back = await browser.consent(url, 'allow', optionalScopes);
  const connected = await connectWallet(s, { code: back.searchParams.get('code') ?? '', redirectUri, state });
  if (connected.kind !== 'connected') throw new Error(connected.kind);
  return connected.shopperId;
}

const asked = async () => {
  const { requests } = (await paysera.get('/requests?limit=2000')) as { requests: { path?: string; url?: string }[] };
  return requests.filter((one) => JSON.stringify(one).includes('sufficient-amount')).length;
};

test('who allowed it: yes to the cent and no beyond it, also when the token has grown too old', async () => {
  const shopperId = await connect([FUNDS_SCOPE]);
  assert.equal(await hasEnough(s, { shopperId, total: euro(2_000n), walletId: wallet }), true);
  assert.equal(await hasEnough(s, { shopperId, total: euro(2_001n), walletId: wallet }), false);
  assert.equal(await hasEnough(s, { shopperId, total: euro(2_001n), walletId: null }), false, 'any connected wallet');
  await paysera.post('/tokens/expire', {});
  const before = (await readWalletToken(s, shopperId))?.accessToken;
  assert.equal(await hasEnough(s, { shopperId, total: euro(2_000n), walletId: wallet }), true);
  assert.notEqual((await readWalletToken(s, shopperId))?.accessToken, before, 'the new token is kept');
  assert.equal(await hasEnough(s, { shopperId, total: euro(2_000n), walletId: wallet }), true);
});

test('who left it out: not known, and Paysera is not asked about them again', async () => {
  const shopperId = await connect([]);
  assert.equal(await hasEnough(s, { shopperId, total: euro(1n), walletId: wallet }), null);
  const once = await asked();
  assert.equal(await hasEnough(s, { shopperId, total: euro(1n), walletId: wallet }), null);
  assert.equal(await asked(), once);
  assert.doesNotMatch((await findConnectedWallet(s, shopperId))?.scope ?? '', /sufficient/);
});

test('Paysera away, a consent that ended, a shop that does not ask: not known, and nothing fails', async () => {
  const shopperId = await connect([FUNDS_SCOPE]);
  const question = { shopperId, total: euro(2_001n), walletId: wallet };
  assert.equal(await hasEnough(s, question), false);
  const quiet = { ...s, env: { ...s.env, paysera: { ...s.env.paysera, checkFunds: false } } };
  assert.equal(await hasEnough(quiet, question), null);
  await paysera.post('/faults', { place: 'GET wallet/{wallet}/sufficient-amount', kind: '500-before', count: 10 });
  assert.equal(await hasEnough(s, question), null);
  await paysera.delete('/faults');
  await paysera.post('/tokens/expire', { refresh: true });
  assert.equal(await hasEnough(s, question), null);
  assert.equal(await hasEnough(s, { ...question, shopperId: 'shp_none' }), null);
});

test('asked about again and again, Paysera is left alone within what it answers one token in a minute', async () => {
  const shopperId = await connect([FUNDS_SCOPE]);
  const before = await asked();
  const question = { shopperId, total: euro(2_000n), walletId: wallet };
  const answers = await Promise.all(Array.from({ length: 70 }, () => hasEnough(s, question)));
  assert.ok(answers.includes(true) && answers.includes(null));
  assert.ok((await asked()) - before <= 60, `${(await asked()) - before} calls`);
});
