/** Confirmation: what was held moves to the beneficiaries, all payments of the transaction at once. */
import { invalid, Refusal } from '../http/refusal.ts';
import { commissionBook, disposalBook, reservedBook } from '../money/ledger.ts';
import type { Account, Payment, Transaction } from '../world/records.ts';
import { settings, type World } from '../world/world.ts';
import { activateAllowance, endExhausted, settleAllowanceUse } from './allowance-use.ts';
import { beneficiaryAccount } from './beneficiary.ts';
import { payerAccount } from './hold-money.ts';
import { type Cause, moveTransaction, paymentsOf } from './move-transaction.ts';

/** `prices` are the lower prices by payment id; a payment not named keeps its own. */
export function confirmTransaction(world: World, transaction: Transaction, prices: Map<number, number>, cause: Cause): void {
  if (transaction.status !== 'reserved') throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  const payments = paymentsOf(world, transaction);
  for (const [id, price] of prices) {
    const payment = payments.find((one) => one.id === id);
    if (!payment) throw invalid(String(id), 'is no payment of this transaction');
    if (price > payment.price) throw invalid('price', 'must not exceed the reserved price');
  }
  const now = world.clock.nowSeconds();
  transaction.confirmedAt = now;
  let charged = 0;
  for (const payment of payments) {
    settlePayment(world, transaction, payment, prices.get(payment.id) ?? payment.price, now);
    charged += payment.price + (payment.cashback ?? 0);
  }
  const allowance = transaction.allowance && world.allowances.get(transaction.allowance.id);
  if (allowance) activateAllowance(world, allowance, transaction.wallet as number);
  settleAllowanceUse(world, transaction, charged);
  endExhausted(world, transaction);
  moveTransaction(world, transaction, 'confirmed', cause);
}

export function commissionFor(payment: Payment, price: number): { out: number; in: number } {
  const out = Math.min(payment.commission?.out ?? 0, price);
  return { out, in: Math.min(payment.commission?.in ?? 0, price - out) };
}

export function freezeEnd(payment: Payment, confirmedAt: number): number {
  return 'until' in payment.freeze ? payment.freeze.until : confirmedAt + payment.freeze.for;
}

/** Frozen money lies in the beneficiary's reserved book: theirs, but not at their disposal. */
export function beneficiaryBook(payment: Payment, account: Account): string {
  return payment.frozen ? reservedBook(account.number) : disposalBook(account.number);
}

function settlePayment(world: World, transaction: Transaction, payment: Payment, price: number, now: number): void {
  const payer = payerAccount(world, transaction);
  const target = beneficiaryAccount(world, payment);
  if (!target) throw new Error(`payment ${payment.id} is confirmed without a beneficiary`);
  const held = payment.held ?? 0;
  const cashback = payment.cashback ?? 0;
  const fees = commissionFor(payment, price);
  const end = freezeEnd(payment, now);
  payment.frozen = end > now;
  payment.price = price;
  payment.held = undefined;
  payment.confirmedAt = now;
  payment.doneAt = payment.frozen ? end : now + settings(world).paymentDoneSeconds;
  world.payments.touch(payment.id);
  world.agenda.add(payment.doneAt, 'payment-done', payment.id);
  if (held === 0) return;
  world.ledger.post({
    at: now,
    kind: 'transfer',
    currency: payment.currency,
    legs: [
      { book: reservedBook(payer.number), cents: -held },
      { book: disposalBook(payer.number), cents: held - price - cashback },
      { book: beneficiaryBook(payment, target), cents: price - fees.out - fees.in + cashback },
      { book: commissionBook(payment.clientId), cents: fees.out + fees.in },
    ],
    details: payment.description ?? payment.items?.[0]?.title ?? 'Payment',
    transactionKey: transaction.key,
    paymentId: payment.id,
  });
}
