// MAC access authentication, OAuth 2.0 HTTP MAC draft 01 as Paysera has it (section 3.1). Pure but for the nonce.
import { hash, randomFillSync } from 'node:crypto';
import type { Signer } from './credentials.ts';

export type Signable = {
  /** UNIX seconds. */
  ts: string;
  nonce: string;
  method: string;
  /** Path and query exactly as on the request line. */
  uri: string;
  /** Lower case, without port. */
  host: string;
  port: string;
  /** Empty when there is neither body nor parameter. */
  ext: string;
};

/** Seven values, each ended by a newline, also the last and also when empty. */
export function normalizedString({ ts, nonce, method, uri, host, port, ext }: Signable): string {
  return `${ts}\n${nonce}\n${method}\n${uri}\n${host}\n${port}\n${ext}\n`;
}

/** `body_hash` of what is sent (as UTF-8, which it is sent in), then the parameters, form encoded. */
export function extOf(body: string | null, parameters: string): string {
  if (body === null || body === '') return parameters;
  const bodyHash = `body_hash=${encodeURIComponent(hash('sha256', body, 'base64'))}`;
  return parameters === '' ? bodyHash : `${bodyHash}&${parameters}`;
}

/** The value of `Authorization`; `ext` is left out when empty, as the PHP client does. */
export function authorizationHeader(signer: Signer, signable: Signable): string {
  const mac = signer.mac(normalizedString(signable));
  const header = `MAC id="${signer.id}", ts="${signable.ts}", nonce="${signable.nonce}", mac="${mac}"`;
  return signable.ext === '' ? header : `${header}, ext="${signable.ext}"`;
}

const nonceBytes = 24;
const pool = Buffer.alloc(nonceBytes * 1024);
let used = pool.length;

/** 192 random bits for every send; asked of the system for 1,024 nonces at once, which makes one nearly free. */
export function freshNonce(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += nonceBytes;
  return pool.toString('base64url', used - nonceBytes, used);
}
