// A person decides what became of money that Paysera does not explain: never against what it says, once only, and with a reason.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { StaffRole } from '../accounts/permissions.ts';
import { saveShopper } from '../accounts/shopper-store.ts';
import { saveStaff } from '../accounts/staff-store.ts';
import { sqlstateOf } from '../db/sqlstate.ts';
import { readOrder, readOrderForStaff } from '../orders/order-store.ts';
import type { Transaction } from '../paysera/transaction.ts';
import { reconcileWindow } from '../reconciliation/reconcile-window.ts';
import { readReconciliation } from '../reconciliation/report.ts';
import { holdFirstAt } from './barrier.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { type DecideReview, decideReview, planReview } from './decide-review.ts';
import { setFailpoint } from './failpoint.ts';
import { payForOrder } from './pay-for-order.ts';
import { refreshOrder } from './refresh-order.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
const { forgottenMs, doubtMs } = s.timing;

async function person(payseraUserId: bigint, role: StaffRole): Promise<string> {
  await saveStaff(s, { payseraUserId, role });
  return (await saveShopper(s, { payseraUserId, email: null, name: null })).id;
}
const owner = await person(801n, 'owner');
const clerk = await person(802n, 'clerk');

const say = (key: string, words: Partial<Transaction>) => paysera.alter(key, (transaction) => Object.assign(transaction, words));
function forget(key: string): () => void {
  const transaction = paysera.transactions.get(key) as Transaction;
  paysera.transactions.delete(key);
  return () => void paysera.transactions.set(key, transaction);
}
async function askOften(orderId: string, times: number, overMs: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    await refreshOrder(s, orderId, 'staff');
    clock.advance(Math.ceil(overMs / (times - 1)));
  }
}
type Reviewed = { orderId: string; key: string };
async function opened(): Promise<Reviewed> {
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const [row] = await sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', orderId);
  return { orderId, key: row?.transaction_key as string };
}
/** Claimed, confirmed where `moved`, and then forgotten by Paysera until a person is called. */
async function forgottenAfterClaim(moved: boolean): Promise<Reviewed & { remember(): void }> {
  const { orderId, key } = await opened();
  paysera.accept(key);
  paysera.failNext('confirm', moved ? 'after' : 'before');
  const confirming = holdFirstAt('after-confirm');
  const underway = refreshOrder(s, orderId, 'callback');
  await confirming.held;
  const remember = forget(key);
  confirming.release();
  await underway;
  setFailpoint(null);
  await askOften(orderId, 6, forgottenMs + 60_000);
  return { orderId, key, remember };
}
async function oddSince(status: string): Promise<Reviewed> {
  const { orderId, key } = await opened();
  say(key, { status: 'sort_of_paid' });
  await askOften(orderId, 6, 2 * doubtMs);
  say(key, { status });
  return { orderId, key };
}
const decide = (orderId: string, way: DecideReview['way'], more: Partial<DecideReview> = {}) =>
  decideReview(s, { orderId, way, staffId: owner, reason: 'Talked to Paysera', ...more });
const statusOf = async (orderId: string) => {
  const [row] = await sql<{ attempt: string; order: string; reason: string | null }>(
    `SELECT a.status AS attempt, o.status AS "order", a.reason FROM attempt a JOIN shop_order o ON o.id = a.order_id WHERE o.id = $1`,
    orderId,
  );
  return `${row?.attempt} ${row?.order}`;
};
const shelf = async () =>
  (
    await sql<{ hand: number; reserved: number; sold: number }>(
      `SELECT stock_on_hand AS hand, stock_reserved AS reserved, stock_sold AS sold FROM product_variant WHERE id = 'var_cup'`,
    )
  )[0];
const ledgerOf = async (orderId: string) =>
  (
    await sql<{ sum: string; wallet: string | null }>(
      `SELECT sum(amount_minor)::text AS sum, sum(amount_minor) FILTER (WHERE account = 'wallet')::text AS wallet FROM ledger_entry WHERE order_id = $1`,
      orderId,
    )
  )[0];

test('forgotten after the claim, and no statement shows the money: the goods go back, once, with who and why in the history', async () => {
  const { orderId } = await forgottenAfterClaim(false);
  assert.equal(await statusOf(orderId), 'review pending');
  const before = await shelf();
  const plan = await planReview(s, orderId);
  assert.deepEqual(
    [plan?.giveBack, plan?.book],
    [
      { allowed: true, by: 'forgotten', revokeFirst: false },
      { allowed: false, why: 'no-statement' },
    ],
  );
  const both = await Promise.all([decide(orderId, 'give-back'), decide(orderId, 'give-back', { reason: 'The other press' })]);
  assert.deepEqual(both.map(({ kind }) => kind).sort(), ['given-back', 'moved-on']);
  assert.equal(await statusOf(orderId), 'dead cancelled');
  const after = await shelf();
  assert.deepEqual(after, { hand: (before?.hand ?? 0) + 1, reserved: (before?.reserved ?? 0) - 1, sold: before?.sold });
  const order = await readOrderForStaff(s, orderId);
  const told = order?.timeline.filter(({ kind }) => kind === 'review-given-back') ?? [];
  assert.equal(told.length, 1);
  assert.deepEqual([told[0]?.data.staff, told[0]?.data.paysera, told[0]?.data.statement], [owner, 'forgotten', 'none']);
  assert.equal(order?.payment.tier, 'given-up');
  assert.deepEqual(await decide(orderId, 'book'), { kind: 'moved-on' });
});

test('forgotten after the claim, and the statement shows the money: it is booked once, and never called "no money came"', async () => {
  const { orderId } = await forgottenAfterClaim(true);
  const [row] = await sql<{ number: number }>('SELECT number FROM shop_order WHERE id = $1', orderId);
  paysera.putStatement({ details: `Kopa, order ${row?.number}`, amountMinor: cupPriceMinor, at: clock.now(), direction: 'in' });
  const refused = await decide(orderId, 'give-back');
  assert.deepEqual(refused.kind === 'contradicted' && refused.plan.giveBack, { allowed: false, why: 'statement-found' });
  assert.equal(await statusOf(orderId), 'review pending');
  const sold = (await shelf())?.sold ?? 0;
  const both = await Promise.all([decide(orderId, 'book'), decide(orderId, 'book')]);
  assert.deepEqual(both.map(({ kind }) => kind).sort(), ['booked', 'moved-on']);
  assert.equal(await statusOf(orderId), 'confirmed paid');
  assert.deepEqual(await ledgerOf(orderId), { sum: '0', wallet: cupPriceMinor.toString() });
  assert.equal((await shelf())?.sold, sold + 1);
  const receipts = await sql('SELECT FROM outbox WHERE order_id = $1', orderId);
  assert.equal(receipts.length, 1);
});

test('another amount, another order’s statement, or one that went out again is no money of this order', async () => {
  const { orderId } = await forgottenAfterClaim(true);
  const [row] = await sql<{ number: number }>('SELECT number FROM shop_order WHERE id = $1', orderId);
  const details = `Kopa, order ${row?.number}`;
  paysera.putStatement({ details: `Kopa, order 9${row?.number}`, amountMinor: cupPriceMinor, at: clock.now(), direction: 'in' });
  assert.deepEqual((await planReview(s, orderId))?.book, { allowed: false, why: 'no-statement' });
  paysera.putStatement({ details, amountMinor: cupPriceMinor - 1n, at: clock.now(), direction: 'in' });
  assert.deepEqual((await planReview(s, orderId))?.book, { allowed: false, why: 'mismatch' });
  assert.deepEqual((await planReview(s, orderId))?.giveBack, { allowed: false, why: 'statement-found' });
  paysera.putStatement({ details, amountMinor: cupPriceMinor - 1n, at: clock.now(), direction: 'out' });
  assert.deepEqual((await planReview(s, orderId))?.book, { allowed: false, why: 'no-statement' });
  assert.equal((await planReview(s, orderId))?.giveBack.allowed, true);
});

test('Paysera says confirmed after all: it may be booked, and only that', async () => {
  const { orderId, remember } = await forgottenAfterClaim(true);
  remember();
  const refused = await decide(orderId, 'give-back');
  assert.deepEqual(refused.kind === 'contradicted' && refused.plan.giveBack, { allowed: false, why: 'money-moved' });
  assert.deepEqual(await decide(orderId, 'book'), { kind: 'booked' });
  assert.equal(await statusOf(orderId), 'confirmed paid');
});

test('goods given back, and Paysera says later that it was confirmed: it is a difference that calls a person, and nothing is booked', async () => {
  const { orderId, remember } = await forgottenAfterClaim(true);
  assert.deepEqual(await decide(orderId, 'give-back'), { kind: 'given-back' });
  remember();
  clock.advance(60_000);
  await reconcileWindow(s, new Date(clock.now().getTime() - 24 * 3_600_000), clock.now());
  const { differences } = await readReconciliation(s);
  const mine = differences.find((difference) => difference.orderId === orderId);
  assert.deepEqual([mine?.kind, mine?.repair, mine?.paysera.status], ['status', 'person', 'confirmed']);
  assert.equal(await statusOf(orderId), 'dead cancelled');
  assert.equal((await ledgerOf(orderId))?.sum, null);
});

test('what Paysera still holds is let go before the goods go back, and its next reading decides', async () => {
  const { orderId, key } = await oddSince('reserved');
  paysera.failNext('revoke', 'unreachable');
  const first = await decide(orderId, 'give-back');
  assert.equal(first.kind, 'contradicted', 'it is still reserved');
  assert.equal(await statusOf(orderId), 'review pending');
  assert.deepEqual(await decide(orderId, 'give-back'), { kind: 'given-back' });
  assert.equal(paysera.transactions.get(key)?.status, 'revoked');
  assert.equal(await statusOf(orderId), 'dead cancelled');
});

test('a word nobody understands: no statement, told to let go, and then the goods may go back', async () => {
  const { orderId, key } = await oddSince('sort_of_paid');
  assert.deepEqual(await decide(orderId, 'book').then(({ kind }) => kind), 'contradicted');
  assert.deepEqual(await decide(orderId, 'give-back'), { kind: 'given-back' });
  assert.ok(paysera.calls.some(({ call, key: about }) => call === 'revoke' && about === key));
});

test('money of another amount is never booked here; given back at Paysera, the order may end', async () => {
  const { orderId, key } = await oddSince('confirmed');
  paysera.alter(key, ({ payments: [payment] }) => {
    if (payment) payment.price = { minor: 1n, currency: 'EUR' };
  });
  const plan = await planReview(s, orderId);
  assert.deepEqual(
    [plan?.book, plan?.giveBack],
    [
      { allowed: false, why: 'mismatch' },
      { allowed: false, why: 'money-moved' },
    ],
  );
  paysera.alter(key, ({ payments: [payment] }) => {
    if (payment) payment.status = 'canceled';
  });
  assert.deepEqual(await decide(orderId, 'give-back'), { kind: 'given-back' });
});

test('Paysera does not answer, or forgot only a moment ago: nobody decides', async () => {
  const { orderId, key } = await oddSince('sort_of_paid');
  paysera.failNext('get', 'before');
  const silent = await decide(orderId, 'give-back');
  assert.deepEqual(silent.kind === 'contradicted' && silent.plan.giveBack, { allowed: false, why: 'no-answer' });
  const remember = forget(key);
  const fresh = await decide(orderId, 'give-back');
  assert.deepEqual(fresh.kind === 'contradicted' && fresh.plan.giveBack, { allowed: false, why: 'not-lasting' });
  remember();
  paysera.failNext('statements', 'before');
  const unread = await decide(orderId, 'give-back');
  assert.deepEqual(unread.kind === 'contradicted' && unread.plan.giveBack, { allowed: false, why: 'statements-unread' });
  assert.equal(await statusOf(orderId), 'review pending');
});

test('a clerk, and a decision without a reason, move nothing; a reading that came between keeps it from happening', async () => {
  const { orderId } = await forgottenAfterClaim(false);
  assert.deepEqual(await decide(orderId, 'give-back', { staffId: clerk }), { kind: 'refused', reason: 'not-allowed' });
  for (const reason of ['  ', 'x'.repeat(201)])
    assert.deepEqual(await decide(orderId, 'give-back', { reason }), { kind: 'refused', reason: 'reason' });
  assert.equal(await statusOf(orderId), 'review pending');
  let between: Promise<unknown> = Promise.resolve();
  paysera.hold('statements', async () => {
    paysera.hold('statements', async () => {});
    between = refreshOrder(s, orderId, 'staff');
    await between;
  });
  assert.deepEqual(await decide(orderId, 'give-back'), { kind: 'moved-on' });
  assert.equal(await statusOf(orderId), 'review pending');
});

test('no program books what is in review: the database wants a person’s name and reason', async () => {
  const { orderId } = await oddSince('confirmed');
  const booked = `WITH moved AS (UPDATE attempt SET status = 'confirmed', next_read_at = NULL WHERE order_id = $1 RETURNING order_id)
    UPDATE shop_order SET status = 'paid', paid_at = now(), stock_held = false WHERE id = (SELECT order_id FROM moved)`;
  await assert.rejects(sql(booked, orderId), (error) => sqlstateOf(error) === 'TL005');
  assert.equal(await statusOf(orderId), 'review pending');
  assert.deepEqual(await decide(orderId, 'book'), { kind: 'booked' });
  assert.equal((await readOrder(s, orderId))?.payment.tier, 'paid');
});
