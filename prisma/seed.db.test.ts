import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { freshDatabase } from '#lib/db/test-database.ts';
import { catalogue } from './catalogue.ts';
import { seed } from './seed.ts';

const pool = new pg.Pool({ connectionString: await freshDatabase(), max: 1 });
// The database is dropped under the idle connection before this file's own hook runs.
pool.on('error', () => {});
after(() => pool.end());

test('the demo shop has what its pages are to show: sizes, extremes of price, something sold out', async () => {
  await seed(pool);
  const prices = (await pool.query('select min(price_minor), max(price_minor) from product_variant')).rows[0];
  const sizes = await pool.query('select product_id from product_variant group by product_id having count(*) = 2');
  const soldOut = await pool.query('select 1 from product_variant where stock_on_hand = 0');
  assert.ok(catalogue.length >= 16);
  assert.deepEqual(prices, { min: '30', max: '145000' });
  assert.equal(sizes.rowCount, 4);
  assert.equal(soldOut.rowCount, 1);
});

test('seeding again adds nothing and undoes no edit made at the desk', async () => {
  await seed(pool);
  await pool.query("update product set title = 'Mended cup' where slug = 'dune-cup'");
  const again = await seed(pool);
  const { rows } = await pool.query(
    "select title, (select count(*)::int from product_variant) as variants from product where slug = 'dune-cup'",
  );
  assert.equal(again.products, 0);
  assert.deepEqual(rows, [{ title: 'Mended cup', variants: catalogue.flatMap((product) => product.variants).length }]);
});
