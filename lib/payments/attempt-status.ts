// THE STATE MACHINE of one attempt, as one table. `confirming` and `releasing` are doubt: only a reading of Paysera resolves them.

type Attributes = {
  /** Nothing will ever change here again. */
  terminal: boolean;
  /** Money of the shopper may be held or moved. */
  holdsMoney: boolean;
  /** The shopper may be offered to pay this order again, by a new attempt. */
  mayPayAgain: boolean;
  /** Paysera is asked about it, until it says something final. */
  read: boolean;
  next: readonly string[];
};

export const attemptStatuses = {
  /** Written down; the request may be on its way. No key is known, so nobody can pay it. */
  creating: { terminal: false, holdsMoney: false, mayPayAgain: false, read: false, next: ['created', 'abandoned'] },
  /** The key is stored, and only now the browser may be sent to it. */
  created: { terminal: false, holdsMoney: true, mayPayAgain: false, read: true, next: ['confirming', 'releasing', 'dead', 'review'] },
  /** Claimed for capture: the confirmation may have reached Paysera or not. */
  confirming: { terminal: false, holdsMoney: true, mayPayAgain: false, read: true, next: ['confirmed', 'dead', 'review'] },
  /** Paid. Written together with the order, the ledger and the stock. */
  confirmed: { terminal: true, holdsMoney: true, mayPayAgain: false, read: false, next: [] },
  /** Claimed for giving back: the revocation may have reached Paysera or not. */
  releasing: { terminal: false, holdsMoney: true, mayPayAgain: false, read: true, next: ['dead', 'review'] },
  /** The key was never stored, hence never shown: whatever exists at Paysera is harmless. */
  abandoned: { terminal: true, holdsMoney: false, mayPayAgain: true, read: false, next: [] },
  /** Paysera says that no money moved and none will. */
  dead: { terminal: true, holdsMoney: false, mayPayAgain: true, read: false, next: [] },
  /** Paysera keeps saying what we cannot explain: a person decides, the goods stay held. By itself only an end without money is believed. */
  review: { terminal: false, holdsMoney: true, mayPayAgain: false, read: true, next: ['confirmed', 'dead'] },
} as const satisfies Record<string, Attributes>;

export type AttemptStatus = keyof typeof attemptStatuses;

export const liveStatuses = (Object.keys(attemptStatuses) as AttemptStatus[]).filter((status) => !attemptStatuses[status].terminal);
export const readStatuses = (Object.keys(attemptStatuses) as AttemptStatus[]).filter((status) => attemptStatuses[status].read);
/** Of these an order can have one: it is a unique index. */
export const captureStatuses = ['confirming', 'confirmed'] as const satisfies readonly AttemptStatus[];

export function isAttemptStatus(text: string): text is AttemptStatus {
  return Object.hasOwn(attemptStatuses, text);
}

export function canAttemptMove(from: AttemptStatus, to: AttemptStatus): boolean {
  return (attemptStatuses[from].next as readonly string[]).includes(to);
}
