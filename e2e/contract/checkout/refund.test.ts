import assert from 'node:assert/strict';
import test from 'node:test';
import { planRefund, refundOrder } from '#lib/checkout/refund-order.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { listOpenDifferences } from '#lib/reconciliation/difference-store.ts';
import { reconcileStatements } from '#lib/reconciliation/reconcile-statements.ts';
import { reconcileWindow } from '#lib/reconciliation/reconcile-window.ts';
import { startContractShop } from './start-shop.ts';

const shop = await startContractShop();
const { s, paysera } = shop;
await s.pool.query(`INSERT INTO shopper (id, environment, paysera_user_id) VALUES ('shp_owner', 'local', 301)`);
await s.pool.query(`INSERT INTO staff (id, environment, paysera_user_id, role) VALUES ('stf_owner', 'local', 301, 'owner')`);

const refund = (orderId: string, reference: string | null = null) =>
  refundOrder(s, { orderId, staffId: 'shp_owner', reason: 'Came broken', returnGoods: true, reference });

test('what Paysera can still cancel goes back there; what is done is transferred by hand; both books agree afterwards', async () => {
  await paysera.post('/clock', { stopped: true });
  const fresh = await shop.paidOrder();
  const done = await shop.paidOrder();
  assert.equal((await planRefund(s, fresh)).kind, 'cancel-payment');
  assert.deepEqual(await refund(fresh), { kind: 'refunded', way: 'payment-cancelled' });
  assert.deepEqual(await refund(fresh), { kind: 'already' });
  await paysera.post('/clock', { stopped: false });
  await paysera.post('/clock', { advance: 5 });

  const plan = await planRefund(s, done);
  assert.deepEqual(plan, { kind: 'manual', amount: { minor: 1840n, currency: 'EUR' }, walletId: 14473 });
  assert.equal((await refund(done)).kind, 'transfer-first');
  assert.equal((await readOrder(s, done))?.status, 'paid');
  assert.deepEqual(await refund(done, 'TR-77'), { kind: 'refunded', way: 'manual-transfer' });
  for (const orderId of [fresh, done]) assert.equal((await readOrder(s, orderId))?.status, 'refunded');

  const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 10_000)];
  await reconcileWindow(s, from, to);
  await reconcileStatements(s, from, to);
  assert.deepEqual(await listOpenDifferences(s), []);
});
