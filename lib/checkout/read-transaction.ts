// Paysera's answer about a transaction, held against what we asked for: a difference in anything that matters is never taken for ours.
import type { Money } from '../money/money.ts';
import { equalMoney } from '../money/money.ts';
import type { Reading } from '../payments/decide.ts';
import type { Seen } from '../payments/transition-attempt.ts';
import { Refused } from '../paysera/errors.ts';
import type { Transaction } from '../paysera/transaction.ts';
import type { Services } from '../services.ts';

export type Asked = { attemptId: string; orderId: string; amount: Money; transactionKey: string };

/** Null when Paysera says that it does not know the key. */
export async function findTransaction(s: Services, transactionKey: string): Promise<Transaction | null> {
  try {
    return await s.paysera.transactions.get(transactionKey);
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_found') return null;
    throw error;
  }
}

export function readingOf(s: Services, asked: Asked, transaction: Transaction): { reading: Reading; seen: Seen } {
  const reserveUntil = reserveEnd(transaction);
  return {
    reading: {
      providerStatus: transaction.status,
      mismatch: mismatchOf(s, asked, transaction),
      reserveLeftMs: reserveUntil && reserveUntil.getTime() - s.clock.now().getTime(),
    },
    seen: seenIn(transaction),
  };
}

/** What is kept of an answer about a transaction, beside what it means. */
export function seenIn(transaction: Transaction): Seen {
  return {
    providerStatus: transaction.status.slice(0, 60),
    walletId: transaction.walletId,
    reserveUntil: reserveEnd(transaction),
    acceptedBy: transaction.type?.slice(0, 40) ?? null,
  };
}

/** What differs from what was asked for, in the order of how much it would matter; null when nothing does. */
export function mismatchOf(s: Services, asked: Asked, transaction: Transaction): string | null {
  if (transaction.key !== asked.transactionKey) return 'key';
  if (transaction.projectId !== null && BigInt(transaction.projectId) !== s.env.paysera.projectId) return 'project';
  if (transaction.payments.length !== 1) return 'payments';
  const payment = transaction.payments[0];
  if (!payment?.price || !equalMoney(payment.price, asked.amount))
    return payment?.price?.currency === asked.amount.currency ? 'amount' : 'currency';
  const { beneficiary, parameters } = payment;
  if (beneficiary?.walletId != null && BigInt(beneficiary.walletId) !== s.env.paysera.walletId) return 'beneficiary';
  if (!isObject(parameters) || parameters.attempt !== asked.attemptId || parameters.order !== asked.orderId) return 'parameters';
  return null;
}

/** Counted from acceptance, whose moment Paysera does not tell: the creation is the earliest it can have been. */
function reserveEnd(transaction: Transaction): Date | null {
  const { reserve } = transaction;
  if (!reserve) return null;
  if ('until' in reserve) return reserve.until;
  return new Date(transaction.createdAt.getTime() + reserve.forSeconds * 1000);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
