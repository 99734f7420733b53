import assert from 'node:assert/strict';
import test from 'node:test';
import pg from 'pg';
import { freshDatabase } from '#lib/db/test-database.ts';
import { seedOrders } from './seed-orders.ts';

test('a seeded year obeys every rule that a running shop obeys, and ends before now', async (t) => {
  const url = await freshDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const indexes = async () => (await client.query('SELECT indexname FROM pg_indexes ORDER BY 1')).rows.map((row) => row.indexname);
  const before = await indexes();
  const { seconds } = await seedOrders(url, 3_000);
  t.diagnostic(`3,000 orders in ${seconds.toFixed(1)} s`);
  const one = async (sql: string) => Number((await client.query(sql)).rows[0]?.n);

  assert.deepEqual(await indexes(), before);
  assert.equal(await one('SELECT count(*) AS n FROM shop_order'), 3_000);
  assert.equal(await one('SELECT count(*) AS n FROM shop_order WHERE placed_at > now()'), 0);
  assert.ok((await one('SELECT count(DISTINCT currency) AS n FROM shop_order')) >= 5);
  assert.equal(
    await one(
      `SELECT count(*) AS n FROM shop_order o WHERE (o.status IN ('paid', 'refunded')) <>
       ((SELECT count(*) FROM attempt a WHERE a.order_id = o.id AND a.status = 'confirmed' AND a.amount_minor = o.total_minor) = 1)`,
    ),
    0,
  );
  assert.equal(await one('SELECT count(*) AS n FROM (SELECT FROM ledger_entry GROUP BY order_id HAVING sum(amount_minor) <> 0) s'), 0);
  assert.equal(
    await one(
      'SELECT count(*) AS n FROM shop_order o WHERE total_minor <> (SELECT sum(line_total_minor) FROM order_line l WHERE l.order_id = o.id)',
    ),
    0,
  );
  assert.equal(
    (await one(`SELECT count(*) AS n FROM shop_order WHERE (placed_at AT TIME ZONE 'Europe/Vilnius')::time BETWEEN '03:00' AND '04:00'`)) >
      0,
    true,
  );
  // What comes next goes on where the year ended.
  assert.ok((await one(`SELECT nextval('shop_order_number_seq') AS n`)) > (await one('SELECT max(number) AS n FROM shop_order')));
  await client.end();
});
