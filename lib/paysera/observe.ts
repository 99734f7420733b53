// What an observer may know of every send: enough for an audit timeline, metrics and tracing, and nothing that opens a door.
import { createHash, randomUUID } from 'node:crypto';

export type RequestEvent = {
  phase: 'request';
  /** The same for all sends of one call and for its responses. */
  id: string;
  /** "transactions.confirm" */
  call: string;
  method: string;
  /** Without query; keys, tokens and identifiers are shown as a short hash: `/rest/v1/transaction/~3f9a1c2b/confirm`. */
  path: string;
  /** 1 for the first, 2 and 3 when sent again. */
  send: number;
};

export type ResponseEvent = Omit<RequestEvent, 'phase'> & {
  phase: 'response';
  durationMs: number;
  outcome: 'answered' | 'unreachable' | 'in-doubt' | 'refused' | 'unintelligible';
  status: number | null;
  /** Paysera's error code. */
  code: string | null;
  correlationId: string | null;
};

export type ExchangeEvent = RequestEvent | ResponseEvent;
export type Observe = (event: ExchangeEvent) => void;

export function newCallId(): string {
  return randomUUID();
}

/** An observer that fails must not fail a payment. */
export function observeQuietly(observe: Observe, event: ExchangeEvent): void {
  try {
    observe(event);
  } catch {
    // Nowhere to tell it: the observer is the one who tells.
  }
}

const words = new Set(
  `rest oauth v1 publickey server configuration currencies user users email phone confirmed-phones address identity wallets pes projects
  password reset confirm wallet barcode balance sufficient-amount statements reservation-statements pending-payments pending-payment favourites
  description card cards account payment payments id freeze finalize allowance active limit transaction transactions type available-types reserve
  flash inquired-information request project location locations pay-categories client clients permissions-to-wallets transfer mpos-credentials
  currency-conversion session token tokens activate me`.split(/\s+/),
);
const plainNumber = /^\d{1,12}$/;

/** Words of the API and plain numbers stay; anything else may be a key or a token. */
export function shownPath({ path }: { path: string }): string {
  return path
    .split('/')
    .map((part) => (part === '' || words.has(part) || plainNumber.test(part) ? part : `~${fingerprint(decodeURIComponent(part))}`))
    .join('/');
}

/** The same key always shows the same eight characters, so that events of one transaction can be found. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8);
}
