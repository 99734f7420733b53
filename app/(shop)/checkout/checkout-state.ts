// What the checkout form says when it could not go on, and what was typed. Nothing has been charged in any of these.
import type { GrantField } from '#lib/allowances/grant.ts';
import type { TypedChoice } from '../_quick-pay/quick-pay-choice.tsx';

export type Typed = TypedChoice & { email: string };
export type CheckoutState = { kind: 'fresh' } | (Refused & { typed: Typed });
export type Refused =
  | { kind: 'invalid'; fields: Partial<Record<'email' | GrantField, string>> }
  | { kind: 'total-changed'; shown: string; now: string }
  | { kind: 'sold-out'; lines: string[] }
  /** Held by an earlier order of this cart that Paysera has not let go of yet. */
  | { kind: 'being-freed' }
  | { kind: 'out-of-date' }
  /** More orders from this shopper or address than the shop lets anyone begin in an hour. */
  | { kind: 'too-many' }
  /** Quick pay as it was chosen is not offered any more: changed by the shop, or the wallet is no longer connected here. */
  | { kind: 'choice-gone'; why: 'changed' | 'signed-out' }
  /** The payment is open at Paysera already, with another choice than this one. */
  | { kind: 'choice-too-late' }
  /** The order was placed from this cart by somebody else, in an account of theirs. */
  | { kind: 'choice-not-theirs' };

export const fresh: CheckoutState = { kind: 'fresh' };
