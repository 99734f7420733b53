import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import pg from 'pg';
import { checkDatabase } from './check-database.ts';
import { createDb, createPool } from './client.ts';
import { isDatabaseAway, sqlstateOf } from './sqlstate.ts';
import { freshDatabase } from './test-database.ts';

const url = await freshDatabase();
const pool = createPool(url);
const db = createDb(pool);
after(async () => {
  await db.$disconnect();
  await pool.end();
});

const line = (
  order: string,
  total: number,
) => `INSERT INTO order_line (order_id, position, variant_id, sku, slug, title, picture, unit_price_minor, quantity, line_total_minor)
  VALUES ('${order}', 1, 'var_a', 'A', 'a', 'A', '{}', ${total}, 1, ${total})`;
const order = (
  id: string,
  total = 100,
) => `WITH o AS (INSERT INTO shop_order (id, environment, status, email, language, total_minor, currency, placed_at, expires_at, updated_at)
  VALUES ('${id}', 'local', 'pending', 'a@b.lt', 'en', ${total}, 'EUR', now(), now(), now())) ${line(id, 100)}`;
const attempt = (
  id: string,
  orderId: string,
) => `INSERT INTO attempt (id, order_id, environment, number, status, amount_minor, currency, created_at, updated_at)
  VALUES ('${id}', '${orderId}', 'local', 1, 'creating', 100, 'EUR', now(), now())`;

async function stateOf(text: string): Promise<string | null> {
  try {
    await pool.query(text);
    return null;
  } catch (error) {
    return sqlstateOf(error);
  }
}

test('a database that could lose an acknowledged commit, or lacks an index, is named', async () => {
  assert.equal(await checkDatabase(pool), null);
  const { rows } = await pool.query('SELECT current_database() AS name');
  await pool.query(`ALTER DATABASE ${rows[0].name} SET synchronous_commit = off`);
  const careless = createPool(url, { size: 1 });
  assert.match((await checkDatabase(careless)) ?? '', /synchronous_commit off/);
  await careless.end();
  await pool.query(`ALTER DATABASE ${rows[0].name} RESET synchronous_commit`);
  const client = new pg.Client(url);
  await client.connect();
  await client.query('BEGIN; DROP INDEX one_capture');
  assert.match((await checkDatabase(client as unknown as pg.Pool)) ?? '', /one_capture/);
  await client.query('ROLLBACK');
  await client.end();
});

test('an order whose lines do not add up to its total is not written', async () => {
  assert.equal(await stateOf(order('ord_sum', 101)), 'TL005');
  assert.equal(await stateOf(order('ord_sum', 100)), null);
});

test('paid without a confirmed attempt, and confirmed without a paid order, are refused at commit', async () => {
  await pool.query(order('ord_paid'));
  await pool.query(attempt('att_paid', 'ord_paid'));
  const paid = `UPDATE shop_order SET status = 'paid', paid_at = now(), stock_held = false WHERE id = 'ord_paid'`;
  assert.equal(await stateOf(paid), 'TL005');
  await pool.query(`UPDATE attempt SET status = 'created', transaction_key = 'key_paid' WHERE id = 'att_paid'`);
  await pool.query(`UPDATE attempt SET status = 'confirming' WHERE id = 'att_paid'`);
  const confirmed = `UPDATE attempt SET status = 'confirmed' WHERE id = 'att_paid'`;
  assert.equal(await stateOf(confirmed), 'TL005');
  assert.equal(await stateOf(`WITH a AS (${confirmed} RETURNING id) ${paid}`), null);
});

test('an order does not end while an attempt may still bring money', async () => {
  await pool.query(order('ord_end'));
  await pool.query(attempt('att_end', 'ord_end'));
  assert.equal(
    await stateOf(`UPDATE shop_order SET status = 'expired', closed_at = now(), stock_held = false WHERE id = 'ord_end'`),
    'TL005',
  );
});

test('a status that moves without its goods is refused', async () => {
  await pool.query(order('ord_goods'));
  assert.equal(await stateOf(`UPDATE shop_order SET status = 'expired', closed_at = now() WHERE id = 'ord_goods'`), '23514');
});

test('a ledger that does not sum to zero is refused at commit', async () => {
  await pool.query(order('ord_ledger'));
  await pool.query(attempt('att_ledger', 'ord_ledger'));
  const entry = (account: string, amount: number) => `('ord_ledger', 'att_ledger', 'local', '${account}', 'sale', ${amount}, 'EUR', now())`;
  const into = 'INSERT INTO ledger_entry (order_id, attempt_id, environment, account, kind, amount_minor, currency, at) VALUES';
  assert.equal(await stateOf(`${into} ${entry('wallet', 100)}`), 'TL004');
  assert.equal(await stateOf(`${into} ${entry('wallet', 100)}, ${entry('sales', -99)}`), 'TL004');
  assert.equal(await stateOf(`${into} ${entry('wallet', 100)}, ${entry('sales', -100)}`), null);
  assert.equal(await stateOf('UPDATE ledger_entry SET amount_minor = 1'), 'TL003');
});

test('the diary only grows', async () => {
  await pool.query(`INSERT INTO audit_event (at, kind, source, summary) VALUES (now(), 'x', 'test', 'x')`);
  assert.equal(await stateOf(`UPDATE audit_event SET summary = 'y'`), 'TL003');
  assert.equal(await stateOf('DELETE FROM audit_event'), 'TL003');
  assert.equal(await stateOf('TRUNCATE audit_event'), 'TL003');
});

test('an attempt of another environment cannot belong to an order', async () => {
  await pool.query(order('ord_env'));
  assert.equal(await stateOf(attempt('att_env', 'ord_env').replace(`'local'`, `'sandbox'`)), '23503');
});

test('the SQLSTATE is found in every shape an error comes in', async () => {
  const failures: [string, () => Promise<unknown>, string][] = [
    ['pg', () => pool.query('SELECT 1/0'), '22012'],
    ['raw query', () => db.$queryRawUnsafe('SELECT 1/0'), '22012'],
    ['raw trigger', () => db.$executeRawUnsafe(`DELETE FROM audit_event`), 'TL003'],
    ['model unique', () => db.staff.createMany({ data: [staff('a'), staff('a')] }), '23505'],
    ['model check', () => db.staff.create({ data: { ...staff('b'), role: 'king' } }), '23514'],
    ['deferred trigger', () => db.$executeRawUnsafe(order('ord_shape', 101)), 'TL005'],
    ['deferred in a transaction', () => db.$transaction([db.$executeRawUnsafe(order('ord_shape', 101))]), 'TL005'],
  ];
  for (const [name, fail, expected] of failures) {
    const error = await fail().then(
      () => assert.fail(`${name} did not fail`),
      (reason) => reason,
    );
    assert.equal(sqlstateOf(error), expected, name);
    assert.equal(isDatabaseAway(error), false, name);
  }
});

test('a killed connection is known for what it is, and kills no process', async () => {
  const victim = createPool(url, { size: 1 });
  const { rows } = await victim.query('SELECT pg_backend_pid() AS pid');
  const sleeping = victim.query('SELECT pg_sleep(4)').catch((error) => error);
  await pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  assert.equal(isDatabaseAway(await sleeping), true);
  assert.equal((await victim.query('SELECT 1 AS one')).rows[0].one, 1);
  await victim.end();
});

function staff(id: string) {
  return { id, environment: 'local', payseraUserId: 1n, role: 'owner' };
}
