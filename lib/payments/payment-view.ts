// What a page may say about the payment of an order: true words only, and "try again" only where it is true.
import type { OrderStatus } from '../orders/order-status.ts';
import type { AttemptStatus } from './attempt-status.ts';

export type Tier =
  | 'not-sent'
  | 'not-paid-yet'
  | 'waiting-funds'
  | 'approved-waiting'
  /** Paid without a PIN: the money is only held, and can be undone for a few seconds. */
  | 'held'
  | 'not-paid'
  | 'finishing'
  | 'saving'
  | 'checking'
  | 'paid'
  | 'expired'
  | 'cancelled'
  | 'refunded'
  | 'review'
  /** It was in review, and a person ended the order: as far as anybody can see no money came. */
  | 'given-up';

export type PaymentView = {
  tier: Tier;
  /** Words for a person, or null where the tier says it all. */
  reason: string | null;
  /** The page should ask again by itself. */
  poll: boolean;
  /** Continue at Paysera, or try again. */
  canPay: boolean;
  canCancel: boolean;
};

export type PaymentFacts = {
  order: { status: OrderStatus; closing: boolean; overdue: boolean };
  attempt: {
    status: AttemptStatus;
    providerStatus: string | null;
    reason: string | null;
    /** A one-click that can still be undone. */
    holding: boolean;
  } | null;
};

/** Reasons an attempt can carry; the page shows the words, the desk the code. */
export const reasonWords: Record<string, string> = {
  rejected: 'You cancelled it at Paysera.',
  revoked: 'It was cancelled.',
  failed: 'Paysera could not complete it.',
  deleted: 'The payment ended before it was approved.',
  expired: 'The payment ended before it was approved.',
  forgotten: 'The payment ended before it was approved.',
  'too-late': 'It was approved too late, and the money was released.',
  mismatch: 'Paysera reported something else than we asked for, so we did not take it.',
  refused: "Payment isn't available right now.",
  unreachable: "We can't reach Paysera right now.",
  busy: 'Paysera is busy.',
  waiting_funds: "Your wallet doesn't have enough money yet.",
  undone: 'Undone.',
  'permission-changed': 'Your permission to pay without a PIN changed at that very moment, so nothing was taken.',
};

const resting = { poll: false, canPay: false, canCancel: false };
const moving = { poll: true, canPay: false, canCancel: false };

export function paymentView({ order, attempt }: PaymentFacts): PaymentView {
  if (order.status !== 'pending') {
    const ended = order.status === 'cancelled' || order.status === 'expired';
    if (ended && attempt?.reason === 'given-up') return { tier: 'given-up', reason: null, ...resting };
    const undone = order.status === 'cancelled' && attempt?.reason === 'undone';
    return { tier: order.status, reason: undone ? (reasonWords.undone ?? null) : null, ...resting };
  }
  const reason = attempt?.reason ? (reasonWords[attempt.reason] ?? null) : null;
  const open = !order.closing && !order.overdue;
  if (!attempt) return { tier: 'not-sent', reason, poll: false, canPay: open, canCancel: true };
  switch (attempt.status) {
    case 'creating':
      return { tier: 'not-sent', reason, poll: true, canPay: open, canCancel: open };
    case 'abandoned':
      return { tier: 'not-sent', reason, poll: order.closing, canPay: open, canCancel: open };
    case 'dead':
      return { tier: 'not-paid', reason, poll: order.closing, canPay: open, canCancel: open };
    case 'created':
      return viewOfCreated(attempt, reason, order.closing);
    case 'confirming':
      return { tier: attempt.providerStatus === 'confirmed' ? 'saving' : 'finishing', reason: null, ...moving };
    case 'confirmed':
      return { tier: 'saving', reason: null, ...moving };
    case 'releasing':
      return { tier: 'checking', reason, ...moving };
    case 'review':
      return { tier: 'review', reason, ...resting };
  }
}

function viewOfCreated(
  { providerStatus, reason: code, holding }: NonNullable<PaymentFacts['attempt']>,
  reason: string | null,
  closing: boolean,
): PaymentView {
  // The undo needs no answer of Paysera's: whatever a reading met, it stays until its seconds are over.
  if (holding && providerStatus === 'reserved' && !closing) return { tier: 'held', reason: null, ...moving };
  // A reading that failed, or made no sense, leaves its code: what we knew before may no longer be true.
  if (code === 'unreachable' || code === 'busy' || code === 'doubted') return { tier: 'checking', reason, ...moving };
  if (closing) return { tier: 'checking', reason: null, ...moving };
  // A reserve without an answer may still arrive: until then nobody is sent to pay.
  if (holding) return { tier: 'checking', reason: null, ...moving };
  switch (providerStatus) {
    case null:
    case 'new':
    case 'waiting':
      return { tier: 'not-paid-yet', reason: null, poll: true, canPay: true, canCancel: true };
    case 'waiting_funds':
      return { tier: 'waiting-funds', reason: reasonWords.waiting_funds ?? null, poll: true, canPay: true, canCancel: true };
    case 'waiting_registration':
    case 'waiting_password':
      return { tier: 'approved-waiting', reason: null, poll: true, canPay: false, canCancel: true };
    case 'reserved':
      return { tier: 'finishing', reason: null, ...moving };
    default:
      return { tier: 'checking', reason: null, ...moving };
  }
}
