// The spending card: what a shopper allowed, what is left of it and what it was used for, true at the moment it is shown.
import type { Money } from '../money/money.ts';
import { orderToken } from '../orders/order-link.ts';
import type { Services } from '../services.ts';
import { type EndedBecause, readLastEnded, type StoredAllowance, type StoredUse } from './allowance-store.ts';
import { leftOf, nextFreeAt, type UseState } from './limits.ts';
import { type Look, lookAtPermission, type Standing } from './look-at-permission.ts';

export type Use = { orderId: string; orderNumber: string; orderToken: string; amount: Money; at: Date; state: UseState };
export type SpendingCard = {
  allowanceId: string;
  weekly: Money;
  /** Reckoned from the limit and our own uses; never Paysera's figure, which would tell the balance. */
  left: Money;
  /** The shop's own promise: no single purchase above it goes without a PIN. */
  ceiling: Money;
  windowSeconds: number;
  validUntil: Date;
  since: Date;
  walletId: number;
  /** Newest first. */
  uses: Use[];
  /** When the oldest use leaves the window; null when nothing is used. */
  nextFreeAt: Date | null;
  /** When Paysera last said that it is active: for this view, or before it was looked at too often to ask again, or to answer. */
  checked: { at: Date; how: 'now' | 'lately' | 'unreachable' };
};
export type EndReason = 'turned-off' | 'staff' | 'at-paysera' | 'expired' | 'replaced' | 'disconnected' | 'wrong-wallet';
export type EndedPermission = {
  allowanceId: string;
  endedAt: Date;
  why: EndReason;
  weekly: Money;
  /** Paysera has not been told yet: it is asked again and again until it knows. */
  untold: boolean;
};

/** Asked for with an order that is paid, and Paysera has not said yet whether it was given. */
export type WaitingPermission = { orderNumber: string; orderToken: string; weekly: Money };

/**
 * Asks Paysera, then reckons; `look` is one that this page has begun already. `ended` is the last permission that came to an end, for one
 * sentence where no card is; `waiting` the one whose fate is still open after asking.
 */
export async function readSpendingCard(
  s: Services,
  { shopperId, look = lookAtPermission(s, shopperId) }: { shopperId: string; look?: Promise<Look> },
): Promise<{ card: SpendingCard | null; ended: EndedPermission | null; waiting: WaitingPermission | null }> {
  const { standing, asked } = await look;
  const last = await readLastEnded(s, shopperId);
  const waiting = asked && { ...asked, orderToken: orderToken(s.keys, asked.orderId) };
  return { card: standing && cardOf(s, standing.allowance, standing.checked), ended: last && endOf(last), waiting };
}

function cardOf(s: Services, allowance: StoredAllowance, checked: Standing['checked']): SpendingCard {
  const now = s.clock.now();
  const { weekly, windowSeconds, uses } = allowance;
  const since = allowance.activeAt ?? allowance.askedAt;
  return {
    allowanceId: allowance.id,
    weekly,
    left: leftOf(weekly, uses, windowSeconds, now),
    ceiling: allowance.ceiling,
    windowSeconds,
    validUntil: allowance.validUntil,
    since,
    walletId: allowance.walletId as number,
    uses: uses.map((use) => toUse(s, use)),
    nextFreeAt: nextFreeAt(uses, windowSeconds, now),
    checked:
      checked.kind === 'active'
        ? { at: checked.at, how: 'now' }
        : { at: allowance.checkedAt ?? since, how: checked.asked ? 'unreachable' : 'lately' },
  };
}

export function toUse(s: Services, { orderId, orderNumber, amount, at, state }: StoredUse): Use {
  return { orderId, orderNumber, orderToken: orderToken(s.keys, orderId), amount, at, state };
}

function endOf({ id, endedAt, endReason, weekly, untold }: StoredAllowance): EndedPermission | null {
  if (!endedAt || !endReason || isNever(endReason)) return null;
  return { allowanceId: id, endedAt, why: endReason, weekly, untold };
}

/** It ended without having been a permission. */
function isNever(why: EndedBecause): why is Exclude<EndedBecause, EndReason> {
  return why === 'declined' || why === 'not-granted' || why === 'never-active';
}
