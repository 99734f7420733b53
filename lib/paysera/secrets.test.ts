import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { money } from '#lib/money/money.ts';
import { answer, answering, refusal, type Sent, testClient, testMacKey } from './fake-transport.ts';
import type { ExchangeEvent } from './observe.ts';

const canaries = {
  accessToken: 'canaryAccess',
  tokenKey: 'canaryTokenKey',
  refreshToken: 'canaryRefresh',
  code: 'canaryCode',
  password: 'canaryPassword',
  pin: '9731',
  transactionKey: 'canaryTransaction',
  state: 'canaryState',
};
const all = [...Object.values(canaries), testMacKey];

const everything = (value: unknown) =>
  [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner)) ?? '',
    String(value),
  ].join('\n');
const assertClean = (value: unknown, what: string) => {
  const text = everything(value);
  for (const secret of all) assert.ok(!text.includes(secret), `${what} shows ${secret}: ${text.slice(0, 2000)}`);
};

/** A server that says back all it was told. */
const echo = (sent: Sent) =>
  refusal(400, 'invalid_grant', { error_description: `${decodeURIComponent(sent.uri)} ${sent.body} ${decodeURIComponent(sent.body)}` });

test('no secret is in a failure, whatever the server says back', async () => {
  for (const outcome of [
    echo,
    refusal(500, 'internal_server_error'),
    answer('{'),
    { kind: 'no-answer', reason: 'x' },
    { kind: 'not-sent', reason: 'aborted' },
  ] as const) {
    const client = testClient(answering(outcome));
    const session = client.withToken({ accessToken: canaries.accessToken, macKey: canaries.tokenKey });
    const calls = [
      client.oauth.exchangeCode({ code: canaries.code, redirectUri: 'https://shop/' }),
      client.oauth.refresh(canaries.refreshToken),
      client.oauth.refreshInactive(canaries.refreshToken),
      client.oauth.activate(canaries.accessToken),
      client.oauth.passwordGrant({ username: 'u', password: canaries.password }),
      client.oauth.revoke(canaries.accessToken),
      client.oauth.prepareSession({ redirectUri: 'https://shop/', state: canaries.state, user: { email: 'u@x' } }),
      client.payments.providePassword(1, canaries.password),
      client.transactions.reserve('k', { by: 'pin', walletId: 1, pin: canaries.pin }),
      client.transactions.reserve('k', { by: 'code', code: canaries.code }),
      session.wallets.unlockPendingPayment('me', 1, canaries.password),
    ];
    for (const settled of await Promise.allSettled(calls)) {
      assert.equal(settled.status, 'rejected');
      assertClean(settled.status === 'rejected' && settled.reason, 'failure');
    }
  }
});

test('no secret is in what an observer is told', async () => {
  const events: ExchangeEvent[] = [];
  const tokens = {
    access_token: canaries.accessToken,
    token_type: 'mac',
    expires_in: 1,
    mac_key: canaries.tokenKey,
    mac_algorithm: 'hmac-sha-256',
  };
  const transport = answering((sent) =>
    sent.uri.startsWith('/oauth') ? answer(tokens) : answer({ transaction_key: 'k', created_at: 1, status: 'new' }),
  );
  const client = testClient(transport, { observe: (event) => events.push(event) });
  await client.oauth.exchangeCode({ code: canaries.code, redirectUri: 'https://shop/' });
  await client.oauth.activate(canaries.accessToken);
  await client.oauth.revoke(canaries.accessToken);
  await client.transactions.get(canaries.transactionKey);
  await client.transactions.reserve(canaries.transactionKey, { by: 'pin', walletId: 1, pin: canaries.pin });
  await client.wallets.find({ email: 'person@example.com' }).catch(() => {});
  assertClean(events, 'events');
  assert.ok(!everything(events).includes('person'));
  assert.equal(events.length, 12);
});

test('clients, sessions and tokens print nothing that opens a door', async () => {
  const tokens = {
    access_token: canaries.accessToken,
    token_type: 'mac',
    expires_in: 1,
    mac_key: canaries.tokenKey,
    mac_algorithm: 'hmac-sha-256',
    refresh_token: canaries.refreshToken,
  };
  const client = testClient(answering(answer(tokens)));
  const issued = await client.oauth.refresh('old');
  assertClean(issued, 'tokens');
  assertClean({ held: [issued] }, 'what holds tokens');
  assertClean(client, 'client');
  assertClean(client.withToken(issued), 'session');
  const registered = answer({
    id: 1,
    type: 'app_client',
    title: 't',
    permissions: [],
    hosts: [],
    credentials: { access_token: 'id', mac_key: canaries.tokenKey, mac_algorithm: 'hmac-sha-256' },
  });
  const app = await testClient(answering(registered)).clients.registerApp({ title: 't' });
  assertClean(app, 'a registered client');
  assert.equal(app.credentials?.macKey.reveal(), canaries.tokenKey);
});

test('an observer sees every send of a call with its outcome, and one that throws breaks nothing', async () => {
  const events: ExchangeEvent[] = [];
  const transport = answering(
    { kind: 'no-answer', reason: 'ECONNRESET' },
    refusal(409, 'invalid_state', {}, { 'paysera-correlation-id': 'c-1' }),
  );
  const client = testClient(transport, {
    observe(event) {
      events.push(event);
      throw new Error('observer');
    },
  });
  await assert.rejects(client.payments.get(2987), /refused with invalid_state/);
  assert.deepEqual(
    events.map((event) => [
      event.phase,
      event.send,
      event.phase === 'response' && [event.outcome, event.status, event.code, event.correlationId],
    ]),
    [
      ['request', 1, false],
      ['response', 1, ['in-doubt', null, null, null]],
      ['request', 2, false],
      ['response', 2, ['refused', 409, 'invalid_state', 'c-1']],
    ],
  );
  assert.deepEqual(
    [...new Set(events.map(({ id, call, method, path }) => `${id.length} ${call} ${method} ${path}`))],
    ['36 payments.get GET /rest/v1/payment/2987'],
  );
});

test('money that cannot be sent is told by field, without the request around it', async () => {
  const client = testClient(answering());
  const request = { description: canaries.password, price: money(1251n, 'KWD') };
  const error = await client.payments.create(request).catch((reason: unknown) => reason);
  assertClean(error, 'InvalidRequest');
});
