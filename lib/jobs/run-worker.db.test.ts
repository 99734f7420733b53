import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { readOrder } from '../orders/order-store.ts';
import { sendOutbox } from '../outbox/send-outbox.ts';
import { runJobsOnce } from './run-once.ts';
import { runWorker } from './run-worker.ts';

const shop = await startTestShop({ timing: { firstPollMs: 50, longestPollMs: 200, sweepMs: 50, heartbeatMs: 100 } });
const { s, paysera, sql } = shop;
const worker = await runWorker(s, { concurrency: 2 });
after(() => worker.stop());

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await isTrue().catch(() => false)) return;
    await pause(50);
  }
  assert.fail(`never: ${what}`);
}

async function orderAtPaysera(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const [row] = await sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', orderId);
  return { orderId, key: row?.transaction_key as string };
}

const receiptsOf = async (orderId: string) =>
  (await sql('SELECT m.id FROM sent_mail m JOIN outbox x ON x.id = m.id WHERE x.order_id = $1', orderId)).length;

test('nobody calls and nobody comes back: the worker finds the payment and sends the receipt', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  await until('the receipt is sent', async () => (await receiptsOf(orderId)) === 1);
  assert.equal((await readOrder(s, orderId))?.status, 'paid');
});

test('a job that a killed worker left locked is done by another within seconds', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  // Added and locked in one breath: the worker here is quick, and would have done it in between.
  const results = (await s.pool.query(
    `BEGIN; SELECT graphile_worker.add_job('send-outbox', '{"id":"out_none"}', job_key => 'lost');
     UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 second', locked_by = 'killed' WHERE key = 'lost'; COMMIT`,
  )) as unknown as { rowCount: number }[];
  assert.equal(results[2]?.rowCount, 1);
  await until('the job is done', async () => (await sql(`SELECT FROM graphile_worker.jobs WHERE key = 'lost'`)).length === 0);
  await until('the order is paid', async () => (await readOrder(s, orderId))?.status === 'paid');
});

test('every connection killed under it: the worker lives, takes up its queue again and goes on', async () => {
  const { orderId, key } = await orderAtPaysera();
  for (let round = 0; round < 5; round++) {
    // Whoever asks may be handed a connection that died a moment ago: then this round kills nobody.
    await sql(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    ).catch(() => {});
    await pause(30);
  }
  paysera.accept(key);
  await until('the receipt is sent', async () => (await receiptsOf(orderId)) === 1);
});

test('a receipt whose job runs many times at once is sent once', async () => {
  const { orderId, key } = await orderAtPaysera();
  paysera.accept(key);
  await refreshOrder(s, orderId, 'staff');
  const [row] = await sql<{ id: string }>('SELECT id FROM outbox WHERE order_id = $1', orderId);
  await Promise.all(Array.from({ length: 8 }, () => sendOutbox(s, row?.id as string)));
  await runJobsOnce(s);
  assert.equal(await receiptsOf(orderId), 1);
  assert.equal((await sql(`SELECT FROM audit_event WHERE order_id = $1 AND kind = 'receipt-sent'`, orderId)).length, 1);
});
