import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { InvalidRequest, isDeadRefreshToken, isExpiredToken, Refused, Unintelligible } from './errors.ts';
import { answer, answering, refusal, testClient } from './fake-transport.ts';
import { extendedScope, scope, scopeText } from './scopes.ts';
import { Tokens } from './tokens.ts';

type Example = { name: string; request?: string; response?: Record<string, unknown> };
const examples: Example[] = JSON.parse(readFileSync(new URL('../../e2e/vectors/examples.json', import.meta.url), 'utf8'));
const example = (name: string) => examples.find((one) => one.name === name) ?? assert.fail(name);
const issued = example('token response (shape required by all clients)').response as Record<string, unknown>;
const noon = new Date('2026-11-24T12:00:00Z');
const clock = { now: () => noon };
const expired = refusal(400, 'invalid_grant', { error_description: 'Token has expired' });

test('each grant sends the form of the published clients', async () => {
  const transport = answering(answer(issued));
  const { oauth } = testClient(transport, { clock });
  await oauth.exchangeCode({ code: 'SplxlOBeZQQYbYS6WxSbIA', redirectUri: 'http://localhost/abc' });
  await oauth.refresh('tGzv3JOkF0XG5Qx2TlKWIA');
  await oauth.passwordGrant({ username: 'user@example.com', password: 'secret', scopes: [scope.email.text, scope.balance.text] });
  const forms = ['token request, authorization code', 'token request, refresh', 'token request, password grant'].map(
    (name) => example(name).request,
  );
  assert.deepEqual(
    transport.sent.map(({ body }) => body),
    forms,
  );
  for (const { method, uri, headers } of transport.sent) {
    assert.deepEqual([method, uri, headers['content-type']], ['POST', '/oauth/v1/token', 'application/x-www-form-urlencoded']);
    assert.match(headers.authorization ?? '', /^MAC id="wkVd93h2uS".*ext="body_hash=/);
  }
});

test('a prepared session sends the user in brackets', async () => {
  const transport = answering(answer({ key: 'oauth-session-key' }));
  const client = testClient(transport);
  const key = await client.oauth.prepareSession({
    redirectUri: 'http://localhost/abc',
    state: 'Zx81',
    scopes: [scope.email.text],
    user: { email: 'u@example.com' },
  });
  assert.equal(transport.sent[0]?.body, example('OAuth session with prefilled user').request);
  assert.equal(client.pages.preparedSession(key, 'lt').href, 'https://pages.test/frontend/lt/oauth/oauth-session-key');
});

test('tokens are read whole and know their environment and their end', async () => {
  const tokens = await testClient(answering(answer(issued)), { clock }).oauth.refresh('old');
  assert.ok(tokens instanceof Tokens);
  assert.deepEqual(
    [tokens.accessToken, tokens.macKey, tokens.refreshToken, tokens.environment, tokens.expiresAt.toISOString()],
    ['8xLOxBtZp8', 'adijq39jdlaska9asud', 'tGzv3JOkF0XG5Qx2TlKWIA', 'test', '2026-11-24T13:00:00.000Z'],
  );
});

test('a token that cannot be signed with is unintelligible', async () => {
  for (const wrong of [{ token_type: 'bearer' }, { mac_algorithm: 'hmac-sha-1' }, { expires_in: '3600' }, { mac_key: undefined }]) {
    await assert.rejects(testClient(answering(answer({ ...issued, ...wrong }))).oauth.refresh('old'), Unintelligible);
  }
});

test('concurrent refreshes of one token send one request, and a later one sends another', async () => {
  const transport = answering(answer(issued));
  const { oauth } = testClient(transport);
  const all = await Promise.all(Array.from({ length: 10 }, () => oauth.refresh('old')));
  assert.equal(transport.sent.length, 1);
  assert.equal(new Set(all).size, 1);
  await oauth.refresh('old');
  assert.equal(transport.sent.length, 2);
});

test('the two-step refresh activates by its own call', async () => {
  const transport = answering(answer(issued));
  const { oauth } = testClient(transport);
  const inactive = await oauth.refreshInactive({ refreshToken: 'old', scopes: [extendedScope.convert_currency], code: '55' });
  await oauth.activate(inactive.accessToken);
  assert.equal(transport.sent[0]?.body, 'grant_type=refresh_token_with_activation&refresh_token=old&scope=convert_currency&code=55');
  assert.deepEqual(
    transport.sent.slice(1).map(({ method, uri }) => `${method} ${uri}`),
    ['PUT /oauth/v1/tokens/8xLOxBtZp8/activate'],
  );
});

test('a code is exchanged once, even when the answer is lost', async () => {
  const transport = answering({ kind: 'no-answer', reason: 'ECONNRESET' });
  await assert.rejects(testClient(transport).oauth.exchangeCode({ code: 'c', redirectUri: 'http://localhost/abc' }));
  assert.equal(transport.sent.length, 1);
});

test('revoking answers with an empty object and is sent with the token in the query', async () => {
  const transport = answering(answer({}));
  await testClient(transport).oauth.revoke('a/b c');
  assert.equal(`${transport.sent[0]?.method} ${transport.sent[0]?.uri}`, 'DELETE /oauth/v1/token?access_token=a%2Fb+c');
});

test('an expired token is refreshed once for all calls that meet it, stored, and each call made again', async () => {
  let refreshes = 0;
  const transport = answering((sent) => {
    if (sent.uri === '/oauth/v1/token') return answer({ ...issued, access_token: `new${++refreshes}` });
    return sent.headers.authorization?.includes('id="old"') ? expired : answer({ id: 221 });
  });
  const stored: Tokens[] = [];
  const session = testClient(transport).withToken(
    { accessToken: 'old', macKey: 'key', refreshToken: 'r' },
    { onRefreshed: (tokens) => void stored.push(tokens) },
  );
  const users = await Promise.all(Array.from({ length: 5 }, () => session.users.me()));
  assert.deepEqual(
    [users.map(({ id }) => id), refreshes, stored.map(({ accessToken }) => accessToken)],
    [[221, 221, 221, 221, 221], 1, ['new1']],
  );
});

test('without a place to store a new token nothing is refreshed', async () => {
  const transport = answering(expired);
  const session = testClient(transport).withToken({ accessToken: 'old', macKey: 'key', refreshToken: 'r' });
  await assert.rejects(session.users.me(), isExpiredToken);
  assert.equal(transport.sent.length, 1);
});

test('a token of another environment is not tried', () => {
  const client = testClient(answering(answer({})));
  assert.throws(() => client.withToken({ accessToken: 'a', macKey: 'k', environment: 'production' }), InvalidRequest);
  assert.throws(
    () => testClient(answering(), { credentials: { kind: 'mac', clientId: 'c', macKey: 'k', environment: 'sandbox' } }),
    /credentials\.environment is sandbox/,
  );
});

test('a refresh that no repetition can mend is told from others', () => {
  const refused = (description: string) =>
    new Refused('oauth.refresh', {
      status: 400,
      code: 'invalid_grant',
      description,
      uri: null,
      properties: null,
      data: null,
      retryAfterMs: null,
    });
  for (const text of ['Refresh token expired', 'No such refresh token', 'Refresh token status invalid'])
    assert.ok(isDeadRefreshToken(refused(text)));
  assert.equal(isDeadRefreshToken(refused('Token has expired')), false);
  assert.equal(isExpiredToken(refused('Token has expired')), true);
});

test('scopes are built with their suffixes', () => {
  assert.equal(scope.phone.offline.optional, 'phone_offline_optional');
  assert.equal(scope.cards.optional, 'cards_optional');
  assert.equal('offline' in scope.cards, false);
  assert.equal(scopeText([scope.email.text, scope.full_name.text, scope.email.text]), 'email full_name');
});

test('the pages people are sent to are addressed as Paysera has them', () => {
  const client = testClient(answering());
  const request = { redirectUri: 'https://shop/back?x=1', state: 'S', scopes: [scope.email.text, scope.wallet_list.text] };
  const query = 'response_type=code&client_id=wkVd93h2uS&scope=email+wallet_list&redirect_uri=https%3A%2F%2Fshop%2Fback%3Fx%3D1&state=S';
  assert.equal(client.oauth.authorizationUrl({ ...request, language: 'lt' }).href, `https://pages.test/frontend/lt/oauth?${query}`);
  assert.equal(client.oauth.authorizationUrl({ redirectUri: 'https://shop/', state: 'S' }).searchParams.get('scope'), '');
  assert.equal(client.pages.confirmTransaction('k').href, 'https://pages.test/frontend/wallet/confirm/k');
  assert.equal(client.pages.confirmTransaction('k', 'ru').href, 'https://pages.test/frontend/ru/wallet/confirm/k');
  assert.equal(
    client.pages.confirmTransactionThenAuthorize('k', request).href,
    `https://pages.test/frontend/transaction/confirm-with-oauth/k?${query}`,
  );
  assert.equal(
    client.pages.signTransfer(7, 'https://shop/').href,
    'https://pages.test/frontend/wallet/transfer-sign/7?redirect_uri=https%3A%2F%2Fshop%2F',
  );
  assert.throws(() => client.pages.confirmTransaction('..'), /key is missing/);
  assert.throws(() => client.pages.confirmTransaction('k', 'lt/../x'), /language/);
  assert.throws(() => client.oauth.authorizationUrl({ redirectUri: 'https://shop/', state: '' }), /state is missing/);
});

test('production and sandbox are where the reference says, and nothing but https is spoken to', () => {
  const at = (environment: 'production' | 'sandbox') => testClient(answering(), { environment }).pages.confirmTransaction('k').href;
  assert.equal(at('production'), 'https://bank.paysera.com/frontend/wallet/confirm/k');
  assert.equal(at('sandbox'), 'https://sandbox.paysera.com/frontend/wallet/confirm/k');
  const environment =
    (apiUrl: string, name = 'x') =>
    () =>
      testClient(answering(), { environment: { name, apiUrl, pagesUrl: 'https://p' } });
  assert.throws(environment('http://localhost:1'), /must be https/);
  assert.throws(environment('https://user:pass@localhost'), /must have no user/);
  assert.throws(environment('localhost'), /no URL|must be https/);
  assert.throws(environment('https://localhost', 'production'), /Paysera’s own/);
});
