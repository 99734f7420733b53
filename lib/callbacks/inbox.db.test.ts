import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { runJobsOnce } from '../jobs/run-once.ts';
import { readOrder, readOrderForStaff } from '../orders/order-store.ts';
import { readCallback, replayCallback } from './callback-store.ts';
import { searchCallbacks } from './search-callbacks.ts';

const shop = await startTestShop();
const { s, paysera, sql } = shop;

async function store(fill: {
  verdict?: string;
  type?: string;
  key?: string | null;
  minutesAgo?: number;
  environment?: string;
}): Promise<string> {
  const { verdict = 'accepted', type = 'transaction.reserved', key = null, minutesAgo = 1, environment = 'local' } = fill;
  const [row] = await sql<{ hash: string }>(
    `INSERT INTO callback_inbox (environment, hash, day, verdict, event, sign, event_type, transaction_key, received_at)
     VALUES ($1, sha256(random()::text::bytea), '1970-01-01', $2, '{"raw": true}', 'c2lnbg==', $3, $4, $5) RETURNING encode(hash, 'hex') AS hash`,
    environment,
    verdict,
    verdict === 'forged' ? null : type,
    key,
    new Date(s.clock.now().getTime() - minutesAgo * 60_000),
  );
  return row?.hash ?? '';
}

const orderId = await shop.order();
await payForOrder(s, { orderId, language: 'en' });
const key = [...paysera.transactions.keys()].at(-1) as string;
const number = String((await readOrder(s, orderId))?.number);
const hashes: string[] = [];
for (let age = 5; age >= 1; age--) hashes.unshift(await store({ minutesAgo: age * 40, key: age === 1 ? key : null }));
const forged = await store({ verdict: 'forged', minutesAgo: 500 });
await store({ environment: 'sandbox', minutesAgo: 2 });

const found = async (search: Parameters<typeof searchCallbacks>[1]) => (await searchCallbacks(s, search)).callbacks.map(({ hash }) => hash);

test('pages go forwards and back over every callback of this environment once, newest first', async () => {
  const first = await searchCallbacks(s, { limit: 4 });
  assert.deepEqual(
    first.callbacks.map(({ hash }) => hash),
    hashes.slice(0, 4),
  );
  assert.equal(first.previous, null);
  const second = await searchCallbacks(s, { limit: 4, after: first.next as string });
  assert.deepEqual(
    second.callbacks.map(({ hash }) => hash),
    [hashes[4], forged],
  );
  assert.equal(second.next, null);
  assert.deepEqual((await searchCallbacks(s, { limit: 4, before: second.previous as string })).callbacks, first.callbacks);
});

test('each filter finds its own and nothing else', async () => {
  assert.deepEqual(await found({ verdict: 'forged' }), [forged]);
  assert.deepEqual(await found({ orderNumber: number }), [hashes[0]]);
  assert.deepEqual(await found({ orderNumber: 'x' }), []);
  assert.deepEqual(await found({ hours: 1 }), [hashes[0]]);
  assert.deepEqual(await found({ type: 'transaction.failed' }), []);
  assert.equal((await found({ type: 'transaction.reserved' })).length, 5);
  assert.deepEqual(await found({ outcome: 'waiting' }), hashes);
  assert.equal((await found({ after: 'nonsense' })).length, 6);
});

test('a replay goes the way of the callback itself, names who asked, and takes no forged one', async () => {
  paysera.accept(key);
  assert.equal(await replayCallback(s, forged, 'shp_owner'), false);
  assert.equal(await replayCallback(s, 'f'.repeat(64), 'shp_owner'), false);
  assert.equal(await replayCallback(s, hashes[0] as string, 'shp_owner'), true);
  await runJobsOnce(s);
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
  const stored = await readCallback(s, hashes[0] as string);
  assert.equal(stored?.outcome, 'attempt-confirmed');
  assert.ok(stored?.handledAt);
  const note = (await readOrderForStaff(s, orderId))?.timeline.find(({ kind }) => kind === 'callback-replayed');
  assert.deepEqual([note?.source, note?.data], ['staff', { staff: 'shp_owner' }]);
  assert.deepEqual(await found({ outcome: 'handled' }), [hashes[0]]);
});
