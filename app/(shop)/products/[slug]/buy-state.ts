// What "buy now" answers when nothing was ordered; nothing was charged in any of these.
export type BuyState =
  | { kind: 'fresh' }
  | { kind: 'total-changed'; shown: string; now: string }
  | { kind: 'sold-out' }
  /** Held by an earlier order of their own that Paysera has not let go of yet. */
  | { kind: 'being-freed' }
  | { kind: 'unknown' };

export const fresh: BuyState = { kind: 'fresh' };
