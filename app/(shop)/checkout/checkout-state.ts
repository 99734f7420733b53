// What the checkout form says when it could not go on. Nothing has been charged in any of these.
export type CheckoutState =
  | { kind: 'fresh' }
  | { kind: 'invalid-email'; email: string; reason: string }
  | { kind: 'total-changed'; email: string; shown: string; now: string }
  | { kind: 'sold-out'; email: string; lines: string[] }
  | { kind: 'out-of-date'; email: string };

export const fresh: CheckoutState = { kind: 'fresh' };
