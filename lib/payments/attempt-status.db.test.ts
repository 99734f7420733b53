import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import pg from 'pg';
import { sqlstateOf } from '../db/sqlstate.ts';
import { freshDatabase } from '../db/test-database.ts';
import { canOrderMove, type OrderStatus, orderStatuses } from '../orders/order-status.ts';
import { type AttemptStatus, attemptStatuses, canAttemptMove } from './attempt-status.ts';

const client = new pg.Client(await freshDatabase());
client.on('error', () => {}); // the database is dropped before this connection is closed
await client.connect();
after(() => client.end());

const orders = Object.keys(orderStatuses) as OrderStatus[];
const attempts = Object.keys(attemptStatuses) as AttemptStatus[];
const keyless = ['creating', 'abandoned'];

/** Puts a row into any state, triggers off, tries the move with triggers on, and leaves nothing behind. */
async function tryMove(put: string, move: string): Promise<string | null> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(put);
    await client.query('SET LOCAL session_replication_role = origin');
    await client.query(move);
    return null;
  } catch (error) {
    return sqlstateOf(error);
  } finally {
    await client.query('ROLLBACK');
  }
}

const orderRow = (status: OrderStatus) => `INSERT INTO shop_order
  (id, environment, status, email, language, total_minor, currency, stock_held, placed_at, expires_at, paid_at, closed_at, updated_at)
  VALUES ('ord_a', 'local', '${status}', 'a@b.lt', 'en', 100, 'EUR', ${status === 'pending'}, now(), now(),
    ${orderStatuses[status].paid ? 'now()' : 'NULL'}, ${['expired', 'cancelled'].includes(status) ? 'now()' : 'NULL'}, now());`;

const attemptRow = (status: AttemptStatus) => `${orderRow('pending')}
  INSERT INTO attempt (id, order_id, environment, number, status, amount_minor, currency, transaction_key, created_at, updated_at)
  VALUES ('att_a', 'ord_a', 'local', 1, '${status}', 100, 'EUR', ${keyless.includes(status) ? 'NULL' : `'k'`}, now(), now());`;

test('the trigger on attempts allows exactly the moves of the table', async () => {
  for (const from of attempts) {
    for (const to of attempts.filter((status) => status !== from)) {
      const key = keyless.includes(from) && !keyless.includes(to) ? `, transaction_key = 'k'` : '';
      const state = await tryMove(attemptRow(from), `UPDATE attempt SET status = '${to}'${key} WHERE id = 'att_a'`);
      assert.equal(state, canAttemptMove(from, to) ? null : 'TL001', `${from} → ${to}`);
    }
  }
});

test('the trigger on orders allows exactly the moves of the table', async () => {
  for (const from of orders) {
    for (const to of orders.filter((status) => status !== from)) {
      const times = orderStatuses[to].paid
        ? 'paid_at = now(), closed_at = NULL'
        : to === 'pending'
          ? 'paid_at = NULL, closed_at = NULL'
          : 'closed_at = now(), paid_at = NULL';
      const state = await tryMove(
        orderRow(from),
        `UPDATE shop_order SET status = '${to}', stock_held = ${to === 'pending'}, ${times} WHERE id = 'ord_a'`,
      );
      assert.equal(state, canOrderMove(from, to) ? null : 'TL001', `${from} → ${to}`);
    }
  }
});

test('a row begins at the beginning of its machine', async () => {
  for (const status of attempts.filter((one) => one !== 'creating'))
    assert.equal(await tryMove(orderRow('pending'), attemptRow(status).split(';')[1] as string), 'TL001', status);
  for (const status of orders.filter((one) => one !== 'pending'))
    assert.equal(await tryMove('SELECT 1', orderRow(status)), 'TL001', status);
});

test('of an order one attempt can be live, and one claimed for capture or captured', async () => {
  const second = (status: AttemptStatus) =>
    attemptRow(status).split(';')[1]?.replace('att_a', 'att_b').replace(', 1, ', ', 2, ').replace(`'k'`, `'l'`);
  for (const status of attempts.filter((one) => !attemptStatuses[one].terminal)) {
    assert.equal(await tryMove(attemptRow('creating'), `SET LOCAL session_replication_role = replica; ${second(status)}`), '23505', status);
  }
  assert.equal(await tryMove(attemptRow('confirmed'), `SET LOCAL session_replication_role = replica; ${second('confirmed')}`), '23505');
  assert.equal(await tryMove(attemptRow('dead'), `SET LOCAL session_replication_role = replica; ${second('confirmed')}`), null);
});

test('a claim is written down by the database itself, and a doubt has a beginning', async () => {
  const claimed = `DO $$ BEGIN UPDATE attempt SET status = 'confirming' WHERE id = 'att_a';
    ASSERT (SELECT claimed_at = updated_at FROM attempt WHERE id = 'att_a'); END $$`;
  assert.equal(await tryMove(attemptRow('created'), claimed), null);
  const letGo = `DO $$ BEGIN UPDATE attempt SET status = 'releasing' WHERE id = 'att_a';
    ASSERT (SELECT claimed_at IS NULL FROM attempt WHERE id = 'att_a'); END $$`;
  assert.equal(await tryMove(attemptRow('created'), letGo), null);
  assert.equal(await tryMove(attemptRow('created'), `UPDATE attempt SET doubt_count = 1 WHERE id = 'att_a'`), '23514');
  assert.equal(await tryMove(attemptRow('created'), `UPDATE attempt SET forgotten_since = now() WHERE id = 'att_a'`), '23514');
  assert.equal(await tryMove(attemptRow('created'), `UPDATE attempt SET doubt_count = 1, doubt_since = now() WHERE id = 'att_a'`), null);
});
