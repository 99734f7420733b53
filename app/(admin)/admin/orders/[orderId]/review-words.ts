// Why a payment needs a person, and why a way out of that is closed at this moment, in words for the desk.
import type { Evidence, Hindrance } from '#lib/payments/judge-review.ts';

const reasons: Record<string, string> = {
  forgotten: 'Paysera does not know the transaction any more, and our confirmation may have reached it.',
  'unknown-status': 'Paysera uses a word for its state that nobody here knows.',
  'confirmed-unasked': 'Paysera says that the money moved, and we never asked for that.',
  mismatch: 'Paysera says another amount, order or receiver than we asked for.',
  'went-backwards': 'Paysera said it was approved, and then that it waits for approval.',
  'order-ended': 'Paysera says that the money moved after this order had ended.',
};

export function reviewWords(reason: string | null): string {
  return (reason && reasons[reason]) || 'What Paysera says about it does not fit together.';
}

export const hindranceWords: Record<Hindrance, string> = {
  'no-answer': 'Paysera gave no answer just now, and nothing is decided without one. Reload in a moment.',
  'another-transaction':
    'Paysera answered with another transaction than the one that was asked about, and nothing is decided by that. Reload in a moment.',
  'money-moved': 'Paysera says that the money moved.',
  'statement-found': 'The wallet’s statements show money for this order.',
  'statements-unread': 'The wallet’s statements could not be read just now. Reload in a moment.',
  'not-lasting': 'Paysera knew it until a short while ago. That counts only after a quarter of an hour without another answer.',
  mismatch: 'What came is not what this order costs. Give it back at Paysera first; then the order can end.',
  'no-statement': 'Paysera does not say that the money moved, and no statement of the wallet shows it.',
  'says-otherwise': 'Paysera does not say that the money moved.',
  'order-ended': 'This order has ended already.',
};

export function transactionWords(transaction: Evidence['transaction']): string {
  if (transaction.kind === 'no-answer') return `No answer (${transaction.code})`;
  if (transaction.kind === 'forgotten') return transaction.lasting ? 'Does not know it' : 'Does not know it, since a short while';
  return `${transaction.providerStatus.replaceAll('_', ' ')}${transaction.givenBack ? ', and given back' : ''}`;
}

export function statementWords(statement: Evidence['statement']): string {
  switch (statement?.kind) {
    case 'found':
      return `Number ${statement.id} shows exactly this amount`;
    case 'none':
      return 'None names this order';
    case 'other-amount':
      return 'Something came for this order, another amount';
    case 'no-answer':
      return `Could not be read (${statement.code})`;
    default:
      return 'Not needed: the transaction itself tells';
  }
}
