// One wrong answer is no truth. What contradicts what we know is asked again, and only an answer that keeps coming is made something of.
import type { Known, Reading } from './decide.ts';
import type { Meaning } from './provider-status.ts';

/** Why an answer cannot be right, as the desk and the log name it. */
export type Contradiction =
  /** Paysera does not know a key that it gave us. */
  | 'forgotten'
  | 'unknown-status'
  /** Money moved, and we never confirmed it. */
  | 'confirmed-unasked'
  /** Somebody else's payment: key, project, amount, currency, order or attempt differ. */
  | 'mismatch'
  /** It was approved when we claimed it, and is said to wait for approval. */
  | 'went-backwards';

/** What has been heard against this attempt before the present answer, without one in between that fits. */
export type Doubt = {
  count: number;
  /** Since the first of them. */
  forMs: number;
  /** Since Paysera first said that it does not know the key; 0 when the last answer was another. */
  forgottenForMs: number;
};
export const noDoubt: Doubt = { count: 0, forMs: 0, forgottenForMs: 0 };

/** How long it has to go on; see Timing. */
export type Patience = { doubtMs: number; forgottenMs: number };

/** This many answers make one believable, the present one included. */
const enoughAnswers = 5;

export function contradictionIn(known: Known, { mismatch }: Reading, meaning: Meaning): Contradiction | null {
  const { status } = known;
  switch (status) {
    case 'created':
    case 'confirming':
    case 'releasing':
      if (meaning === 'forgotten') return 'forgotten';
      if (meaning === 'unknown') return 'unknown-status';
      if (meaning === 'confirmed' && status !== 'confirming') return 'confirmed-unasked';
      if (mismatch && !(isUnwanted(known) && meaning !== 'over')) return 'mismatch';
      return status === 'confirming' && (meaning === 'open' || meaning === 'approved') ? 'went-backwards' : null;
    case 'review':
      if (meaning === 'forgotten') return 'forgotten';
      return meaning === 'over' && mismatch ? 'mismatch' : null;
    default:
      return null;
  }
}

/** It is to be given back whatever it is for; revoking takes nothing from anybody. */
function isUnwanted({ status, closing, orderPending }: Known): boolean {
  return status === 'releasing' || (status === 'created' && (closing !== null || !orderPending));
}

/** @returns whether this answer, after those before it, has been heard often enough for long enough. */
export function isLasting(doubt: Doubt, contradiction: Contradiction, { doubtMs, forgottenMs }: Patience): boolean {
  if (doubt.count + 1 < enoughAnswers) return false;
  return contradiction === 'forgotten' ? doubt.forgottenForMs >= forgottenMs : doubt.forMs >= doubtMs;
}

/** When to ask again: at once after the first, which mostly was a slip, then so that enough answers fit into the time. */
export function waitInDoubt(doubt: Doubt, contradiction: Contradiction, limits: Patience & { firstPollMs: number }): number {
  if (doubt.count === 0) return limits.firstPollMs;
  const patienceMs = contradiction === 'forgotten' ? limits.forgottenMs : limits.doubtMs;
  return Math.max(limits.firstPollMs, patienceMs / (enoughAnswers - 1));
}
