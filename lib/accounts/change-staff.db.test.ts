// Power at the desk: given and taken by an owner, never one's own, and never the last one's.
import assert from 'node:assert/strict';
import test from 'node:test';
import { accountsFixture } from './accounts-fixture.ts';
import { type ChangeStaff, changeStaff, listStaff } from './change-staff.ts';
import { findSession, newSessionToken, openSession } from './session-store.ts';
import { saveShopper } from './shopper-store.ts';
import { findStaffRole, saveStaff } from './staff-store.ts';

const { s } = await accountsFixture();
const person = async (payseraUserId: bigint) =>
  (await saveShopper(s, { payseraUserId, email: `p${payseraUserId}@example.lt`, name: `P ${payseraUserId}` })).id;
await saveStaff(s, { payseraUserId: 1n, role: 'owner' });
const owner = await person(1n);
const other = await person(2n);
const change = (who: string, role: ChangeStaff['role'], staffId = owner) => changeStaff(s, { who, role, staffId });

test('an owner names somebody by e-mail or by Paysera’s id, changes what they may do, and takes it again; each leaves a line', async () => {
  const token = newSessionToken();
  await openSession(s, { token, shopperId: other });
  assert.deepEqual(await change('P2@example.lt', 'clerk'), { kind: 'changed' });
  assert.equal(await findStaffRole(s, 2n), 'clerk');
  assert.equal(await findSession(s, token), null, 'they sign in anew');
  assert.deepEqual(await change('2', 'clerk'), { kind: 'unchanged' });
  assert.deepEqual(await change(' 2 ', 'owner'), { kind: 'changed' });
  assert.deepEqual(await change('77', 'clerk'), { kind: 'changed' });
  assert.deepEqual(
    (await listStaff(s))
      .map(({ payseraUserId, name, role }) => [payseraUserId, name, role])
      .toSorted(([one], [two]) => Number(one) - Number(two)),
    [
      ['1', 'P 1', 'owner'],
      ['2', 'P 2', 'owner'],
      ['77', null, 'clerk'],
    ],
  );
  assert.deepEqual(await change('77', null), { kind: 'changed' });
  assert.deepEqual(await change('77', null), { kind: 'unchanged' });
  assert.equal(await findStaffRole(s, 77n), null);
  const { rows } = await s.pool.query(`SELECT data FROM audit_event WHERE kind = 'staff-changed' ORDER BY id`);
  assert.deepEqual(
    rows.map(({ data }) => [data.staff, data.person, data.before, data.after]),
    [
      [owner, '2', null, 'clerk'],
      [owner, '2', 'clerk', 'owner'],
      [owner, '77', null, 'clerk'],
      [owner, '77', 'clerk', null],
    ],
  );
});

test('nobody changes themselves, a clerk changes nobody, and a name that means nobody or two is no name', async () => {
  assert.deepEqual(await change('1', null), { kind: 'refused', reason: 'self' });
  assert.deepEqual(await change('p1@example.lt', 'clerk'), { kind: 'refused', reason: 'self' });
  await saveStaff(s, { payseraUserId: 3n, role: 'clerk' });
  assert.deepEqual(await change('2', null, await person(3n)), { kind: 'refused', reason: 'not-allowed' });
  for (const who of ['', 'nobody@example.lt', '0', '-1', "1' OR true"])
    assert.deepEqual(await change(who, 'owner'), { kind: 'refused', reason: 'unknown' });
  for (const payseraUserId of [8n, 9n]) await saveShopper(s, { payseraUserId, email: 'twins@example.lt', name: null });
  assert.deepEqual(await change('twins@example.lt', 'owner'), { kind: 'refused', reason: 'unknown' });
});

test('two owners who take each other’s power at once: one keeps it', async () => {
  await saveStaff(s, { payseraUserId: 2n, role: 'owner' });
  const gate = await s.pool.connect();
  await gate.query('BEGIN; SELECT FROM staff FOR UPDATE');
  const both = [change('2', null, owner), change('1', null, other)];
  // Both have been let in, and wait for the same rows.
  const waiting = `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await s.pool.query<{ waiting: number }>(waiting)).rows[0]?.waiting !== 2);
  await gate.query('COMMIT');
  gate.release();
  assert.deepEqual((await Promise.all(both)).map(({ kind }) => kind).sort(), ['changed', 'refused']);
  const owners = (await listStaff(s)).filter(({ role }) => role === 'owner');
  assert.equal(owners.length, 1);
  const kept = owners[0]?.payseraUserId as string;
  await saveStaff(s, { payseraUserId: 4n, role: 'owner' });
  const fourth = await person(4n);
  assert.deepEqual(await change(kept, 'clerk', fourth), { kind: 'changed' });
  await saveStaff(s, { payseraUserId: 4n, role: 'clerk' });
  assert.deepEqual(await change(kept, 'owner', fourth), { kind: 'refused', reason: 'not-allowed' });
});
