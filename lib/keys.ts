// One secret, many keys: each purpose has its own, derived by HKDF, so that a leaked or misused one opens nothing else.
import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export type DerivedKey = { id: string; key: KeyObject };

export type Keys = {
  /** The key that seals and signs. */
  current(purpose: string): DerivedKey;
  /** Keys that open and verify: the current one first, then that of the secret before. */
  all(purpose: string): DerivedKey[];
};

/** The environment is part of every key: what the sandbox signed means nothing in production. */
export function deriveKeys(secret: string, previous: string | null, environment: string): Keys {
  const secrets = previous ? [secret, previous] : [secret];
  const derived = new Map<string, DerivedKey[]>();
  const all = (purpose: string): DerivedKey[] => {
    let keys = derived.get(purpose);
    if (!keys) {
      keys = secrets.map((text) => deriveKey(text, `${environment}/${purpose}`));
      derived.set(purpose, keys);
    }
    return keys;
  };
  return { all, current: (purpose) => all(purpose)[0] as DerivedKey };
}

function deriveKey(secret: string, label: string): DerivedKey {
  const bytes = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), 'tiltas', label, 32));
  // The id names the key without telling anything of it: a hash of the key, cut short.
  return { id: createHash('sha256').update('key-id').update(bytes).digest('hex').slice(0, 8), key: createSecretKey(bytes) };
}
