// What to do about an attempt, given what Paysera just said. Pure: the exhaustive model walks through every case of it.
import type { AttemptStatus } from './attempt-status.ts';
import { type Contradiction, contradictionIn, type Doubt, isLasting, type Patience } from './doubt.ts';
import { type Meaning, meaningOf } from './provider-status.ts';

export type Reading = {
  providerStatus: string;
  /** Null when project, amount, currency, order and attempt are what we asked for; else what differs. */
  mismatch: string | null;
  /** How long the money stays held; null when Paysera did not say. */
  reserveLeftMs: number | null;
};

export type Known = {
  status: AttemptStatus;
  /** Somebody asked for the end of this order. */
  closing: 'expired' | 'cancelled' | null;
  /** The time to pay is over, and nobody has asked for its end yet. */
  overdue: boolean;
  /** Already paid by another attempt, or ended: nothing more may be taken. */
  orderPending: boolean;
  /** A one-click that the shopper can still undo: its money is only held. */
  holding: boolean;
  /** Approved by a permission, and nobody knows yet by which: see `underWhich`. */
  unsure: boolean;
  /** It was claimed for capture once: a confirmation may have reached Paysera. */
  claimed: boolean;
  doubt: Doubt;
};

export type Decision =
  /** Nothing to do: ask again later. */
  | { kind: 'wait' }
  /** It contradicts what we know: count it, and ask again before anything is made of it. */
  | { kind: 'doubt'; reason: Contradiction }
  /** Hear first under which permission Paysera counted it. */
  | { kind: 'make-sure' }
  /** Take it: created → confirming, then confirm at Paysera. */
  | { kind: 'claim' }
  /** Already claimed, and Paysera still waits: say it again. */
  | { kind: 'confirm' }
  /** Give it up: created → releasing, then revoke at Paysera. */
  | { kind: 'let-go'; reason: string }
  | { kind: 'revoke' }
  /** Money moved: attempt, order, ledger, stock and receipt in one statement. */
  | { kind: 'settle' }
  /** Paysera says that no money moved and none will. */
  | { kind: 'bury'; reason: string }
  | { kind: 'review'; reason: string };

/** Nothing is claimed with less of the reservation left than this: confirming could come too late. */
export type Limits = Patience & { tooLateMs: number };

export function decide(known: Known, reading: Reading, limits: Limits): Decision {
  const meaning = meaningOf(reading.providerStatus);
  const contradiction = contradictionIn(known, reading, meaning);
  if (contradiction)
    return isLasting(known.doubt, contradiction, limits)
      ? believe(known, reading, meaning, contradiction)
      : { kind: 'doubt', reason: contradiction };
  switch (known.status) {
    case 'created':
      return decideCreated(known, reading, meaning, limits.tooLateMs);
    case 'confirming':
      if (meaning === 'over') return { kind: 'bury', reason: reading.providerStatus };
      if (meaning === 'confirmed') return known.orderPending ? { kind: 'settle' } : { kind: 'review', reason: 'order-ended' };
      return { kind: 'confirm' };
    case 'releasing':
      return meaning === 'over' ? { kind: 'bury', reason: reading.providerStatus } : { kind: 'revoke' };
    case 'review':
      // The one way out by itself is that nothing was taken after all: money is never booked here without a person.
      return meaning === 'over' ? { kind: 'bury', reason: reading.providerStatus } : { kind: 'wait' };
    default:
      return { kind: 'wait' };
  }
}

function decideCreated(known: Known, reading: Reading, meaning: Meaning, tooLateMs: number): Decision {
  if (meaning === 'over') return { kind: 'bury', reason: reading.providerStatus };
  if (known.closing) return { kind: 'let-go', reason: known.closing };
  if (!known.orderPending) return { kind: 'let-go', reason: 'order-ended' };
  if (meaning === 'reserved') {
    // Approved in the last moment counts: the goods are still held. Only a reservation about to end is let go.
    if (reading.reserveLeftMs !== null && reading.reserveLeftMs < tooLateMs) return { kind: 'let-go', reason: 'too-late' };
    if (known.unsure) return { kind: 'make-sure' };
    return known.holding ? { kind: 'wait' } : { kind: 'claim' };
  }
  return known.overdue ? { kind: 'let-go', reason: 'expired' } : { kind: 'wait' };
}

/** Paysera has said it often enough for long enough. */
function believe(known: Known, reading: Reading, meaning: Meaning, contradiction: Contradiction): Decision {
  const inReview = known.status === 'review';
  if (contradiction === 'forgotten') {
    // Without a confirmation of ours no money can have moved, and nobody waits for this order any more: its goods go back.
    const isOver = known.closing !== null || known.overdue || !known.orderPending;
    if (!known.claimed && isOver) return { kind: 'bury', reason: 'forgotten' };
  }
  if (contradiction === 'mismatch') {
    // Another key is another transaction: its end says nothing about ours.
    if (meaning === 'over' && reading.mismatch !== 'key') return { kind: 'bury', reason: reading.providerStatus };
    if (known.status === 'created' && meaning !== 'over') return { kind: 'let-go', reason: 'mismatch' };
  }
  return inReview ? { kind: 'doubt', reason: contradiction } : { kind: 'review', reason: contradiction };
}
