// `npm run seed -- [--orders N]`: fills the database that DATABASE_URL names with the demo's goods, and with a year of N orders.
import '#lib/runtime/load-env-file.ts';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readDatabaseUrl } from '#lib/env.ts';
import { prepareDatabase } from '#lib/jobs/prepare-database.ts';
import { answer, wantsJson } from '#lib/runtime/json-answer.ts';
import { whyNoDatabase } from '#lib/runtime/why-no-database.ts';
import { seed } from './seed.ts';
import { seedOrders } from './seed-orders.ts';

const { values } = parseArgs({ options: { orders: { type: 'string', default: '0' }, json: { type: 'boolean', default: false } } });
const say = (line: string) => (wantsJson() ? console.error(line) : console.log(line));
const orders = Number(values.orders);

try {
  if (!Number.isSafeInteger(orders) || orders < 0) throw new Error('--orders must be a whole number.');
  const url = readDatabaseUrl();
  await prepareDatabase(url);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const { products } = await seed(pool);
  await pool.end();
  say(`${products} products added.`);
  const seconds = orders > 0 ? (await seedOrders(url, orders, say)).seconds : 0;
  if (orders > 0) say(`${orders.toLocaleString('en')} orders in ${seconds.toFixed(1)} s.`);
  answer({ products, orders, seconds });
} catch (error) {
  console.error(whyNoDatabase(error));
  answer({ error: whyNoDatabase(error) });
  process.exitCode = 1;
}
