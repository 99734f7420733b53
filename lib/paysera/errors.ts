// Four ways a call can fail and no more. None carries the request, its headers or undici's own error: secrets live there.

export type FailureKind = 'unreachable' | 'in-doubt' | 'refused' | 'unintelligible';

type Failed = { call: string; safeToRepeat: boolean; correlationId?: string | null };

/** Known to every copy of this file: a bundler may put it into several chunks, and a class of one is not the class of another. */
const brand = Symbol.for('tiltas.paysera-failure');

export abstract class PayseraError extends Error {
  /** The kind a class stands for; null for all of them. */
  static readonly ofKind: FailureKind | null = null;
  readonly [brand] = true;
  abstract readonly kind: FailureKind;
  /** The method that was called, for example "transactions.confirm". */
  readonly call: string;
  /** True when sending the same call again cannot do the thing twice and may well succeed. */
  readonly safeToRepeat: boolean;
  /** Paysera's `paysera-correlation-id`, to quote to its support. */
  readonly correlationId: string | null;

  constructor(sentence: string, { call, safeToRepeat, correlationId = null }: Failed) {
    super(`${call}: ${sentence}`);
    this.name = new.target.name;
    this.call = call;
    this.safeToRepeat = safeToRepeat;
    this.correlationId = correlationId;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(brand in value)) return false;
    // biome-ignore lint/complexity/noThisInStatic: the class that is asked, which differs in each subclass
    const { ofKind } = this;
    return ofKind === null || (value as { kind?: unknown }).kind === ofKind;
  }
}

/** The request never left: no connection, a certificate that did not hold, or the time was up before. Nothing happened at Paysera. */
export class Unreachable extends PayseraError {
  static override readonly ofKind = 'unreachable';
  readonly kind = 'unreachable';
  /** A code such as ECONNREFUSED, DEPTH_ZERO_SELF_SIGNED_CERT, timeout, aborted, closed. */
  readonly reason: string;

  constructor(call: string, reason: string) {
    super(`could not be sent (${reason})`, { call, safeToRepeat: true });
    this.reason = reason;
  }
}

/** The request left and no answer told its fate: the connection broke, the time was up, or the server failed (5xx). Ask before acting. */
export class InDoubt extends PayseraError {
  static override readonly ofKind = 'in-doubt';
  readonly kind = 'in-doubt';
  readonly reason: string;
  /** The 5xx status, null when nothing came back at all. */
  readonly status: number | null;
  /** Paysera's error code in a 5xx answer. */
  readonly code: string | null;

  constructor(
    call: string,
    failed: { reason: string; status?: number; code?: string | null; safeToRepeat: boolean; correlationId?: string | null },
  ) {
    super(`sent, and its fate is not known (${failed.reason})`, { call, ...failed });
    this.reason = failed.reason;
    this.status = failed.status ?? null;
    this.code = failed.code ?? null;
  }
}

/** What Paysera says in an error body (section 10 of the reference). */
export type Refusal = {
  status: number;
  /** For example `invalid_state`, `not_found`, `not_enough_funds`; see `KnownErrorCode`. */
  code: string;
  description: string | null;
  uri: string | null;
  /** Field to text or texts. */
  properties: Readonly<Record<string, unknown>> | null;
  data: unknown;
  /** How long Paysera asks to wait, with 429 only. */
  retryAfterMs: number | null;
};

/** Paysera answered no: nothing was done. `safeToRepeat` is true for 429 only, after `retryAfterMs`; the rest would be refused again. */
export class Refused extends PayseraError {
  static override readonly ofKind = 'refused';
  readonly kind = 'refused';
  readonly status: number;
  readonly code: string;
  readonly description: string | null;
  readonly uri: string | null;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly data: unknown;
  readonly retryAfterMs: number | null;

  constructor(call: string, refusal: Refusal, correlationId: string | null = null) {
    super(`refused with ${refusal.code} (${refusal.status})`, { call, safeToRepeat: refusal.status === 429, correlationId });
    this.status = refusal.status;
    this.code = refusal.code;
    this.description = refusal.description;
    this.uri = refusal.uri;
    this.properties = refusal.properties;
    this.data = refusal.data;
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** An answer came and cannot be understood: not JSON, a required field missing, two forms of one amount that contradict, a redirect, too large. */
export class Unintelligible extends PayseraError {
  static override readonly ofKind = 'unintelligible';
  readonly kind = 'unintelligible';
  readonly status: number;
  /** Where in the answer, for example `$.payments[0].price_decimal`. */
  readonly path: string;
  readonly problem: string;

  constructor(
    call: string,
    answer: { status: number; path: string; problem: string; safeToRepeat: boolean; correlationId?: string | null },
  ) {
    super(`answered with ${answer.status} and something that cannot be understood: ${answer.path} ${answer.problem}`, { call, ...answer });
    this.status = answer.status;
    this.path = answer.path;
    this.problem = answer.problem;
  }
}

/** A bug of the caller, found before anything was sent: a field missing, two that exclude each other, an amount the wire cannot carry. */
export class InvalidRequest extends TypeError {
  /** The field as the caller names it, for example `payments[0].beneficiary`. */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.name = 'InvalidRequest';
    this.field = field;
  }
}

/** Codes the reference lists; others are kept as they come. */
export type KnownErrorCode =
  | 'invalid_request'
  | 'invalid_parameters'
  | 'invalid_grant'
  | 'unauthorized'
  | 'invalid_timestamp'
  | 'forbidden'
  | 'not_found'
  | 'not_acceptable'
  | 'invalid_state'
  | 'rate_limit_exceeded'
  | 'internal_server_error'
  | 'not_enough_funds'
  | 'limits_exceeded'
  | 'restriction_limits_exceeded'
  | 'no_rights'
  | 'payment_to_same_account'
  | 'restriction_violation'
  | 'client_not_verified'
  | 'beneficiary_account_inactive'
  | 'payer_account_inactive'
  | 'client_restricted'
  | 'invalid_pin';

/** The access token is too old and a refresh helps (the text is the only thing that tells it from other refusals). */
export function isExpiredToken(error: unknown): boolean {
  return error instanceof Refused && error.code === 'invalid_grant' && error.description === 'Token has expired';
}

const deadRefreshTexts = new Set(['Refresh token expired', 'No such refresh token', 'Refresh token status invalid']);

/** No refresh will help any more: the user has to sign in again. */
export function isDeadRefreshToken(error: unknown): boolean {
  return error instanceof Refused && error.code === 'invalid_grant' && deadRefreshTexts.has(error.description ?? '');
}
