// Gives a paid order's money back. Paysera returns a whole payment while it is `confirmed`; soon after it is `done`, and its API gives
// nothing back any more: then a person transfers the money and says so here. Which of the two holds, only a reading tells.
import { staffMay } from '../accounts/staff-store.ts';
import { type Diary, openDiary, writeDiary } from '../audit/diary.ts';
import { sqlstateOf, sqlstates } from '../db/sqlstate.ts';
import { runOne } from '../db/statement.ts';
import { formatMoney } from '../money/format-money.ts';
import type { Money } from '../money/money.ts';
import { askForRefund, isUsable, readSecondPerson } from '../orders/refund-request-store.ts';
import { beginRefund, endRefund, type OpenRefund } from '../orders/refund-store.ts';
import { settleRefund } from '../orders/settle-refund.ts';
import type { Payment } from '../paysera/payment.ts';
import type { Services } from '../services.ts';
import { askPaysera } from './ask-paysera.ts';
import { failpoint } from './failpoint.ts';
import { mismatchOf } from './read-transaction.ts';

export type RefundOrder = {
  orderId: string;
  /** The shopper's id of the person at the desk. */
  staffId: string;
  reason: string;
  /** The goods are back on the shelf. */
  returnGoods: boolean;
  /** Of the transfer that was made by hand; only used where Paysera's API gives nothing back. */
  reference: string | null;
};
export type Refunded =
  | { kind: 'refunded'; way: RefundWay }
  /** Somebody was faster, or this is a second press. */
  | { kind: 'already' }
  | { kind: 'transfer-first'; amount: Money; walletId: number | null }
  /** Nothing has reached Paysera, and nothing will. */
  | { kind: 'unreachable'; code: string }
  /** It was asked, and its answer was lost: the worker finishes it, whatever came of it. */
  | { kind: 'finishing'; code: string }
  /** Above the shop's limit: written down for a second person, or waiting for one already. Nothing was asked of Paysera. */
  | { kind: 'requested' }
  | { kind: 'requested-already' }
  | { kind: 'refused'; reason: 'not-paid' | 'not-allowed' | 'reason' | 'reference' | 'paysera' | 'second-person' };
export type RefundWay = 'payment-cancelled' | 'manual-transfer';

export type RefundPlan =
  | { kind: 'cancel-payment'; amount: Money }
  | { kind: 'manual'; amount: Money; walletId: number | null }
  /** It was given back at Paysera already; only our books do not say so. */
  | { kind: 'record'; amount: Money }
  | { kind: 'unreachable'; code: string }
  | { kind: 'none'; reason: 'not-paid' | 'already' | 'differs' };

const longestText = 200;
const triesBeforeAlarm = 5; // with their growing pauses about five minutes
/** A press reads, asks and reads again: nobody takes up what is still under way. */
const callsOfAPress = 4;

/** What a refund would do now; asks Paysera, and changes nothing. */
export async function planRefund(s: Services, orderId: string): Promise<RefundPlan> {
  const plan = await readPlan(s, orderId, openDiary(s, { orderId, source: 'staff' }));
  return 'payment' in plan ? plan.shown : plan;
}

/** Correct under a double press and a crash: Paysera cancels a payment once, and the order goes from paid to refunded once. */
export async function refundOrder(s: Services, input: RefundOrder): Promise<Refunded> {
  const { orderId, staffId, returnGoods } = input;
  if (!(await staffMay(s, staffId, 'orders.refund'))) return { kind: 'refused', reason: 'not-allowed' };
  const reason = input.reason.trim();
  if (reason === '' || reason.length > longestText) return { kind: 'refused', reason: 'reason' };
  const diary = openDiary(s, { orderId, source: 'staff' });
  try {
    const planned = await readPlan(s, orderId, diary);
    if (!('payment' in planned)) {
      if (planned.kind === 'unreachable') return planned;
      if (planned.kind === 'none' && planned.reason === 'already') return { kind: 'already' };
      return { kind: 'refused', reason: planned.kind === 'none' && planned.reason === 'not-paid' ? 'not-paid' : 'paysera' };
    }
    const { shown, payment } = planned;
    // What Paysera gave back already is only written down: no money leaves any more.
    if (shown.kind !== 'record' && (await lacksSecondPerson(s, orderId))) return await requestIt(s, input, shown.amount, reason, diary);
    if (shown.kind === 'manual') return await byHand(s, input, shown, reason, diary);
    const how = { staffId, returnGoods, reason };
    if (shown.kind === 'record') return await settle(s, orderId, { ...how, way: 'payment-cancelled', reference: null }, diary);
    // Written down before it is asked for: whoever comes after a crash finishes it.
    diary.note('refund-asked', 'Asked Paysera to give the money back', { staff: staffId, reason });
    const nextTryAt = new Date(s.clock.now().getTime() + callsOfAPress * s.timing.callMs);
    const begun = await beginRefund(s, { orderId, ...how }, nextTryAt, diary);
    return begun ? await giveBack(s, begun, payment, diary) : { kind: 'already' };
  } catch (error) {
    // The rule became stricter in this very moment; the database is the one that knows.
    if (sqlstateOf(error) !== sqlstates.needsSecondPerson) throw error;
    return { kind: 'refused', reason: 'second-person' };
  } finally {
    await writeDiary(s, diary);
  }
}

async function lacksSecondPerson(s: Services, orderId: string): Promise<boolean> {
  const { needed, request } = await readSecondPerson(s, orderId);
  return needed && !(request && isUsable(request, s.clock.now()));
}

async function requestIt(s: Services, input: RefundOrder, amount: Money, reason: string, diary: Diary): Promise<Refunded> {
  const { orderId, staffId, returnGoods } = input;
  diary.note('refund-requested', `Asked to give ${formatMoney(amount)} back: it waits for a second person`, { staff: staffId, reason });
  const asked = await askForRefund(s, { orderId, staffId, reason, returnGoods }, diary);
  return { kind: asked ? 'requested' : 'requested-already' };
}

/** Takes up what a press or a process left half done: books what Paysera gave back, or asks it once more. */
export async function finishRefund(s: Services, refund: OpenRefund): Promise<void> {
  const { id, orderId, staffId, reason, returnGoods } = refund;
  const diary = openDiary(s, { orderId, source: 'sweep' });
  try {
    const planned = await readPlan(s, orderId, diary);
    if ('payment' in planned && planned.shown.kind === 'record') {
      await settle(s, orderId, { staffId, returnGoods, reason, way: 'payment-cancelled', reference: null }, diary);
    } else if ('payment' in planned && planned.shown.kind === 'cancel-payment') {
      await giveBack(s, { refund, isNew: false }, planned.payment, diary);
    } else if (!('payment' in planned) && (planned.kind === 'unreachable' || planned.reason === 'differs')) {
      // An answer that is not about this payment decides nothing (decision 0014): it is asked again, and a person hears of it if it lasts.
      if (refund.tries === triesBeforeAlarm)
        s.log.error({ order: orderId, reason: planned.kind }, 'A refund is half done, and cannot be finished');
    } else {
      await endWithoutMoney(s, id, orderId, diary);
    }
  } finally {
    await writeDiary(s, diary);
  }
}

async function endWithoutMoney(s: Services, refundId: string, orderId: string, diary: Diary): Promise<Refunded> {
  diary.note('refund-refused', 'Paysera does not give this money back: a person has to look', {});
  if (await endRefund(s, refundId, 'refused', diary))
    s.log.error({ order: orderId }, 'A refund was asked for, and Paysera does not give it');
  diary.take();
  return { kind: 'refused', reason: 'paysera' };
}

type Planned = { payment: Payment; shown: Extract<RefundPlan, { kind: 'cancel-payment' | 'manual' | 'record' }> };

async function readPlan(
  s: Services,
  orderId: string,
  diary: Diary,
): Promise<Planned | Extract<RefundPlan, { kind: 'unreachable' | 'none' }>> {
  const row = await runOne<Row>(s.pool, read, [orderId, s.env.paysera.environment]);
  if (row?.order_status === 'refunded') return { kind: 'none', reason: 'already' };
  if (row?.order_status !== 'paid' || !row.transaction_key) return { kind: 'none', reason: 'not-paid' };
  const { transaction_key: transactionKey } = row;
  const answer = await askPaysera(s, diary, 'read', () => s.paysera.transactions.get(transactionKey));
  if (answer.kind === 'failed') return { kind: 'unreachable', code: answer.code };
  const amount = { minor: BigInt(row.amount_minor), currency: row.currency };
  const payment = answer.value.payments[0];
  const asked = { attemptId: row.id, orderId, amount, transactionKey };
  if (!payment || mismatchOf(s, asked, answer.value) !== null) return { kind: 'none', reason: 'differs' };
  if (payment.status === 'canceled') return { payment, shown: { kind: 'record', amount } };
  if (payment.status === 'confirmed') return { payment, shown: { kind: 'cancel-payment', amount } };
  if (payment.status === 'done') return { payment, shown: { kind: 'manual', amount, walletId: answer.value.walletId } };
  return { kind: 'none', reason: 'differs' };
}

async function byHand(
  s: Services,
  { orderId, staffId, returnGoods, reference: typed }: RefundOrder,
  plan: { amount: Money; walletId: number | null },
  reason: string,
  diary: Diary,
): Promise<Refunded> {
  const reference = typed?.trim() ?? '';
  if (reference === '') return { kind: 'transfer-first', amount: plan.amount, walletId: plan.walletId };
  if (reference.length > longestText) return { kind: 'refused', reason: 'reference' };
  return settle(s, orderId, { staffId, returnGoods, reason, way: 'manual-transfer', reference }, diary);
}

/** Its answer is not believed either: the payment is read again, since another press may have been the one that did it. */
async function giveBack(
  s: Services,
  { refund, isNew }: { refund: OpenRefund; isNew: boolean },
  payment: Payment,
  diary: Diary,
): Promise<Refunded> {
  const { id, orderId, staffId, reason, returnGoods } = refund;
  await failpoint('before-refund', orderId);
  const answer = await askPaysera(s, diary, 'cancel-payment', () => s.paysera.payments.cancel(payment.id));
  await failpoint('after-refund', orderId);
  if (answer.kind === 'failed' && (answer.how === 'not-sent' || (answer.how === 'refused' && answer.reason === 'busy'))) {
    // One that was asked for before may have reached Paysera, and whoever asked was told that it is finished by itself.
    if (!isNew) return { kind: 'finishing', code: answer.code };
    await endRefund(s, id, 'not-sent', diary);
    return { kind: 'unreachable', code: answer.code };
  }
  const now = await askPaysera(s, diary, 'read-payment', () => s.paysera.payments.get(payment.id));
  if (now.kind === 'failed') return { kind: 'finishing', code: now.code };
  if (now.value.status === 'canceled')
    return settle(s, orderId, { staffId, returnGoods, reason, way: 'payment-cancelled', reference: null }, diary);
  // Nobody knows whether the request is still on its way: the worker looks again when it can no longer be. And it looks once more where
  // Paysera said yes, and its own reading not yet.
  if (answer.kind === 'failed' && answer.how !== 'refused') return { kind: 'finishing', code: answer.code };
  if (answer.kind === 'answered' && isNew) return { kind: 'finishing', code: 'PW-17' };
  return endWithoutMoney(s, id, orderId, diary);
}

type How = { way: RefundWay; reference: string | null; reason: string; staffId: string; returnGoods: boolean };

async function settle(s: Services, orderId: string, how: How, diary: Diary): Promise<Refunded> {
  const { staffId, ...told } = how;
  const words = how.way === 'manual-transfer' ? 'Given back by a transfer made by hand' : 'Given back by Paysera';
  const goods = how.returnGoods ? ', goods back on the shelf' : '';
  await failpoint('before-settle-refund', orderId);
  diary.note('order-refunded', `${words}${goods}`, { ...told, staff: staffId });
  const byHand = how.way === 'manual-transfer' ? { staffId, reason: how.reason } : null;
  const settled = await settleRefund(s, { orderId, returnGoods: how.returnGoods, byHand }, diary);
  await failpoint('after-settle-refund', orderId);
  return settled ? { kind: 'refunded', way: how.way } : { kind: 'already' };
}

type Row = { id: string; order_status: string; amount_minor: string; currency: string; transaction_key: string | null };

const read = {
  name: 'refund-read',
  text: `SELECT a.id, o.status AS order_status, a.amount_minor::text AS amount_minor, a.currency, a.transaction_key
    FROM shop_order o LEFT JOIN attempt a ON a.order_id = o.id AND a.status = 'confirmed' WHERE o.id = $1 AND o.environment = $2`,
};
