import assert from 'node:assert/strict';
import test from 'node:test';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { listOpenDifferences } from '#lib/reconciliation/difference-store.ts';
import { readTruth } from '#lib/reconciliation/read-truth.ts';
import { reconcileStatements } from '#lib/reconciliation/reconcile-statements.ts';
import { reconcileWindow } from '#lib/reconciliation/reconcile-window.ts';
import { repairDifference } from '#lib/reconciliation/repair-differences.ts';
import { readReconciliation } from '#lib/reconciliation/report.ts';
import { reconcileNow, reconcileWhatIsDue } from '#lib/reconciliation/schedule.ts';
import { startContractShop } from './start-shop.ts';

const shop = await startContractShop();
const { s, paysera } = shop;

const hour = 3_600_000;
const lately = () => reconcileWindow(s, new Date(Date.now() - hour), new Date(Date.now() + 1000));
const statements = () => reconcileStatements(s, new Date(Date.now() - hour), new Date(Date.now() + 1000));

/** As somebody with a database console would: past every rule. */
async function byHand(sql: string): Promise<void> {
  // A while later: what has just moved is not compared yet.
  await s.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica; ${sql}; UPDATE attempt SET updated_at = updated_at - interval '1 minute'; COMMIT`,
  );
}

test('after ordinary business nothing differs, and the report says when that was seen', async () => {
  await shop.paidOrder();
  await shop.order();
  await reconcileWhatIsDue(s);
  const report = await readReconciliation(s);
  assert.equal(report.differing, 0);
  assert.ok(report.checkedAt && Date.now() - report.checkedAt.getTime() < 60_000);
  assert.ok((await statements()).compared >= 2);
  assert.equal((await readReconciliation(s)).differing, 0);
});

test('a row altered by hand is found in one cycle, kept with its age, and resolved when it is mended', async () => {
  const orderId = await shop.paidOrder();
  await byHand(`UPDATE attempt SET amount_minor = amount_minor + 1 WHERE order_id = '${orderId}'`);
  assert.equal((await lately()).differing, 1);
  const [first] = await listOpenDifferences(s);
  assert.equal(first?.kind, 'amount');
  assert.equal(first?.orderId, orderId);
  await lately();
  const [again] = await listOpenDifferences(s);
  assert.equal(again?.foundAt.getTime(), first?.foundAt.getTime());
  assert.equal((await readTruth(s, orderId))?.differs, 'amount');
  await byHand(`UPDATE attempt SET amount_minor = amount_minor - 1 WHERE order_id = '${orderId}'`);
  await lately();
  assert.deepEqual(await listOpenDifferences(s), []);
  assert.equal((await readTruth(s, orderId))?.differs, null);
});

test('what is only behind is repaired by asking again, and a person who asks for a check is written down', async () => {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  await byHand(`UPDATE attempt SET status = 'review', reason = 'unknown-status' WHERE order_id = '${orderId}'`);
  await s.pool.query(`UPDATE reconciliation_run SET started_at = started_at - interval '1 minute'`);
  assert.equal(await reconcileNow(s, 'shp_owner'), 'done');
  assert.equal(await reconcileNow(s, 'shp_owner'), 'just-done');
  const [difference] = await listOpenDifferences(s);
  assert.deepEqual([difference?.kind, difference?.repair, difference?.orderId], ['status', 'ask', orderId]);
  await paysera.post(`/transactions/${await shop.keyOf(orderId)}/reject`);
  assert.deepEqual(await repairDifference(s, difference?.id ?? '', 'shp_owner'), { kind: 'asked', status: 'dead' });
  assert.deepEqual(await repairDifference(s, 'dif_none', 'shp_owner'), { kind: 'unknown' });
  await lately();
  assert.deepEqual(await listOpenDifferences(s), []);
  const { rows } = await s.pool.query(
    `SELECT kind, data->>'staff' AS staff FROM audit_event WHERE kind IN ('repair-asked', 'reconciliation-asked') ORDER BY kind`,
  );
  assert.deepEqual(
    rows.map(({ kind, staff }) => [kind, staff]),
    [
      ['reconciliation-asked', 'shp_owner'],
      ['reconciliation-asked', 'shp_owner'],
      ['repair-asked', 'shp_owner'],
    ],
  );
});

test('an order whose payment was forgotten by hand is found from Paysera', async () => {
  const orderId = await shop.paidOrder();
  await byHand(`UPDATE attempt SET status = 'dead' WHERE order_id = '${orderId}'`);
  await lately();
  assert.deepEqual(
    (await listOpenDifferences(s)).map((one) => [one.kind, one.orderId]),
    [['status', orderId]],
  );
  await byHand(`UPDATE attempt SET status = 'confirmed' WHERE order_id = '${orderId}'`);
  await lately();
});

test('what was let go as forgotten and is open at Paysera all the same is taken back, and then nothing differs', async () => {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const key = await shop.keyOf(orderId);
  await paysera.post(`/transactions/${key}/accept`, { wallet: 14473 });
  await byHand(`UPDATE attempt SET status = 'dead', next_read_at = NULL, reason = 'forgotten' WHERE order_id = '${orderId}'`);
  await lately();
  assert.equal((await s.paysera.transactions.get(key)).status, 'revoked');
  const { rows } = await s.pool.query(`SELECT FROM audit_event WHERE kind = 'dead-revoked' AND order_id = $1`, [orderId]);
  assert.equal(rows.length, 1);
  await lately();
  assert.deepEqual(await listOpenDifferences(s), []);
});

test('a booking deleted by hand is found in the statements, and money we never booked too', async () => {
  const orderId = await shop.paidOrder();
  await byHand(`DELETE FROM ledger_entry WHERE order_id = '${orderId}'`);
  await statements();
  assert.deepEqual(
    (await listOpenDifferences(s)).map((one) => one.kind),
    ['not-in-ledger'],
  );
  const other = await shop.paidOrder();
  await byHand(`UPDATE ledger_entry SET amount_minor = amount_minor * 2 WHERE order_id = '${other}'`);
  await statements();
  assert.deepEqual((await listOpenDifferences(s)).map((one) => one.kind).sort(), ['not-in-ledger', 'not-in-ledger', 'not-in-statements']);
});

test('a transaction whose answer was lost, and whose key nobody was shown, is taken back', async () => {
  const orderId = await shop.order();
  await paysera.post('/faults', { place: 'POST transaction', kind: 'reset-after' });
  await payForOrder(s, { orderId, language: 'en' });
  const open = async () =>
    (
      (await paysera.get('/transactions?status=new')) as {
        transactions: { transaction: { payments: { parameters: { order: string } }[] } }[];
      }
    ).transactions.filter((one) => one.transaction.payments[0]?.parameters.order === orderId);
  assert.equal((await open()).length, 1);
  await lately();
  assert.equal((await open()).length, 0);
});
