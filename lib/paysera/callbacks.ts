// What Paysera posts when something changed by itself (section 9): verified over the raw text first, read only then.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type Allowance, decodeAllowance } from './allowance.ts';
import type { Invoke } from './call.ts';
import { type JsonObject, type Open, Reader, Unreadable } from './decode.ts';
import { PayseraError } from './errors.ts';
import { decodePayment, type Payment } from './payment.ts';
import { decodeTransaction, type Transaction } from './transaction.ts';

export type TransactionEventType =
  | 'rejected'
  | 'failed'
  | 'reserved'
  | 'confirmed'
  | 'waiting_funds'
  | 'waiting_registration'
  | 'waiting_password';

export type CallbackEvent =
  | { object: 'transaction'; type: Open<TransactionEventType>; data: Transaction; raw: JsonObject }
  | { object: 'payment'; type: string; data: Payment; raw: JsonObject }
  | { object: 'allowance'; type: string; data: Allowance; raw: JsonObject }
  /** An object this client does not know; `name` is Paysera's word for it. */
  | { object: 'unknown'; name: string; type: string; data: JsonObject; raw: JsonObject };

export type Verification =
  | { kind: 'verified'; event: CallbackEvent }
  /** Not signed with this environment's key. `hint` names likely causes. */
  | { kind: 'forged'; hint: string }
  /** Signed by Paysera, and not what the reference describes. */
  | { kind: 'unreadable'; path: string; problem: string }
  /** The key could not be had: answer 503, Paysera comes again. */
  | { kind: 'unavailable'; cause: PayseraError };

export type Callbacks = {
  /**
   * `event` and `sign` as they are after decoding the form, nothing trimmed or parsed. An event carries no authority even when it
   * verifies: it may be late, doubled or out of order. Let it wake a `transactions.get`.
   */
  verify(event: string, sign: string): Promise<Verification>;
};

/** So that a flood of forgeries cannot make us a flood on Paysera. */
const refetchAtMostEveryMs = 60_000;
const longestSign = 2048;

const hint =
  'no key of this environment signed it: was the event parsed or re-serialised before verifying, is it from the other environment, or is a space in sign a lost plus?';

export function createCallbacks(invoke: Invoke): Callbacks {
  let key: KeyObject | null = null;
  let fetching: Promise<KeyObject> | null = null;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let lastFailure: PayseraError | null = null;

  const fetchKey = (): Promise<KeyObject> => {
    fetching ??= askForKey().finally(() => {
      fetching = null;
    });
    return fetching;
  };

  const askForKey = async (): Promise<KeyObject> => {
    askedAtMs = performance.now();
    try {
      key = await invoke({
        name: 'callbacks.publicKey',
        method: 'GET',
        path: '/publickey',
        signed: false,
        isText: true,
        decode: readPublicKey,
      });
      lastFailure = null;
      return key;
    } catch (error) {
      if (error instanceof PayseraError) lastFailure = error;
      throw error;
    }
  };

  return {
    async verify(event, sign) {
      const signature = readSign(sign);
      if (signature === null) return { kind: 'forged', hint: 'sign is not base64' };
      const bytes = Buffer.from(event);
      try {
        const known = key ?? (await fetchKey());
        if (isSigned(bytes, known, signature)) return readEvent(event);
        const mayAskAgain = fetching !== null || performance.now() - askedAtMs >= refetchAtMostEveryMs;
        if (mayAskAgain && isSigned(bytes, await fetchKey(), signature)) return readEvent(event);
        // The key may have changed while Paysera could not be asked: neither genuine nor forged can be said.
        return lastFailure ? { kind: 'unavailable', cause: lastFailure } : { kind: 'forged', hint };
      } catch (error) {
        if (error instanceof PayseraError) return { kind: 'unavailable', cause: error };
        throw error;
      }
    },
  };
}

/** RSA, PKCS#1 v1.5, SHA-256: named here and never taken from the message. */
function isSigned(bytes: Buffer, key: KeyObject, signature: Buffer): boolean {
  return verify('sha256', bytes, key, signature);
}

/** Node reads almost anything as base64; what would not be written back the same is not a signature. */
function readSign(sign: string): Buffer | null {
  if (sign.length === 0 || sign.length > longestSign || !/^[A-Za-z0-9+/]+={0,2}$/.test(sign)) return null;
  const bytes = Buffer.from(sign, 'base64');
  return bytes.toString('base64') === sign ? bytes : null;
}

function readPublicKey(pem: unknown): KeyObject {
  const text = String(pem);
  if (!text.includes('-----BEGIN PUBLIC KEY-----')) throw new Unreadable('$', 'is no public key');
  let key: KeyObject;
  try {
    key = createPublicKey(text);
  } catch {
    throw new Unreadable('$', 'is no public key');
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Unreadable('$', 'is no RSA key');
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) throw new Unreadable('$', 'is an RSA key below 2048 bits');
  return key;
}

function readEvent(text: string): Verification {
  try {
    const reader = new Reader(parse(text));
    const type = reader.text('type');
    const object = reader.text('object');
    const { raw } = reader;
    switch (object) {
      case 'transaction':
        return { kind: 'verified', event: { object, type, data: reader.object('data', decodeTransaction), raw } };
      case 'payment':
        return { kind: 'verified', event: { object, type, data: reader.object('data', decodePayment), raw } };
      case 'allowance':
        return { kind: 'verified', event: { object, type, data: reader.object('data', decodeAllowance), raw } };
      default:
        return { kind: 'verified', event: { object: 'unknown', name: object, type, data: reader.object('data', (data) => data.raw), raw } };
    }
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', path: error.path, problem: error.problem };
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('$', 'is not JSON');
  }
}
