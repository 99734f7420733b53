// `npm run seed -- [--orders N]`: fills the database that DATABASE_URL names with the demo's goods, and with a year of N orders.
import '#lib/runtime/load-env-file.ts';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readDatabaseUrl } from '#lib/env.ts';
import { prepareDatabase } from '#lib/jobs/prepare-database.ts';
import { whyNoDatabase } from '#lib/runtime/why-no-database.ts';
import { seed } from './seed.ts';
import { seedOrders } from './seed-orders.ts';

const { values } = parseArgs({ options: { orders: { type: 'string', default: '0' } } });
const orders = Number(values.orders);

try {
  if (!Number.isSafeInteger(orders) || orders < 0) throw new Error('--orders must be a whole number.');
  const url = readDatabaseUrl();
  await prepareDatabase(url);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const { products } = await seed(pool);
  await pool.end();
  console.log(`${products} products added.`);
  if (orders > 0) {
    const { seconds } = await seedOrders(url, orders, (line) => console.log(line));
    console.log(`${orders.toLocaleString('en')} orders in ${seconds.toFixed(1)} s.`);
  }
} catch (error) {
  console.error(whyNoDatabase(error));
  process.exitCode = 1;
}
