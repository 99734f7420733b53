import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountsFixture } from './accounts-fixture.ts';
import { closeSession, findSession, newSessionToken, openSession } from './session-store.ts';
import { saveShopper } from './shopper-store.ts';
import { saveStaff } from './staff-store.ts';

const MINUTE_MS = 60_000;
const fixture = await accountsFixture();
const { s, pass } = fixture;

let userIds = 200n;
async function signedIn() {
  const shopper = await saveShopper(s, { payseraUserId: ++userIds, email: 'ona@example.lt', name: 'Ona' });
  const token = newSessionToken();
  await openSession(s, { token, shopperId: shopper.id });
  return { shopper, token };
}

test('a session is found by its token, and the database does not hold the token', async () => {
  const { shopper, token } = await signedIn();
  assert.deepEqual((await findSession(s, token))?.shopper, shopper);
  const { rows } = await s.pool.query<{ text: string }>('select session::text as text from session');
  for (const { text } of rows) assert.ok(!text.includes(token) && !text.includes(Buffer.from(token).toString('hex')));
});

test('a token nobody was given, or an altered one, finds nothing', async () => {
  const { token } = await signedIn();
  for (const wrong of [newSessionToken(), token.slice(0, -1), `${token} `, token.toLowerCase(), ''])
    assert.equal(await findSession(s, wrong), null);
});

test('a closed session stays closed for every copy of its cookie', async () => {
  const { token } = await signedIn();
  await closeSession(s, token);
  assert.equal(await findSession(s, token), null);
});

test('a shopper’s session lives while it is used and ends half an hour after the last use', async () => {
  const { token } = await signedIn();
  for (let times = 0; times < 3; times++) {
    pass(29 * MINUTE_MS);
    assert.ok(await findSession(s, token), `used ${times} times`);
  }
  pass(30 * MINUTE_MS);
  assert.equal(await findSession(s, token), null);
});

test('no use keeps a session alive beyond its day', async () => {
  const { token } = await signedIn();
  for (let minutes = 0; minutes < 24 * 60 - 20; minutes += 20) {
    pass(20 * MINUTE_MS);
    assert.ok(await findSession(s, token));
  }
  pass(20 * MINUTE_MS);
  assert.equal(await findSession(s, token), null);
});

test('staff are signed out after 15 idle minutes, and an ended session is not revived by a later use', async () => {
  const { shopper, token } = await signedIn();
  await saveStaff(s, { payseraUserId: shopper.payseraUserId, role: 'clerk' });
  pass(14 * MINUTE_MS);
  assert.equal((await findSession(s, token))?.role, 'clerk');
  pass(15 * MINUTE_MS);
  assert.equal(await findSession(s, token), null);
  assert.equal(await findSession(s, token), null);
});

test('a role given or taken counts from the next request on', async () => {
  const { shopper, token } = await signedIn();
  assert.equal((await findSession(s, token))?.role, null);
  await saveStaff(s, { payseraUserId: shopper.payseraUserId, role: 'owner' });
  assert.equal((await findSession(s, token))?.role, 'owner');
  await s.db.staff.deleteMany({ where: { payseraUserId: shopper.payseraUserId } });
  assert.equal((await findSession(s, token))?.role, null);
});

test('a session of the sandbox opens nothing in production', async () => {
  const { token } = await signedIn();
  assert.equal(await findSession(fixture.with({ environment: 'sandbox' }), token), null);
  assert.ok(await findSession(s, token), 'and is not harmed by the attempt');
});

test('ended sessions are cleared away when a new one opens', async () => {
  await signedIn();
  pass(25 * 60 * MINUTE_MS);
  await signedIn();
  assert.equal(await s.db.session.count(), 1);
});
