// What to do about an attempt, given what Paysera just said. Pure: the exhaustive model walks through every case of it.
import type { AttemptStatus } from './attempt-status.ts';
import { meaningOf } from './provider-status.ts';

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
};

export type Decision =
  /** Nothing to do: ask again later. */
  | { kind: 'wait' }
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

export function decide(known: Known, reading: Reading, tooLateMs: number): Decision {
  const meaning = meaningOf(reading.providerStatus);
  switch (known.status) {
    case 'created':
      return decideCreated(known, reading, meaning, tooLateMs);
    case 'confirming':
      if (meaning === 'over') return { kind: 'bury', reason: reading.providerStatus };
      if (reading.mismatch) return { kind: 'review', reason: 'mismatch' };
      if (meaning === 'confirmed') return known.orderPending ? { kind: 'settle' } : { kind: 'review', reason: 'order-ended' };
      if (meaning === 'reserved') return { kind: 'confirm' };
      return { kind: 'review', reason: meaning === 'unknown' ? 'unknown-status' : 'went-backwards' };
    case 'releasing':
      if (meaning === 'over') return { kind: 'bury', reason: reading.providerStatus };
      if (meaning === 'confirmed') return { kind: 'review', reason: 'confirmed-unasked' };
      if (meaning === 'unknown') return { kind: 'review', reason: 'unknown-status' };
      return { kind: 'revoke' };
    case 'review':
      // A person asked: the one way out is that nothing was taken after all.
      return meaning === 'over' ? { kind: 'bury', reason: reading.providerStatus } : { kind: 'wait' };
    default:
      return { kind: 'wait' };
  }
}

function decideCreated(known: Known, reading: Reading, meaning: ReturnType<typeof meaningOf>, tooLateMs: number): Decision {
  if (meaning === 'over') return { kind: 'bury', reason: reading.providerStatus };
  if (meaning === 'confirmed') return { kind: 'review', reason: 'confirmed-unasked' };
  if (meaning === 'unknown') return { kind: 'review', reason: 'unknown-status' };
  if (reading.mismatch) return { kind: 'let-go', reason: 'mismatch' };
  if (known.closing) return { kind: 'let-go', reason: known.closing };
  if (!known.orderPending) return { kind: 'let-go', reason: 'order-ended' };
  if (meaning === 'reserved') {
    // Approved in the last moment counts: the goods are still held. Only a reservation about to end is let go.
    if (reading.reserveLeftMs !== null && reading.reserveLeftMs < tooLateMs) return { kind: 'let-go', reason: 'too-late' };
    return known.holding ? { kind: 'wait' } : { kind: 'claim' };
  }
  return known.overdue ? { kind: 'let-go', reason: 'expired' } : { kind: 'wait' };
}
