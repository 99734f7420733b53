// An access token with its key. Both print as nothing: a log or a JSON text that holds one by mistake gives nothing away.
import type { Reader } from './decode.ts';

export type TokenParts = {
  accessToken: string;
  macKey: string;
  refreshToken: string | null;
  expiresAt: Date;
  /** The environment that issued it: no other client takes it. */
  environment: string;
};

export class Tokens implements TokenParts {
  readonly #parts: TokenParts;

  /** From what was stored; store every field apart and encrypted, since the whole serialises to nothing. */
  constructor(parts: TokenParts) {
    this.#parts = { ...parts };
  }

  get accessToken(): string {
    return this.#parts.accessToken;
  }

  /** Signs requests made with the token. */
  get macKey(): string {
    return this.#parts.macKey;
  }

  get refreshToken(): string | null {
    return this.#parts.refreshToken;
  }

  get expiresAt(): Date {
    return this.#parts.expiresAt;
  }

  get environment(): string {
    return this.#parts.environment;
  }

  toJSON(): string {
    return '[tokens]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Tokens { ${this.environment}, expires ${this.expiresAt.toISOString()} }`;
  }
}

/** Any other token type or algorithm cannot be signed with: it is unintelligible, not tried (section 4.4). */
export function decodeTokens(reader: Reader, environment: string, now: Date): Tokens {
  if (reader.text('token_type') !== 'mac') reader.fail('token_type', 'is not mac');
  if (reader.text('mac_algorithm') !== 'hmac-sha-256') reader.fail('mac_algorithm', 'is not hmac-sha-256');
  return new Tokens({
    accessToken: reader.text('access_token'),
    macKey: reader.text('mac_key'),
    refreshToken: reader.optionalText('refresh_token'),
    expiresAt: new Date(now.getTime() + reader.integer('expires_in') * 1000),
    environment,
  });
}
