import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { accountsFixture, newSecret } from './accounts-fixture.ts';
import { SealBroken } from './sealed-box.ts';
import { saveShopper } from './shopper-store.ts';
import {
  findConnectedWallet,
  type PayseraToken,
  readWalletToken,
  replaceToken,
  resealOldTokens,
  saveWalletToken,
} from './wallet-token-store.ts';

const secret = newSecret();
const fixture = await accountsFixture({ secret });
const { s } = fixture;
const wallets = [{ id: '14471', accountNumber: 'EVP0010001000101', ownerName: 'Ona' }];
const newToken = (): PayseraToken => ({
  accessToken: randomBytes(16).toString('hex'),
  macKey: randomBytes(16).toString('hex'),
  refreshToken: randomBytes(16).toString('hex'),
  expiresAt: new Date('2026-11-24T10:00:00Z'),
});

let userIds = 300n;
async function connected(token = newToken()) {
  const { id: shopperId } = await saveShopper(s, { payseraUserId: ++userIds, email: null, name: null });
  await saveWalletToken(s, { shopperId, token, scope: 'email', wallets });
  return { shopperId, token };
}

test('a token comes back as it was stored, and a dump of the table shows none of it', async () => {
  const { shopperId, token } = await connected();
  const read = await readWalletToken(s, shopperId);
  assert.deepEqual(
    { ...token },
    { accessToken: read?.accessToken, macKey: read?.macKey, refreshToken: read?.refreshToken, expiresAt: read?.expiresAt },
  );
  const { rows } = await s.pool.query<{ text: string }>('select wallet_token::text as text from wallet_token');
  for (const { text } of rows)
    for (const canary of [token.accessToken, token.macKey, token.refreshToken ?? ''])
      assert.ok(!text.includes(canary) && !text.includes(Buffer.from(canary).toString('hex')));
});

test('a token copied onto another shopper’s row opens nothing', async () => {
  const [mine, theirs] = [await connected(), await connected()];
  await s.pool.query(
    `update wallet_token mine set access_token = theirs.access_token, mac_key = theirs.mac_key, refresh_token = theirs.refresh_token
     from wallet_token theirs where mine.shopper_id = $1 and theirs.shopper_id = $2`,
    [mine.shopperId, theirs.shopperId],
  );
  await assert.rejects(readWalletToken(s, mine.shopperId), SealBroken);
});

test('two fields of one row cannot change places', async () => {
  const { shopperId } = await connected();
  await s.pool.query('update wallet_token set access_token = mac_key, mac_key = access_token where shopper_id = $1', [shopperId]);
  await assert.rejects(readWalletToken(s, shopperId), SealBroken);
});

test('connecting again replaces the token and gives the row a new id', async () => {
  const { shopperId } = await connected();
  const before = await findConnectedWallet(s, shopperId);
  const token = newToken();
  await saveWalletToken(s, { shopperId, token, scope: 'email', wallets });
  assert.equal((await readWalletToken(s, shopperId))?.accessToken, token.accessToken);
  assert.notEqual((await findConnectedWallet(s, shopperId))?.tokenId, before?.tokenId);
});

test('what pages may know of a wallet holds nothing that could be used at Paysera', async () => {
  const { shopperId, token } = await connected();
  const shown = JSON.stringify(await findConnectedWallet(s, shopperId));
  assert.ok(shown.includes('14471'));
  for (const canary of [token.accessToken, token.macKey, token.refreshToken ?? '']) assert.ok(!shown.includes(canary));
});

test('of two refreshes at once one is stored', async () => {
  const { shopperId } = await connected();
  const seen = await readWalletToken(s, shopperId);
  assert.ok(seen);
  fixture.pass(1);
  const stored = await Promise.all([replaceToken(s, seen, newToken()), replaceToken(s, seen, newToken())]);
  assert.deepEqual(stored.sort(), [false, true]);
});

test('a new secret opens what the old one sealed, seals it again, and then the old one can be forgotten', async () => {
  const { shopperId, token } = await connected();
  const rotated = newSecret();
  const both = fixture.with({ secret: rotated, previousSecret: secret });
  await assert.rejects(readWalletToken(fixture.with({ secret: rotated }), shopperId), SealBroken);
  assert.equal((await readWalletToken(both, shopperId))?.macKey, token.macKey);
  fixture.pass(1);
  assert.ok((await resealOldTokens(both)) > 0, 'rows broken by the tests above do not stop it');
  assert.equal(await resealOldTokens(both), 0);
  assert.equal((await readWalletToken(fixture.with({ secret: rotated }), shopperId))?.macKey, token.macKey);
});
