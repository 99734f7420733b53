// Paysera's words for a transaction, and what each means for us. A word we do not know is never guessed.

export type Meaning =
  /** Nobody has approved it yet; nothing is held. */
  | 'open'
  /** Approved, but Paysera still waits for something; money may be held. */
  | 'approved'
  /** The money is held, and waits for us to confirm. */
  | 'reserved'
  /** The money has moved. */
  | 'confirmed'
  /** It is over, and no money moved. */
  | 'over'
  /** Paysera does not know a key that it gave us. */
  | 'forgotten'
  | 'unknown';

/** Our word for the answer that there is no such transaction. */
export const notFound = 'not-found';

const meanings: Record<string, Meaning> = {
  new: 'open',
  waiting: 'open',
  waiting_funds: 'approved',
  waiting_registration: 'approved',
  waiting_password: 'approved',
  reserved: 'reserved',
  confirmed: 'confirmed',
  rejected: 'over',
  revoked: 'over',
  failed: 'over',
  deleted: 'over',
  [notFound]: 'forgotten',
};

export function meaningOf(providerStatus: string): Meaning {
  return Object.hasOwn(meanings, providerStatus) ? (meanings[providerStatus] as Meaning) : 'unknown';
}
