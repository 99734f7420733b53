// The database goes away in the middle of a reading and comes back: whoever was at it goes on at once, and takes nothing from another.
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { sweep } from '../jobs/sweep.ts';
import type { Services } from '../services.ts';
import { startTestShop } from './checkout-fixture.ts';
import { setFailpoint } from './failpoint.ts';
import { payForOrder } from './pay-for-order.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
const leaseMs = 2 * s.timing.callMs;
afterEach(() => setFailpoint(null));

/** A worker whose database can be away. */
function worker(): { s: Services; away: boolean } {
  const own = { s, away: false };
  const query = (...values: Parameters<typeof s.pool.query>) =>
    own.away
      ? Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' }))
      : (s.pool.query(...values) as unknown as Promise<unknown>);
  own.s = { ...s, pool: Object.assign(Object.create(s.pool), { query }) };
  return own;
}

/** An order that is paid at Paysera, and whose next reading is due. */
async function approved(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const [row] = await sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', orderId);
  const key = row?.transaction_key as string;
  paysera.accept(key);
  clock.advance(s.timing.firstPollMs + 1);
  return { orderId, key };
}
const statusOf = async (orderId: string) =>
  (await sql<{ status: string }>('SELECT status FROM attempt WHERE order_id = $1', orderId))[0]?.status;
const readsOf = (key: string) => paysera.calls.filter((one) => one.call === 'get' && one.key === key).length;
const confirmsOf = (key: string) => paysera.calls.filter((one) => one.call === 'confirm' && one.key === key).length;

for (const point of ['before-read', 'after-read', 'after-claim', 'before-confirm', 'after-confirm', 'before-settle'] as const)
  test(`away at ${point}: taken up with the first look after its return, and taken once`, async () => {
    const mine = worker();
    const { orderId, key } = await approved();
    setFailpoint((name) => {
      if (name === point) mine.away = true;
    });
    await sweep(mine.s).catch(() => {});
    assert.equal(mine.away, true);
    assert.notEqual(await statusOf(orderId), 'confirmed');
    setFailpoint(null);
    await assert.rejects(sweep(mine.s), /terminating connection/, 'still away');
    mine.away = false;
    clock.advance(1_000);
    await sweep(mine.s);
    assert.equal(await statusOf(orderId), 'confirmed');
    const moved = await sql<{ sum: string }>(
      'SELECT sum(amount_minor)::text AS sum FROM ledger_entry WHERE order_id = $1 AND amount_minor > 0',
      orderId,
    );
    assert.equal(moved[0]?.sum, '1840');
    assert.ok(confirmsOf(key) >= 1);
  });

test('another worker is at it since: it keeps it', async () => {
  const mine = worker();
  const { orderId, key } = await approved();
  setFailpoint((name) => {
    if (name === 'after-read') mine.away = true;
  });
  await sweep(mine.s).catch(() => {});
  setFailpoint(null);
  clock.advance(leaseMs + 1);
  const reads = readsOf(key);
  const other = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  paysera.hold('get', async () => {
    entered.resolve();
    await other.promise;
  });
  const theirs = sweep(s);
  await entered.promise;
  mine.away = false;
  await sweep(mine.s);
  assert.equal(readsOf(key), reads + 1, 'nobody reads beside the other');
  paysera.hold('get', async () => {});
  other.resolve();
  await theirs;
  assert.deepEqual([await statusOf(orderId), confirmsOf(key)], ['confirmed', 1]);
});

test('nothing is wrong with the database: what stumbles waits for its lease, so that a fault of ours asks Paysera no more often', async () => {
  const { orderId, key } = await approved();
  setFailpoint((name) => {
    if (name === 'after-read') throw new Error('a fault of ours');
  });
  await sweep(s);
  const reads = readsOf(key);
  clock.advance(1_000);
  await sweep(s);
  assert.equal(readsOf(key), reads);
  setFailpoint(null);
  clock.advance(leaseMs);
  await sweep(s);
  assert.equal(await statusOf(orderId), 'confirmed');
});
