// What the database keeps by itself, whoever writes.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import pg from 'pg';
import { sqlstateOf } from '../db/sqlstate.ts';
import { freshDatabase } from '../db/test-database.ts';

const client = new pg.Client(await freshDatabase());
client.on('error', () => {}); // the database is dropped before this connection is closed
await client.connect();
after(() => client.end());

const order = (id: string, shopper: string) => `
  INSERT INTO shop_order (id, environment, status, email, language, total_minor, currency, shopper_id, placed_at, expires_at, updated_at)
    VALUES ('ord_${id}', 'local', 'pending', 'a@b.lt', 'en', 1000, 'EUR', '${shopper}', now(), now(), now());
  INSERT INTO attempt (id, order_id, environment, number, status, amount_minor, currency, transaction_key, provider_status, use_allowance, created_at, updated_at)
    VALUES ('att_${id}', 'ord_${id}', 'local', 1, 'created', 1000, 'EUR', 'key${id}', 'new', true, now(), now());`;
const world = `
  INSERT INTO shopper (id, environment, paysera_user_id) VALUES ('shp_a', 'local', 1), ('shp_b', 'local', 2);
  ${['a', 'b', 'c', 'd'].map((id) => order(id, 'shp_a')).join('')} ${order('e', 'shp_b')}
  INSERT INTO allowance (id, environment, shopper_id, order_id, attempt_id, status, provider_id, wallet_id, weekly_minor, ceiling_minor, currency,
      window_seconds, valid_until, asked_at, active_at, updated_at)
    VALUES ('alw_a', 'local', 'shp_a', 'ord_a', 'att_a', 'active', 7, 9, 2500, 1500, 'EUR', 3600, now() + interval '1 day', now(), now(), now());`;
const use = (id: string, change: { amount?: number; currency?: string; at?: string } = {}) =>
  `INSERT INTO allowance_use (attempt_id, allowance_id, environment, order_id, click_key, state, amount_minor, currency, at)
   VALUES ('att_${id}', 'alw_a', 'local', 'ord_${id}', 'click-${id}', 'held', ${change.amount ?? 1000}, '${change.currency ?? 'EUR'}', ${change.at ?? 'now()'});`;

/** Sets the scene without triggers, does the steps with them, and leaves nothing behind. */
async function tryAll(...steps: string[]): Promise<{ state: string | null; uses: string[] }> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL session_replication_role = replica; ${world} SET LOCAL session_replication_role = origin`);
    for (const step of steps) await client.query(step);
    const { rows } = await client.query('SELECT attempt_id, state FROM allowance_use ORDER BY attempt_id');
    return { state: null, uses: rows.map((row) => `${row.attempt_id} ${row.state}`) };
  } catch (error) {
    return { state: sqlstateOf(error), uses: [] };
  } finally {
    await client.query('ROLLBACK');
  }
}

const usesAfter = async (...steps: string[]) => (await tryAll(...steps)).uses;
const stateAfter = async (...steps: string[]) => (await tryAll(...steps)).state;

test('uses are taken up to the limit of the window and not one cent further', async () => {
  assert.deepEqual(await usesAfter(use('a'), use('b'), use('c')), ['att_a held', 'att_b held']);
  assert.deepEqual(await usesAfter(use('a'), use('b', { amount: 1500 })), ['att_a held', 'att_b held']);
  assert.deepEqual(await usesAfter(use('a', { amount: 1001 }), use('b', { amount: 1500 })), ['att_a held']);
});

test('what left the window, or was given back, counts no more', async () => {
  const old = use('a', { at: `now() - interval '3611 seconds'` });
  assert.equal((await usesAfter(old, use('b'), use('c'))).length, 3);
  assert.equal((await usesAfter(use('a', { at: `now() - interval '3609 seconds'` }), use('b'), use('c'))).length, 2);
  const dead = `UPDATE attempt SET status = 'dead' WHERE id = 'att_a'`;
  assert.deepEqual(await usesAfter(use('a'), dead, use('b'), use('c')), ['att_a given-back', 'att_b held', 'att_c held']);
});

test('nothing is taken above the ceiling, in another currency, by somebody else, or after the end', async () => {
  assert.deepEqual(await usesAfter(use('a', { amount: 1501 })), []);
  assert.deepEqual(await usesAfter(use('a', { currency: 'USD' })), []);
  assert.deepEqual(await usesAfter(use('e')), []);
  assert.deepEqual(await usesAfter(use('a', { at: `now() + interval '2 days'` })), []);
  const ended = `UPDATE allowance SET status = 'ended', end_reason = 'turned-off', ended_at = now() WHERE id = 'alw_a'`;
  assert.deepEqual(await usesAfter(ended, use('a')), []);
});

test('a use follows its attempt: paid without a PIN it counts, paid by PIN after all it goes back', async () => {
  const pay = (by: string) => `UPDATE attempt SET status = 'confirming', accepted_by = '${by}' WHERE id = 'att_a';
    UPDATE attempt SET status = 'confirmed', next_read_at = NULL WHERE id = 'att_a'`;
  assert.deepEqual(await usesAfter(use('a'), pay('automatic')), ['att_a paid']);
  assert.deepEqual(await usesAfter(use('a'), pay('page')), ['att_a given-back']);
});

test('money that can still be undone is never claimed', async () => {
  const hold = (until: string) => `UPDATE attempt SET hold_until = ${until} WHERE id = 'att_a'`;
  const claim = `UPDATE attempt SET status = 'confirming', updated_at = now() WHERE id = 'att_a'`;
  assert.equal(await stateAfter(hold(`now() + interval '1 second'`), claim), 'TL001');
  assert.equal(await stateAfter(hold('now()'), claim), null);
});

test('money that may count under another permission is never claimed, but for what was approved by PIN', async () => {
  const claim = (by: string) => `UPDATE attempt SET status = 'confirming', accepted_by = ${by} WHERE id = 'att_a'`;
  const unsure = `UPDATE attempt SET unsure = true WHERE id = 'att_a'`;
  assert.deepEqual([await stateAfter(unsure, claim(`'automatic'`)), await stateAfter(unsure, claim('NULL'))], ['TL001', 'TL001']);
  assert.deepEqual([await stateAfter(unsure, claim(`'page'`)), await stateAfter(claim(`'automatic'`))], [null, null]);
});

test('a permission is never enlarged, prolonged, moved or begun as active, and its history only grows', async () => {
  for (const change of [
    'weekly_minor = 2501',
    'ceiling_minor = 9999',
    `valid_until = valid_until + interval '1 day'`,
    `shopper_id = 'shp_b'`,
    'wallet_id = 1',
  ])
    assert.equal(await stateAfter(`UPDATE allowance SET ${change} WHERE id = 'alw_a'`), 'TL002', change);
  assert.equal(await stateAfter(`INSERT INTO allowance SELECT * FROM allowance`), 'TL001');
  assert.equal(await stateAfter(use('a'), 'DELETE FROM allowance_use'), 'TL003');
  assert.equal(await stateAfter(use('a'), `UPDATE allowance_use SET amount_minor = 1`), 'TL002');
  const back = `UPDATE allowance_use SET state = 'given-back'`;
  assert.equal(await stateAfter(use('a'), back, `UPDATE allowance_use SET state = 'held'`), 'TL001');
});
