// What the inbox says in words: the verdict on a callback, and what came of it.
import type { StatusTone } from '#app/_ui/status-badge.tsx';
import type { StoredCallback } from '#lib/callbacks/callback-store.ts';
import { isAttemptStatus } from '#lib/payments/attempt-status.ts';
import { attemptWords } from '../attempt-words.ts';

export const verdictWords = { accepted: 'Genuine', forged: 'Forged' } as const;
export const outcomeNames = {
  handled: 'Handled',
  waiting: 'Waiting',
  unreachable: 'Paysera away',
  'nothing-to-wake': 'Nothing to wake',
} as const;

/** The types Paysera sends for transactions. */
export const eventTypes = ['reserved', 'confirmed', 'rejected', 'failed', 'waiting_funds', 'waiting_registration', 'waiting_password'].map(
  (type) => `transaction.${type}`,
);

export function typeWords(type: string | null): string {
  return type ? type.replace('.', ': ').replaceAll('_', ' ') : 'Not read';
}

type Outcome = { tone: StatusTone; words: string };

export function outcomeOf({ verdict, handledAt, outcome }: Pick<StoredCallback, 'verdict' | 'handledAt' | 'outcome'>): Outcome {
  if (verdict === 'forged') return { tone: 'danger', words: 'Refused' };
  if (!handledAt) return { tone: 'waiting', words: 'Waiting' };
  if (outcome?.startsWith('unreachable-')) return { tone: 'warning', words: 'Paysera away' };
  if (outcome?.startsWith('attempt-')) return { tone: 'positive', words: 'Asked Paysera' };
  return { tone: 'neutral', words: 'Nothing to wake' };
}

/** What the reading it woke found, in the words of the order's page. */
export function cameOf(outcome: StoredCallback['outcome']): string {
  if (outcome === null) return '–';
  const [kind, rest] = [outcome.slice(0, outcome.indexOf('-')), outcome.slice(outcome.indexOf('-') + 1)];
  if (kind === 'attempt' && isAttemptStatus(rest)) return `Payment attempt: ${attemptWords[rest].toLowerCase()}`;
  return kind === 'unreachable' ? 'Paysera could not be asked; it is asked again by itself' : 'It speaks of no payment of ours';
}
