// Holds one transaction, as Paysera lists it, against what we recorded. Pure; says what differs, and whether anything can mend it safely.
import { equalMoney, type Money } from '../money/money.ts';
import { type AttemptStatus, attemptStatuses } from '../payments/attempt-status.ts';
import { meaningOf } from '../payments/provider-status.ts';

export type Recorded = {
  attemptId: string;
  orderId: string;
  status: AttemptStatus;
  orderStatus: string;
  amount: Money;
  hasKey: boolean;
  /** How long it has been as it is. */
  unchangedMs: number;
};
export type Told = {
  status: string;
  projectId: bigint | null;
  price: Money | null;
  paymentCount: number;
  orderId: string | null;
  attemptId: string | null;
};
export type FindingKind =
  | 'status'
  | 'behind'
  | 'amount'
  | 'project'
  | 'parameters'
  | 'orphan'
  | 'unknown-transaction'
  | 'missing-transaction';
/** `ask`: reading it again moves our side. `revoke`: it is open at Paysera, and nothing of ours waits for it. `person`: money is never mended by itself. */
export type Repair = 'ask' | 'revoke' | 'person';
export type Finding = { kind: FindingKind; repair: Repair };

/** A reading takes seconds; what is behind for longer than this is not just on its way. */
const patienceMs = 5 * 60_000;

/** What moved while the list was on its way is compared the next time: one of the two is simply older. */
const restMs = 10_000;

export function compareAttempt(recorded: Recorded | null, told: Told, projectId: bigint): Finding | null {
  const meaning = meaningOf(told.status);
  if (!recorded) {
    // Other tools may use the project as well; only money that was taken or is held by no order of ours matters.
    return meaning === 'confirmed' || meaning === 'reserved' ? { kind: 'unknown-transaction', repair: 'person' } : null;
  }
  if (!recorded.hasKey) {
    if (meaning === 'over') return null;
    if (meaning === 'confirmed') return { kind: 'orphan', repair: 'person' };
    // While the create request may still be on its way, its key is not an orphan's.
    return recorded.status === 'creating' ? null : { kind: 'orphan', repair: 'revoke' };
  }
  if (told.projectId !== null && told.projectId !== projectId) return { kind: 'project', repair: 'person' };
  if (told.orderId !== recorded.orderId || told.attemptId !== recorded.attemptId) return { kind: 'parameters', repair: 'person' };
  if (told.paymentCount !== 1 || !told.price || !equalMoney(told.price, recorded.amount)) {
    // What was given up or never approved did not cost anybody anything.
    return meaning === 'over' ? null : { kind: 'amount', repair: 'person' };
  }
  return compareStatus(recorded, meaning);
}

function compareStatus(recorded: Recorded, meaning: ReturnType<typeof meaningOf>): Finding | null {
  const { status } = recorded;
  if (recorded.unchangedMs < restMs) return null;
  if (status === 'confirmed') {
    if (meaning !== 'confirmed') return { kind: 'status', repair: 'person' };
    return recorded.orderStatus === 'paid' || recorded.orderStatus === 'refunded' ? null : { kind: 'status', repair: 'person' };
  }
  if (status === 'dead') {
    if (meaning === 'over') return null;
    // Let go because Paysera had forgotten it, and found again: nobody waits for it, and nothing was ever confirmed.
    return { kind: 'status', repair: meaning === 'open' || meaning === 'approved' || meaning === 'reserved' ? 'revoke' : 'person' };
  }
  if (status === 'review') return { kind: 'status', repair: 'ask' };
  const isBehind = attemptStatuses[status].read && (meaning !== 'open' || status !== 'created') && meaning !== 'approved';
  return isBehind && recorded.unchangedMs > patienceMs ? { kind: 'behind', repair: 'ask' } : null;
}
