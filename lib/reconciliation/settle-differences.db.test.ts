// A Paysera that lost its state, and a person who says so once: nothing is counted any more that looks as it did, all else is.
import assert from 'node:assert/strict';
import test from 'node:test';
import { saveShopper } from '../accounts/shopper-store.ts';
import { saveStaff } from '../accounts/staff-store.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { sqlstateOf } from '../db/sqlstate.ts';
import { readOrderForStaff } from '../orders/order-store.ts';
import { listOpenDifferences } from './difference-store.ts';
import { reconcileWindow } from './reconcile-window.ts';
import { readReconciliation } from './report.ts';
import { listSettlements, settleDifferences } from './settle-differences.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
for (const [id, role] of [
  [901n, 'owner'],
  [902n, 'clerk'],
] as const)
  await saveStaff(s, { payseraUserId: id, role });
const staffId = (await saveShopper(s, { payseraUserId: 901n, email: null, name: 'Rasa' })).id;
const clerkId = (await saveShopper(s, { payseraUserId: 902n, email: null, name: 'Tomas' })).id;

async function paidOrder(): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const [row] = await sql<{ key: string }>('SELECT transaction_key AS key FROM attempt WHERE order_id = $1', orderId);
  const key = row?.key as string;
  paysera.accept(key);
  await refreshOrder(s, orderId, 'callback');
  return { orderId, key };
}
async function compare() {
  clock.advance(60_000);
  return reconcileWindow(s, new Date(clock.now().getTime() - 3_600_000), clock.now());
}
const settle = async (reason = 'The local Paysera was deleted', by = staffId) =>
  settleDifferences(s, { shown: await listOpenDifferences(s), staffId: by, reason });
const differing = async () => (await readReconciliation(s)).differing;

test('payments that Paysera lost are settled together, counted no more, and stay in the history with who and why', async () => {
  const [first, second] = [await paidOrder(), await paidOrder()];
  const lost = [first, second].map(({ key }) => [key, paysera.transactions.get(key)] as const);
  assert.equal((await compare()).differing, 0);
  for (const [key] of lost) paysera.transactions.delete(key);
  assert.equal((await compare()).differing, 2);
  assert.deepEqual(await settle('x', clerkId), { kind: 'refused', reason: 'not-allowed' });
  for (const reason of [' ', 'x'.repeat(201)]) assert.deepEqual(await settle(reason), { kind: 'refused', reason: 'reason' });
  assert.equal(await differing(), 2);
  const shown = await listOpenDifferences(s);
  const both = await Promise.all([0, 1].map(() => settleDifferences(s, { shown, staffId, reason: 'The local Paysera was deleted' })));
  assert.equal(
    both.reduce((sum, settled) => sum + (settled.kind === 'settled' ? settled.count : 0), 0),
    2,
    'once, of two presses',
  );
  assert.equal(await differing(), 0);
  assert.equal((await compare()).differing, 0, 'they are found again and are no news');
  assert.equal(await differing(), 0);
  assert.deepEqual(
    (await listSettlements(s)).map(({ by, reason, now, kind }) => [by, reason, now, kind]),
    [
      ['Rasa', 'The local Paysera was deleted', 'stays', 'missing-transaction'],
      ['Rasa', 'The local Paysera was deleted', 'stays', 'missing-transaction'],
    ],
  );
  const told = (await readOrderForStaff(s, first.orderId))?.timeline.find(({ kind }) => kind === 'difference-settled');
  assert.deepEqual([told?.source, told?.data.staff, told?.data.reason], ['staff', staffId, 'The local Paysera was deleted']);

  // Another one of the same kind is open by itself.
  const third = await paidOrder();
  paysera.transactions.delete(third.key);
  assert.equal((await compare()).differing, 1);
  assert.equal(await differing(), 1);

  // Found again and then lost again is not how it was settled.
  for (const [key, transaction] of lost) if (transaction) paysera.transactions.set(key, transaction);
  await compare();
  assert.deepEqual(
    (await listSettlements(s)).map(({ now }) => now),
    ['gone', 'gone'],
  );
  for (const [key] of lost) paysera.transactions.delete(key);
  await compare();
  assert.equal(await differing(), 3);
  await settle();
  assert.equal(await differing(), 0);
});

test('what looks different than it was settled, or than it was shown, is open', async () => {
  const { orderId, key } = await paidOrder();
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'sort_of_paid' }));
  await compare();
  const shown = await listOpenDifferences(s);
  assert.equal(shown.length, 1);
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'revoked' }));
  await compare();
  assert.deepEqual(await settleDifferences(s, { shown, staffId, reason: 'seen' }), { kind: 'settled', count: 0 });
  assert.deepEqual(await settle('seen'), { kind: 'settled', count: 1 });
  assert.equal(await differing(), 0);
  // A reading that changes nothing but the time of our row is no change.
  await sql('UPDATE attempt SET updated_at = $2 WHERE order_id = $1', orderId, new Date(clock.now().getTime() - 20_000));
  await compare();
  assert.equal(await differing(), 0);
  paysera.alter(key, (transaction) => Object.assign(transaction, { status: 'rejected' }));
  assert.equal((await compare()).differing, 1);
  assert.equal(await differing(), 1);
  assert.equal((await listSettlements(s))[0]?.now, 'changed');
});

test('a transaction that nobody knew, and that is known by now, is no difference any more', async () => {
  const { orderId, key } = await paidOrder();
  const before = await differing();
  const setKey = async (text: string) => {
    await sql(`ALTER TABLE attempt DISABLE TRIGGER guard_attempt_change`);
    await sql(
      `UPDATE attempt SET transaction_key = $2, updated_at = $3 WHERE order_id = $1`,
      orderId,
      text,
      new Date(clock.now().getTime() - 30_000),
    );
    await sql(`ALTER TABLE attempt ENABLE TRIGGER guard_attempt_change`);
  };
  await setKey(`another${key}`);
  await compare();
  const kinds = (await listOpenDifferences(s)).map(({ kind }) => kind);
  assert.ok(kinds.includes('unknown-transaction') && kinds.includes('missing-transaction'), kinds.join());
  await setKey(key);
  await compare();
  assert.equal(await differing(), before);
});

test('what mends itself is not settled by hand, and a settlement is never rewritten', async () => {
  const [open] = await listOpenDifferences(s);
  assert.ok(open);
  await sql(`UPDATE difference SET repair = 'ask' WHERE id = $1`, open.id);
  assert.deepEqual(await settle(), { kind: 'settled', count: 0 });
  for (const change of [`UPDATE difference_settlement SET reason = 'x'`, 'DELETE FROM difference_settlement'])
    await assert.rejects(sql(change), (error) => sqlstateOf(error) === 'TL003');
});
