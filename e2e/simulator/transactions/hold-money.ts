/** Holding and releasing the payer's money between acceptance and confirmation. */
import { disposalBook, reservedBook } from '../money/ledger.ts';
import type { Account, Payment, Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { paymentsOf } from './move-transaction.ts';

export function chargeOf(payment: Payment): number {
  return payment.price + (payment.cashback ?? 0);
}

/** What the payer's account must give, by currency. */
export function chargesByCurrency(payments: Payment[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const payment of payments) sums.set(payment.currency, (sums.get(payment.currency) ?? 0) + chargeOf(payment));
  return sums;
}

export function missingFunds(world: World, account: Account, payments: Payment[]): { currency: string; cents: number } | null {
  for (const [currency, cents] of chargesByCurrency(payments)) {
    const missing = cents - world.ledger.balance(disposalBook(account.number), currency);
    if (missing > 0) return { currency, cents: missing };
  }
  return null;
}

export function payerAccount(world: World, transaction: Transaction): Account {
  const wallet = transaction.wallet === undefined ? undefined : world.wallets.get(transaction.wallet);
  const account = wallet && world.accounts.get(wallet.accountNumber);
  if (!account) throw new Error(`transaction ${transaction.key} has no payer account`);
  return account;
}

export function holdMoney(world: World, transaction: Transaction): void {
  const account = payerAccount(world, transaction);
  for (const payment of paymentsOf(world, transaction)) {
    const cents = chargeOf(payment);
    payment.held = cents;
    world.payments.touch(payment.id);
    if (cents > 0) postHold(world, account, payment, cents);
  }
}

export function releaseMoney(world: World, transaction: Transaction): void {
  for (const payment of paymentsOf(world, transaction)) {
    if (!payment.held) continue;
    postHold(world, payerAccount(world, transaction), payment, -payment.held);
    payment.held = undefined;
    world.payments.touch(payment.id);
  }
}

function postHold(world: World, account: Account, payment: Payment, cents: number): void {
  world.ledger.post({
    at: world.clock.nowSeconds(),
    kind: cents > 0 ? 'reservation' : 'release',
    currency: payment.currency,
    legs: [
      { book: disposalBook(account.number), cents: -cents },
      { book: reservedBook(account.number), cents },
    ],
    details: payment.description ?? payment.items?.[0]?.title ?? 'Payment',
    transactionKey: payment.transactionKey,
    paymentId: payment.id,
  });
}
