// Which ways out of `review` a person may take, given what Paysera says at this moment. Pure. A person decides, but never against a reading.
import { meaningOf } from './provider-status.ts';

/** What was seen in one breath. */
export type Evidence = {
  orderPending: boolean;
  transaction:
    | { kind: 'said'; providerStatus: string; mismatch: string | null; givenBack: boolean }
    /** Paysera does not know the key; `lasting`: it has said nothing else for as long as it takes to be believed. */
    | { kind: 'forgotten'; lasting: boolean }
    | { kind: 'no-answer'; code: string };
  /** Whether the wallet's own statements show the money of this order; null where the transaction alone tells. */
  statement: { kind: 'found'; id: string } | { kind: 'none' } | { kind: 'other-amount' } | { kind: 'no-answer'; code: string } | null;
};

export type WayOut = 'give-back' | 'book';
export type Verdict =
  | {
      allowed: true;
      /** What it rests on. */
      by: 'reading' | 'statement' | 'forgotten' | 'given-back';
      /** Paysera has to be told first, and its next reading decides. */
      revokeFirst: boolean;
    }
  | { allowed: false; why: Hindrance };
export type Hindrance =
  | 'no-answer'
  /** It was about another transaction, which says nothing about ours. */
  | 'another-transaction'
  /** Paysera says that the money moved. */
  | 'money-moved'
  /** So do the wallet's statements. */
  | 'statement-found'
  | 'statements-unread'
  | 'not-lasting'
  | 'mismatch'
  | 'no-statement'
  | 'says-otherwise'
  | 'order-ended';

const isAnother = (transaction: Evidence['transaction']): boolean => transaction.kind === 'said' && transaction.mismatch === 'key';
const no = (why: Hindrance): Verdict => ({ allowed: false, why });

/** Whether the statements have to be looked at: whatever does not say for itself that the money moved, or that it did not. */
export function needsStatement(transaction: Evidence['transaction']): boolean {
  if (transaction.kind !== 'said') return transaction.kind === 'forgotten';
  return meaningOf(transaction.providerStatus) !== 'confirmed';
}

export function mayGiveBack({ transaction, statement, orderPending }: Evidence): Verdict {
  if (!orderPending) return no('order-ended');
  if (transaction.kind === 'no-answer') return no('no-answer');
  if (isAnother(transaction)) return no('another-transaction');
  if (transaction.kind === 'said' && meaningOf(transaction.providerStatus) === 'confirmed')
    return transaction.givenBack ? { allowed: true, by: 'given-back', revokeFirst: false } : no('money-moved');
  if (transaction.kind === 'forgotten' && !transaction.lasting) return no('not-lasting');
  if (statement?.kind === 'found' || statement?.kind === 'other-amount') return no('statement-found');
  if (statement?.kind !== 'none') return no('statements-unread');
  if (transaction.kind === 'forgotten') return { allowed: true, by: 'forgotten', revokeFirst: false };
  return { allowed: true, by: 'reading', revokeFirst: meaningOf(transaction.providerStatus) !== 'over' };
}

export function mayBook({ transaction, statement, orderPending }: Evidence): Verdict {
  if (!orderPending) return no('order-ended');
  if (transaction.kind === 'no-answer') return no('no-answer');
  if (isAnother(transaction)) return no('another-transaction');
  const meaning = transaction.kind === 'said' ? meaningOf(transaction.providerStatus) : 'forgotten';
  if (transaction.kind === 'said' && meaning === 'confirmed') {
    if (transaction.givenBack) return no('says-otherwise');
    return transaction.mismatch ? no('mismatch') : { allowed: true, by: 'reading', revokeFirst: false };
  }
  if (meaning !== 'forgotten' && meaning !== 'unknown') return no('says-otherwise');
  if (transaction.kind === 'said' && transaction.mismatch) return no('mismatch');
  if (transaction.kind === 'forgotten' && !transaction.lasting) return no('not-lasting');
  if (statement?.kind === 'found') return { allowed: true, by: 'statement', revokeFirst: false };
  if (statement?.kind === 'other-amount') return no('mismatch');
  return no(statement?.kind === 'none' ? 'no-statement' : 'statements-unread');
}
