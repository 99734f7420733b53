// The spending card: what a shopper allowed, what is left of it and what it was used for, true at the moment it is shown.
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';
import type { UseState } from './limits.ts';

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
  /** When Paysera last said that it is active; `reachable` is false when it could not be asked just now. */
  checked: { at: Date; reachable: boolean };
};
export type EndReason = 'turned-off' | 'staff' | 'at-paysera' | 'expired' | 'replaced' | 'disconnected' | 'wrong-wallet';
export type EndedPermission = { allowanceId: string; endedAt: Date; why: EndReason; weekly: Money };

/** Asks Paysera, then reckons. `ended` is the last permission that came to an end, for one sentence where no card is. */
export async function readSpendingCard(
  _s: Services,
  _input: { shopperId: string },
): Promise<{ card: SpendingCard | null; ended: EndedPermission | null }> {
  return { card: null, ended: null };
}
