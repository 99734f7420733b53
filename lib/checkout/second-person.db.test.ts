// A refund above the shop's limit takes two people, whatever program asks for it; below it, or with the rule off, one.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { StaffRole } from '../accounts/permissions.ts';
import { saveShopper } from '../accounts/shopper-store.ts';
import { saveStaff } from '../accounts/staff-store.ts';
import { sqlstateOf } from '../db/sqlstate.ts';
import { readOrderForStaff } from '../orders/order-store.ts';
import { AGREEMENT_LASTS_MS, listOpenRequests, REQUEST_LASTS_MS, readSecondPerson } from '../orders/refund-request-store.ts';
import { changeRefundSettings, LOOSER_AFTER_MS, readRefundSettings } from '../orders/refund-settings.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { type DecideRefundRequest, decideRefundRequest } from './decide-refund-request.ts';
import { payForOrder } from './pay-for-order.ts';
import { refreshOrder } from './refresh-order.ts';
import { type RefundOrder, refundOrder } from './refund-order.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
const eur = (minor: bigint) => ({ minor, currency: 'EUR' });

async function person(payseraUserId: bigint, role: StaffRole): Promise<string> {
  await saveStaff(s, { payseraUserId, role });
  return (await saveShopper(s, { payseraUserId, email: null, name: `Person ${payseraUserId}` })).id;
}
const rasa = await person(801n, 'owner');
const ieva = await person(802n, 'owner');
const tomas = await person(803n, 'clerk');

type PaymentStatus = 'confirmed' | 'done' | 'canceled';
async function paidOrder(status: PaymentStatus = 'confirmed'): Promise<{ orderId: string; key: string }> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const [row] = await sql<{ key: string }>('SELECT transaction_key AS key FROM attempt WHERE order_id = $1', orderId);
  const key = row?.key as string;
  paysera.accept(key);
  await refreshOrder(s, orderId, 'callback');
  paysera.alter(key, ({ payments: [payment] }) => {
    if (payment) payment.status = status;
  });
  return { orderId, key };
}
const refund = (orderId: string, more: Partial<RefundOrder> = {}) =>
  refundOrder(s, { orderId, staffId: rasa, reason: 'Came broken', returnGoods: true, reference: null, ...more });
const requestOf = async (orderId: string) => (await readSecondPerson(s, orderId)).request;
async function decide(orderId: string, as: DecideRefundRequest['as'], staffId: string, reason = '') {
  return decideRefundRequest(s, { requestId: (await requestOf(orderId))?.id ?? '', staffId, as, reason });
}
const statusOf = async (orderId: string) =>
  (await sql<{ status: string }>('SELECT status FROM shop_order WHERE id = $1', orderId))[0]?.status;
const cancels = (key: string) =>
  paysera.calls.filter(({ call, key: about }) => call === 'cancel' && about === String(paysera.transactions.get(key)?.payments[0]?.id))
    .length;
const setLimit = (above: bigint | null) => changeRefundSettings(s, { above: above === null ? null : eur(above), staffId: rasa });
/** Whatever looser rule was set holds by now. */
async function withLimit(above: bigint | null): Promise<void> {
  await setLimit(above);
  clock.advance(LOOSER_AFTER_MS + 1);
}

test('off by default, and below the limit: one person gives back', async () => {
  assert.deepEqual(await readRefundSettings(s), { above: null, still: null, owners: 2 });
  const first = await paidOrder();
  assert.deepEqual(await refund(first.orderId), { kind: 'refunded', way: 'payment-cancelled' });
  await setLimit(cupPriceMinor);
  const exact = await paidOrder('done');
  assert.deepEqual(await refund(exact.orderId, { reference: 'TR-1' }), { kind: 'refunded', way: 'manual-transfer' });
});

test('above it the press only asks: Paysera hears nothing until another person agrees, then it is given back as it was asked for', async () => {
  await setLimit(cupPriceMinor - 1n);
  const { orderId, key } = await paidOrder();
  const both = await Promise.all([refund(orderId), refund(orderId, { staffId: ieva, reason: 'The other press' })]);
  assert.deepEqual(both.map(({ kind }) => kind).sort(), ['requested', 'requested-already']);
  assert.equal(cancels(key), 0);
  assert.equal(await statusOf(orderId), 'paid');
  const request = await requestOf(orderId);
  const asker = request?.askedBy.id as string;
  const other = asker === rasa ? ieva : rasa;
  assert.deepEqual([request?.status, request?.amount, request?.returnGoods], ['open', eur(cupPriceMinor), true]);
  assert.deepEqual(
    (await listOpenRequests(s)).map(({ id }) => id),
    [request?.id],
  );

  assert.deepEqual(await decide(orderId, 'agreed', asker), { kind: 'refused', reason: 'own' });
  assert.deepEqual(await decide(orderId, 'agreed', tomas), { kind: 'refused', reason: 'not-allowed' });
  assert.deepEqual(await decide(orderId, 'withdrawn', other), { kind: 'refused', reason: 'own' });
  assert.deepEqual(await refund(orderId, { staffId: other }), { kind: 'requested-already' });
  assert.equal(cancels(key), 0);

  const agreed = await Promise.all([decide(orderId, 'agreed', other), decide(orderId, 'agreed', other)]);
  assert.deepEqual(agreed.map(({ kind }) => kind).sort(), ['agreed', 'gone']);
  assert.equal(await statusOf(orderId), 'refunded');
  assert.equal(cancels(key), 1);
  const order = await readOrderForStaff(s, orderId);
  const kinds = order?.timeline.map(({ kind }) => kind) ?? [];
  for (const kind of ['refund-requested', 'refund-agreed', 'refund-asked', 'order-refunded']) assert.ok(kinds.includes(kind), kind);
  const told = order?.timeline.find(({ kind }) => kind === 'refund-agreed');
  assert.deepEqual([told?.data.staff, told?.data.asked], [other, asker]);
});

test('a transfer by hand is agreed to before it is made, and recorded only within the days of the agreement', async () => {
  const { orderId } = await paidOrder('done');
  assert.deepEqual(await refund(orderId, { reference: 'TR-2' }), { kind: 'requested' });
  const agreed = await decide(orderId, 'agreed', ieva);
  assert.deepEqual(agreed.kind === 'agreed' && agreed.refunded.kind, 'transfer-first');
  assert.equal(await statusOf(orderId), 'paid');
  clock.advance(AGREEMENT_LASTS_MS + 1);
  assert.deepEqual(await refund(orderId, { reference: 'TR-2' }), { kind: 'requested' }, 'the agreement has run out: it is asked for anew');
  await decide(orderId, 'agreed', ieva);
  assert.deepEqual(await refund(orderId, { reference: 'TR-2' }), { kind: 'refunded', way: 'manual-transfer' });
});

test('declined with a reason, taken back, or run out: nothing moves, and it can be asked for anew', async () => {
  const { orderId, key } = await paidOrder();
  await refund(orderId);
  assert.deepEqual(await decide(orderId, 'declined', ieva), { kind: 'refused', reason: 'reason' });
  assert.deepEqual(await decide(orderId, 'declined', rasa, 'mine'), { kind: 'refused', reason: 'own' });
  assert.deepEqual(await decide(orderId, 'declined', ieva, 'The cup is fine'), { kind: 'declined' });
  assert.deepEqual([(await requestOf(orderId))?.status, (await requestOf(orderId))?.decisionReason], ['declined', 'The cup is fine']);
  assert.deepEqual(await decide(orderId, 'agreed', ieva), { kind: 'gone' });
  await refund(orderId);
  assert.deepEqual(await decide(orderId, 'withdrawn', rasa), { kind: 'withdrawn' });
  await refund(orderId);
  clock.advance(REQUEST_LASTS_MS + 1);
  assert.equal((await requestOf(orderId))?.status, 'expired');
  assert.deepEqual(await listOpenRequests(s), []);
  assert.deepEqual(await decide(orderId, 'agreed', ieva), { kind: 'gone' });
  assert.equal(cancels(key), 0);
  assert.deepEqual(await refund(orderId), { kind: 'requested' });
  assert.equal((await decide(orderId, 'agreed', ieva)).kind, 'agreed');
  assert.equal(await statusOf(orderId), 'refunded');
});

test('whoever asked has lost the right meanwhile: their request is not carried out', async () => {
  const { orderId, key } = await paidOrder();
  const gone = await person(804n, 'owner');
  await refund(orderId, { staffId: gone });
  await saveStaff(s, { payseraUserId: 804n, role: 'clerk' });
  const agreed = await decide(orderId, 'agreed', ieva);
  assert.deepEqual(agreed, { kind: 'agreed', refunded: { kind: 'refused', reason: 'not-allowed' } });
  assert.equal(cancels(key), 0);
  assert.equal(await statusOf(orderId), 'paid');
});

test('what Paysera gave back already is recorded without anybody else: no money leaves', async () => {
  const { orderId } = await paidOrder('canceled');
  assert.deepEqual(await refund(orderId), { kind: 'refunded', way: 'payment-cancelled' });
});

test('a stricter rule holds at once, a looser one after a day', async () => {
  assert.deepEqual(await setLimit(cupPriceMinor - 2n), { kind: 'changed' });
  assert.equal((await setLimit(null)).kind, 'later');
  const { orderId } = await paidOrder();
  assert.equal((await readSecondPerson(s, orderId)).needed, true);
  assert.deepEqual((await readRefundSettings(s)).still?.above, eur(cupPriceMinor - 2n));
  assert.equal((await setLimit(cupPriceMinor + 5n)).kind, 'later', 'stricter than off, looser than what holds');
  assert.equal((await readSecondPerson(s, orderId)).needed, true);
  clock.advance(LOOSER_AFTER_MS + 1);
  assert.equal((await readSecondPerson(s, orderId)).needed, false);
  assert.deepEqual(await readRefundSettings(s), { above: eur(cupPriceMinor + 5n), still: null, owners: 2 });
  assert.deepEqual(await changeRefundSettings(s, { above: null, staffId: tomas }), { kind: 'refused', reason: 'You may not change this.' });
  assert.deepEqual(await setLimit(0n), { kind: 'changed' });
  const changes = await sql(`SELECT FROM audit_event WHERE kind = 'refund-settings'`);
  assert.ok(changes.length >= 6);
});

test('the database itself keeps one person from being two, and money above the limit from leaving with one', async () => {
  const { orderId } = await paidOrder();
  const row = (
    id: string,
  ) => `INSERT INTO refund_request (id, environment, order_id, asked_by, amount_minor, currency, reason, return_goods, asked_at, expires_at, status)
    SELECT '${id}', environment, id, '${rasa}', total_minor, currency, 'x', false, now(), now() + interval '1 day', 'open' FROM shop_order WHERE id = '${orderId}'`;
  const fails = (text: string, state: string) => assert.rejects(sql(text), (error) => sqlstateOf(error) === state, text);
  const taken = `INSERT INTO refund (id, environment, order_id, staff_id, reason, return_goods, asked_at, next_try_at) VALUES ('ref_x', 'local', '${orderId}', '${rasa}', 'x', false, now(), now())`;
  await fails(taken, 'TL006');
  await fails(row('req_a').replace('total_minor,', 'total_minor + 1,'), 'TL001');
  await fails(row('req_a').replace("'open' FROM", "'agreed' FROM"), 'TL001');
  await sql(row('req_a'));
  await fails(row('req_b'), '23505');
  const agree = (by: string, at = 'now()') =>
    `UPDATE refund_request SET status = 'agreed', decided_by = '${by}', decided_at = ${at}, agreed_until = now() + interval '1 day' WHERE id = 'req_a'`;
  await fails(agree(rasa), '23514');
  await fails(agree(ieva, `now() + interval '2 days'`), 'TL001');
  await fails(`UPDATE refund_request SET status = 'declined', decided_by = '${ieva}', decided_at = now() WHERE id = 'req_a'`, '23514');
  await fails(`UPDATE refund_request SET amount_minor = 1 WHERE id = 'req_a'`, 'TL002');
  await fails(taken, 'TL006');
  await sql(agree(ieva));
  await fails(`UPDATE refund_request SET status = 'declined', agreed_until = NULL, decision_reason = 'x' WHERE id = 'req_a'`, 'TL002');
  await fails('DELETE FROM refund_request', 'TL003');
  await sql(taken);
  await withLimit(null);
});
