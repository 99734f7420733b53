// Who signs. What is secret stays in closures, so that no log and no inspection can print it.
import { InvalidRequest } from './errors.ts';
import { createHmacSigner } from './hmac.ts';

/** Section 3.1: the id and key Paysera issues by mail after the agreement is signed. */
export type MacCredentials = {
  kind: 'mac';
  clientId: string;
  macKey: string;
  /** Name of the environment these were issued for: refused elsewhere when given. */
  environment?: string;
};

/** Section 3.3: a certificate Paysera signed. `clientId` is still what the pages want as `client_id`. */
export type CertificateCredentials = {
  kind: 'certificate';
  clientId: string;
  /** PEM, with intermediates after it if there are any. */
  certificate: string;
  /** PEM. */
  privateKey: string;
  passphrase?: string;
  environment?: string;
};

export type Credentials = MacCredentials | CertificateCredentials;

/** `mac` gives the base64 HMAC-SHA-256 of an ASCII text. */
export type Signer = { readonly id: string; mac(text: string): string };

// A quote or a backslash would end the header's quoted value: the scheme has no escaping.
const quotable = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

/** The key is used as text, not decoded. */
export function createSigner(id: string, macKey: string, field: string): Signer {
  if (!quotable.test(id)) throw new InvalidRequest(`${field}.id`, 'is empty or has characters the header cannot carry');
  if (!/^[\x21-\x7e]+$/.test(macKey)) throw new InvalidRequest(`${field}.macKey`, 'is empty or not printable ASCII');
  return { id, mac: createHmacSigner(macKey) };
}

export function checkCredentials(credentials: Credentials, environmentName: string): void {
  if (credentials.environment !== undefined && credentials.environment !== environmentName) {
    throw new InvalidRequest('credentials.environment', `is ${credentials.environment}, the client's is ${environmentName}`);
  }
  if (!credentials.clientId) throw new InvalidRequest('credentials.clientId', 'is empty');
  if (credentials.kind === 'certificate') {
    for (const field of ['certificate', 'privateKey'] as const) {
      if (!credentials[field].includes('-----BEGIN ')) throw new InvalidRequest(`credentials.${field}`, 'is not PEM');
    }
  }
}
