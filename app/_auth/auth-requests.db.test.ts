import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountsFixture } from '#lib/accounts/accounts-fixture.ts';
import { findSession } from '#lib/accounts/session-store.ts';
import { findConnectedWallet } from '#lib/accounts/wallet-token-store.ts';
import { InDoubt, Refused } from '#lib/paysera/errors.ts';
import { SESSION_COOKIE, STATE_COOKIE } from './auth-cookies.ts';
import { beginSignIn, finishSignIn, type Jar, passToNextAuth } from './auth-requests.ts';
import { readSetCookie } from './set-cookie.ts';

const canary = { accessToken: 'canary-access-token', macKey: 'canary-mac-key', refreshToken: 'canary-refresh-token' };
let exchanged: { code: string; redirectUri: string }[] = [];
let failWith: Error | null = null;

/** Paysera as far as signing in needs it; the real wire is the contract tests' subject. */
const paysera = {
  oauth: {
    authorizationUrl: ({ language }: { language: string }) => new URL(`http://127.0.0.1:9/frontend/${language}/oauth?state=x`),
    exchangeCode: async (request: { code: string; redirectUri: string }) => {
      exchanged.push(request);
      if (failWith) throw failWith;
      return { ...canary, expiresAt: new Date('2026-11-24T10:00:00Z') };
    },
  },
  withToken: () => ({
    users: {
      me: async () => ({
        id: 201,
        email: 'ona@example.lt',
        identity: { name: 'Ona', surname: 'Onaitė' },
        displayName: null,
        wallets: [14471],
      }),
      wallets: async () => [{ id: 14471, account: { number: 'EVP1', ownerDisplayName: 'Ona Onaitė' } }],
    },
  }),
};
// next-auth reads the machine's clock, so this fixture starts at it.
const { s } = await accountsFixture({ paysera, startAt: new Date() });

/** A browser that keeps cookies: what is set with Max-Age=0 is gone. */
function keep(jar: Jar, setCookie: string[]): void {
  for (const { name, value, maxAge } of setCookie.map(readSetCookie)) {
    if (maxAge === 0 || value === '') delete jar[name];
    else jar[name] = value;
  }
}

async function begin(jar: Jar, returnTo = '/account/wallet') {
  const { location, setCookie } = await beginSignIn(s, jar, 'lt', returnTo);
  keep(jar, setCookie);
  return { url: new URL(location), setCookie };
}

async function signIn(jar: Jar = {}) {
  const { url } = await begin(jar);
  const back = await finishSignIn(s, jar, { code: 'the-code', state: url.searchParams.get('state') ?? '' });
  keep(jar, back.setCookie);
  return { jar, back, state: url.searchParams.get('state') ?? '' };
}

test('sign-in leaves for the consent page in the browser’s language and asks for the least', async () => {
  const { url, setCookie } = await begin({});
  assert.equal(url.origin + url.pathname, 'http://127.0.0.1:9/frontend/lt/oauth');
  const { state, ...rest } = Object.fromEntries(url.searchParams);
  assert.ok(state && Buffer.from(state, 'base64url').length >= 32);
  assert.deepEqual(rest, {
    client_id: 'test',
    response_type: 'code',
    scope: 'email full_name wallet_list',
    redirect_uri: 'http://localhost:3000/api/auth/callback/paysera-local',
  });
  for (const line of setCookie) assert.match(line, /^__Host-[a-z]+=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
  assert.ok(!setCookie.join().includes(state), 'the state travels encrypted');
});

test('coming back with the code signs in, remembers the wallet, and goes where the person was going', async () => {
  exchanged = [];
  const { jar, back } = await signIn();
  assert.equal(back.location, 'http://localhost:3000/account/wallet');
  assert.deepEqual(exchanged, [{ code: 'the-code', redirectUri: 'http://localhost:3000/api/auth/callback/paysera-local' }]);
  const session = await findSession(s, jar[SESSION_COOKIE] ?? '');
  assert.equal(session?.shopper.name, 'Ona Onaitė');
  assert.equal((await findConnectedWallet(s, session?.shopper.id ?? ''))?.wallets[0]?.id, '14471');
});

test('neither a cookie, nor a redirect, nor the session endpoint shows anything of Paysera’s token', async () => {
  const { jar, back } = await signIn();
  const session = await passToNextAuth(s, { method: 'GET', path: ['session'], cookies: jar });
  assert.deepEqual(Object.keys(session.body as object).sort(), ['expires', 'user']);
  assert.deepEqual((session.body as { user: object }).user, { name: 'Ona Onaitė' });
  const seen = JSON.stringify([back, jar, session]);
  for (const secret of Object.values(canary)) assert.ok(!seen.includes(secret));
});

test('a state that is missing, another one, or another browser’s never reaches the token endpoint', async () => {
  exchanged = [];
  const [mine, theirs] = [{}, {}];
  await begin(mine);
  const { url } = await begin(theirs);
  const wrongs: Record<string, string>[] = [
    { code: 'c' },
    { code: 'c', state: '' },
    { code: 'c', state: 'A'.repeat(43) },
    { code: 'c', state: url.searchParams.get('state') ?? '' },
  ];
  for (const query of wrongs) {
    const jar = { ...mine };
    const back = await finishSignIn(s, jar, query);
    assert.equal(back.location, '/sign-in?error=lost&returnTo=%2Faccount%2Fwallet');
    assert.ok(!back.setCookie.some((line) => line.startsWith(`${SESSION_COOKIE}=`)));
  }
  assert.equal((await finishSignIn(s, {}, { code: 'c', state: 'x' })).location, '/sign-in?error=lost&returnTo=%2Faccount');
  assert.deepEqual(exchanged, []);
});

test('the way back is walked once, even by a copy of the browser’s cookies', async () => {
  const jar: Jar = {};
  const { url } = await begin(jar);
  const query = { code: 'the-code', state: url.searchParams.get('state') ?? '' };
  exchanged = [];
  const copies = await Promise.all([1, 2, 3].map(() => finishSignIn(s, { ...jar }, query)));
  assert.equal(copies.filter(({ location }) => location.endsWith('/account/wallet') && !location.includes('error')).length, 1);
  assert.equal(copies.filter(({ location }) => location.includes('error=lost')).length, 2);
  assert.equal(exchanged.length, 1);
  for (const { setCookie } of copies)
    assert.ok(
      setCookie.some((line) => line.startsWith(`${STATE_COOKIE}=;`)),
      'the state cookie is cleared',
    );
});

test('signing in makes a new session and ends the one before, whoever it was', async () => {
  const { jar } = await signIn();
  const before = jar[SESSION_COOKIE] ?? '';
  await signIn(jar);
  assert.notEqual(jar[SESSION_COOKIE], before);
  assert.equal(await findSession(s, before), null);
  assert.ok(await findSession(s, jar[SESSION_COOKIE] ?? ''));
});

test('a session id planted before login is worth nothing after it', async () => {
  const planted = 'A'.repeat(43);
  const { jar } = await signIn({ [SESSION_COOKIE]: planted });
  assert.notEqual(jar[SESSION_COOKIE], planted);
  assert.equal(await findSession(s, planted), null);
});

test('each way of failing at Paysera comes back as a sentence the sign-in page has, and keeps where the person was going', async () => {
  const answers: [Record<string, string>, Error | null, string][] = [
    [{ error: 'access_denied' }, null, 'denied'],
    [{ error: 'server_error' }, null, 'unavailable'],
    [{ error: 'invalid_scope', error_description: '<script>' }, null, 'refused'],
    [{ code: '' }, null, 'refused'],
    [
      { code: 'old' },
      new Refused('oauth.exchangeCode', {
        status: 400,
        code: 'invalid_grant',
        description: null,
        uri: null,
        properties: null,
        data: null,
        retryAfterMs: null,
      }),
      'refused',
    ],
    [{ code: 'c' }, new InDoubt('oauth.exchangeCode', { reason: 'timeout', safeToRepeat: false }), 'unavailable'],
    [{ code: 'c' }, new Error('a bug with secrets in it: canary-mac-key'), 'failed'],
  ];
  for (const [query, error, failure] of answers) {
    failWith = error;
    const jar: Jar = {};
    const { url } = await begin(jar, '/admin/orders?status=paid');
    const back = await finishSignIn(s, jar, { ...query, state: url.searchParams.get('state') ?? '' });
    assert.equal(back.location, `/sign-in?error=${failure}&returnTo=%2Fadmin%2Forders%3Fstatus%3Dpaid`);
    assert.ok(!back.setCookie.some((line) => line.startsWith(`${SESSION_COOKIE}=`)));
  }
  failWith = null;
});

test('a way back of another environment is not taken', async () => {
  const jar: Jar = {};
  const { url } = await begin(jar);
  exchanged = [];
  const elsewhere = { ...s, env: { ...s.env, paysera: { ...s.env.paysera, environment: 'sandbox' as const } } };
  const back = await finishSignIn(elsewhere, jar, { code: 'c', state: url.searchParams.get('state') ?? '' });
  assert.match(back.location, /error=lost/);
  assert.deepEqual(exchanged, []);
});

test('signing out ends the session in the database', async () => {
  const { jar } = await signIn();
  const { csrfToken } = (await passToNextAuth(s, { method: 'GET', path: ['csrf'], cookies: jar })).body as { csrfToken: string };
  await passToNextAuth(s, { method: 'POST', path: ['signout'], body: { csrfToken: 'wrong' }, cookies: jar });
  assert.ok(await findSession(s, jar[SESSION_COOKIE] ?? ''), 'a forged sign-out does nothing');
  await passToNextAuth(s, { method: 'POST', path: ['signout'], body: { csrfToken }, cookies: jar });
  assert.equal(await findSession(s, jar[SESSION_COOKIE] ?? ''), null);
});
