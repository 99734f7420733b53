import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isDeadRefreshToken, isExpiredToken, Refused } from '#lib/paysera/errors.ts';
import { scope } from '#lib/paysera/scopes.ts';
import type { Tokens } from '#lib/paysera/tokens.ts';
import { type Contract, wallets } from './contract.ts';

const ona = { username: 'ona@example.lt', password: '1234', scopes: [scope.email.text] };
const redirectUri = 'http://localhost:1/back?from=paysera';

export const oauthContracts: Contract[] = [
  {
    call: 'oauth.exchangeCode',
    how: 'after consent, once and with the same address',
    async run({ client, consent }) {
      const url = client.oauth.authorizationUrl({ redirectUri, state: 'S1', scopes: [scope.email.text], language: 'lt' });
      const back = await consent('ona', url);
      assert.deepEqual([back.searchParams.get('state'), back.searchParams.get('from')], ['S1', 'paysera']);
      const code = back.searchParams.get('code') ?? '';
      const wrong = await client.oauth.exchangeCode({ code, redirectUri: 'http://localhost:1/elsewhere' }).catch((error: unknown) => error);
      assert.ok(wrong instanceof Refused && wrong.code === 'invalid_grant');
      const tokens = await client.oauth.exchangeCode({ code, redirectUri });
      assert.equal((await client.withToken(tokens).users.me()).email, 'ona@example.lt');
      await assert.rejects(client.oauth.exchangeCode({ code, redirectUri }), /invalid_grant/);
    },
  },
  {
    call: 'oauth.prepareSession',
    unseen: { response_type: 'code is the only one there is' },
    async run({ client, consent }) {
      const scopes = [scope.phone.text];
      const key = await client.oauth.prepareSession({ redirectUri, state: 'S2', scopes, user: { email: 'jonas@example.lt' } });
      const page = client.pages.preparedSession(key);
      assert.match(await (await fetch(page)).text(), /jonas@example\.lt/);
      const back = await consent('jonas', page);
      assert.equal(back.searchParams.get('state'), 'S2');
      const tokens = await client.oauth.exchangeCode({ code: back.searchParams.get('code') ?? '', redirectUri });
      assert.equal((await client.withToken(tokens).users.me()).phone, '37060000202');
    },
  },
  {
    call: 'oauth.refresh',
    how: 'gives a new set and ends the old, and narrows scopes',
    async run({ client, steady }) {
      const old = await steady.oauth.passwordGrant({ ...ona, scopes: [scope.email.text, scope.phone.text] });
      const fresh = await client.oauth.refresh({ refreshToken: old.refreshToken ?? '', scopes: [scope.email.text] });
      const user = await client.withToken(fresh).users.me();
      assert.deepEqual([user.email, user.phone], ['ona@example.lt', null]);
      await assert.rejects(client.oauth.refresh(old.refreshToken ?? ''), isDeadRefreshToken);
    },
  },
  {
    call: 'oauth.refreshInactive',
    async run({ client, steady }) {
      const old = await steady.oauth.passwordGrant(ona);
      const inactive = await client.oauth.refreshInactive(old.refreshToken ?? '');
      await assert.rejects(steady.withToken(inactive).users.me(), Refused);
      await steady.oauth.activate(inactive.accessToken);
      assert.equal((await steady.withToken(inactive).users.me()).id, 201);
    },
  },
  {
    call: 'oauth.activate',
    async run({ client, steady }) {
      const old = await steady.oauth.passwordGrant(ona);
      const inactive = await steady.oauth.refreshInactive(old.refreshToken ?? '');
      const active = await client.oauth.activate(inactive.accessToken);
      assert.equal(active.accessToken, inactive.accessToken);
      assert.equal((await client.withToken(active).users.me()).id, 201);
    },
  },
  {
    call: 'oauth.passwordGrant',
    async run({ client }) {
      assert.equal((await client.withToken(await client.oauth.passwordGrant(ona)).users.me()).email, 'ona@example.lt');
    },
  },
  {
    call: 'oauth.revoke',
    async run({ client, steady }) {
      const tokens = await steady.oauth.passwordGrant(ona);
      await client.oauth.revoke(tokens.accessToken);
      await assert.rejects(steady.withToken(tokens).users.me(), Refused);
    },
  },
  {
    call: 'users.get',
    how: 'with a token that grew too old: refreshed once, stored, and made again',
    async run({ client, steady, control }) {
      const tokens = await steady.oauth.passwordGrant(ona);
      await control('POST', '/tokens/expire', { access_token: tokens.accessToken });
      await assert.rejects(client.withToken(tokens).users.me(), isExpiredToken);
      const stored: Tokens[] = [];
      const session = client.withToken(tokens, { onRefreshed: (fresh) => void stored.push(fresh) });
      const users = await Promise.all([session.users.me(), session.users.me(), session.users.me()]);
      assert.deepEqual([users.map(({ id }) => id), stored.length], [[201, 201, 201], 1]);
    },
  },
  {
    call: 'callbacks.publicKey',
    how: 'verifies what Paysera posts, and nothing else',
    async run({ client, control, newTransaction }) {
      const posted = await receiveOne(async (callbackUri) => {
        const { key } = await newTransaction({ callbackUri });
        await control('POST', `/transactions/${key}/accept`, { wallet: wallets.egle });
      });
      const [event, sign] = [posted.get('event') ?? '', posted.get('sign') ?? ''];
      const verification = await client.callbacks.verify(event, sign);
      assert.ok(verification.kind === 'verified' && verification.event.object === 'transaction', verification.kind);
      assert.deepEqual(
        [verification.event.type, verification.event.data.status, verification.event.data.payments.length],
        ['reserved', 'reserved', 1],
      );
      assert.equal((await client.callbacks.verify(event.replace('reserved', 'confirmed'), sign)).kind, 'forged');
    },
  },
];

/** The form of the first callback that comes. */
async function receiveOne(cause: (callbackUri: string) => Promise<void>): Promise<URLSearchParams> {
  const { promise, resolve } = Promise.withResolvers<URLSearchParams>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    response.end('OK');
    resolve(new URLSearchParams(body));
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    await cause(`http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`);
    return await promise;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
