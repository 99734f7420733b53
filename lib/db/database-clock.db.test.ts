import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import pino from 'pino';
import { addToCart } from '../carts/change-cart.ts';
import { testEnv } from '../checkout/checkout-fixture.ts';
import { createFakePaysera } from '../checkout/fake-paysera.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { placeOrder } from '../checkout/place-order.ts';
import type { Clock } from '../clock.ts';
import { sweep } from '../jobs/sweep.ts';
import { readOrder } from '../orders/order-store.ts';
import { closeServices, createServices, type Services } from '../services.ts';
import { createDatabaseClock } from './database-clock.ts';
import { freshDatabase } from './test-database.ts';

const hourMs = 3_600_000;
const databaseUrl = await freshDatabase();
const machine = (aheadMs: number): Clock => ({ now: () => new Date(Date.now() + aheadMs) });
const instances: Services[] = [];
after(() => Promise.all(instances.map(closeServices)));

/** An instance of the shop on a machine whose clock is wrong by so much. */
async function instanceOn(aheadMs: number): Promise<Services> {
  const { client } = createFakePaysera(machine(0), { projectId: 100, walletId: 5000 });
  const s = createServices(testEnv(databaseUrl), { machineClock: machine(aheadMs), paysera: client, log: pino({ level: 'silent' }) });
  instances.push(s);
  await s.pool.query('SELECT 1');
  return s;
}

test('two instances whose machines disagree by hours agree on the end of an order', async () => {
  const [right, ahead, behind] = [await instanceOn(0), await instanceOn(2 * hourMs), await instanceOn(-2 * hourMs)];
  assert.ok(Math.abs(ahead.clock.now().getTime() - right.clock.now().getTime()) < 1_000);
  assert.ok(Math.abs(behind.clock.now().getTime() - right.clock.now().getTime()) < 1_000);
  await right.pool.query(
    `INSERT INTO product (id, slug, title, kind, summary, description, details, pictures, position) VALUES ('prd_cup', 'cup', 'Cup', 'ceramics', '', '', '{}', '[{}]', 1)`,
  );
  await right.pool.query(
    `INSERT INTO product_variant (id, product_id, sku, position, price_minor, currency, stock_on_hand) VALUES ('var_cup', 'prd_cup', 'CUP', 1, 1840, 'EUR', 9)`,
  );
  const added = await addToCart(behind, { token: null, variantId: 'var_cup', quantity: 1 });
  assert.ok(added.kind === 'changed');
  const input = { cartToken: added.token, cartVersion: added.cart.version, shownTotalMinor: 1840n, shopperId: null };
  const placed = await placeOrder(behind, { ...input, email: 'ona@example.lt', language: 'en' });
  assert.ok(placed.kind === 'placed');

  await sweep(ahead);
  assert.equal((await readOrder(right, placed.orderId))?.status, 'pending');
  assert.equal((await payForOrder(ahead, { orderId: placed.orderId, language: 'en' })).kind, 'redirect');
});

test('a slow answer does not move the time, a machine set right does', async () => {
  const { pool } = await instanceOn(0);
  const client = await pool.connect();
  let aheadMs = hourMs;
  let stopped: Date | null = null;
  const clock = createDatabaseClock({ now: () => stopped ?? new Date(Date.now() + aheadMs) });
  // Read while the machine's clock stands still, so that a busy machine changes nothing between two looks.
  const offsetMs = () => {
    stopped = new Date(0);
    const offset = clock.now().getTime();
    stopped = null;
    return offset;
  };
  // The most exact of several answers is kept; each of them may have been held up.
  for (let asked = 0; asked < 20; asked++) await clock.learn(client);
  const before = offsetMs();
  assert.ok(Math.abs(before + hourMs) < 1_000);
  const slow = { query: async (text: string) => client.query(`${text}, pg_sleep(1)`) } as unknown as typeof client;
  await clock.learn(slow);
  assert.equal(offsetMs(), before);
  aheadMs = 0; // somebody set the machine's clock
  await clock.learn(client);
  assert.ok(Math.abs(offsetMs()) < 1_000);
  client.release();
});
