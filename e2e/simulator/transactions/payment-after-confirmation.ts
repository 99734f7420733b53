/** What can still happen to a confirmed payment: done by time or by finalize, frozen or thawed, cancelled. */
import { invalid, Refusal } from '../http/refusal.ts';
import { commissionBook, disposalBook, reservedBook } from '../money/ledger.ts';
import type { Payment, Span, Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { beneficiaryAccount } from './beneficiary.ts';
import { beneficiaryBook, commissionFor, freezeEnd } from './confirm.ts';
import { payerAccount } from './hold-money.ts';

export function paymentDone(world: World, payment: Payment): void {
  if (payment.status !== 'confirmed' || payment.doneAt === undefined || payment.doneAt > world.clock.nowSeconds()) return;
  thaw(world, payment);
  payment.status = 'done';
  world.payments.touch(payment.id);
}

export function finalizePayment(world: World, payment: Payment, price: number | undefined): void {
  mustBeConfirmed(payment);
  if (price !== undefined && price > payment.price) throw invalid('price', 'must not exceed the original price');
  if (price !== undefined && price < payment.price) giveBack(world, payment, price, payment.cashback ?? 0, 'Part of the payment returned');
  thaw(world, payment);
  payment.status = 'done';
  world.payments.touch(payment.id);
}

export function cancelPayment(world: World, payment: Payment): void {
  mustBeConfirmed(payment);
  const price = payment.price;
  giveBack(world, payment, 0, 0, 'Payment cancelled');
  payment.price = price;
  payment.frozen = false;
  payment.status = 'canceled';
  world.payments.touch(payment.id);
}

export function changeFreeze(world: World, payment: Payment, freeze: Span): void {
  mustBeConfirmed(payment);
  const account = beneficiaryAccount(world, payment);
  const now = world.clock.nowSeconds();
  const end = freezeEnd({ ...payment, freeze }, payment.confirmedAt ?? now);
  if (end > now && !payment.frozen && account) {
    const cents = ownShare(payment);
    if (world.ledger.balance(disposalBook(account.number), payment.currency) < cents) {
      throw new Refusal('not_enough_funds', 'The beneficiary has spent the money');
    }
    if (cents > 0) shift(world, payment, disposalBook(account.number), reservedBook(account.number), cents, 'freeze');
    payment.frozen = true;
  }
  if (end <= now) thaw(world, payment);
  payment.freeze = freeze;
  payment.doneAt = Math.max(end, now + 1);
  world.agenda.add(payment.doneAt, 'payment-done', payment.id);
  world.payments.touch(payment.id);
}

function mustBeConfirmed(payment: Payment): void {
  if (payment.status !== 'confirmed') throw new Refusal('invalid_state', `The payment is ${payment.status}`);
}

function ownShare(payment: Payment): number {
  const fees = commissionFor(payment, payment.price);
  return payment.price - fees.out - fees.in + (payment.cashback ?? 0);
}

function thaw(world: World, payment: Payment): void {
  const account = beneficiaryAccount(world, payment);
  if (!payment.frozen || !account) return;
  const cents = ownShare(payment);
  if (cents > 0) shift(world, payment, reservedBook(account.number), disposalBook(account.number), cents, 'thaw');
  payment.frozen = false;
}

function shift(world: World, payment: Payment, from: string, to: string, cents: number, kind: string): void {
  world.ledger.post({
    at: world.clock.nowSeconds(),
    kind,
    currency: payment.currency,
    legs: [
      { book: from, cents: -cents },
      { book: to, cents },
    ],
    details: payment.description ?? 'Payment',
    transactionKey: payment.transactionKey,
    paymentId: payment.id,
  });
}

/** From the beneficiary, and from the commissions that a lower price no longer bears, back to the payer. */
function giveBack(world: World, payment: Payment, price: number, cashback: number, details: string): void {
  const payer = payerAccount(world, world.transactions.get(payment.transactionKey) as Transaction);
  const target = beneficiaryAccount(world, payment);
  if (!target) throw new Error(`payment ${payment.id} has no beneficiary`);
  const before = commissionFor(payment, payment.price);
  const after = commissionFor(payment, price);
  const fees = before.out + before.in - after.out - after.in;
  const back = payment.price - price + (payment.cashback ?? 0) - cashback;
  const book = beneficiaryBook(payment, target);
  // Commissions may have been paid out on the 1st already: then the beneficiary bears them.
  const fromFees = Math.min(fees, world.ledger.balance(commissionBook(payment.clientId), payment.currency));
  if (world.ledger.balance(book, payment.currency) < back - fromFees) {
    throw new Refusal('not_enough_funds', 'The beneficiary has spent the money');
  }
  if (back > 0) {
    world.ledger.post({
      at: world.clock.nowSeconds(),
      kind: 'return',
      currency: payment.currency,
      legs: [
        { book, cents: -(back - fromFees) },
        { book: commissionBook(payment.clientId), cents: -fromFees },
        { book: disposalBook(payer.number), cents: back },
      ],
      details,
      transactionKey: payment.transactionKey,
      paymentId: payment.id,
    });
  }
  payment.price = price;
}
