import assert from 'node:assert/strict';
import test from 'node:test';
import { randomIds } from './ids.ts';
import { deriveKeys } from './keys.ts';
import { orderToken, readOrderToken } from './orders/order-link.ts';

const secret = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';
const other = 'Zm9yZ2V0LW1lLW5vdC1mb3JnZXQtbWUtbm90LTEyMzQ';
const orderId = randomIds.next('ord');

test('each purpose and each environment has a key of its own', () => {
  const keys = [
    deriveKeys(secret, null, 'sandbox').current('a'),
    deriveKeys(secret, null, 'sandbox').current('b'),
    deriveKeys(secret, null, 'production').current('a'),
    deriveKeys(other, null, 'sandbox').current('a'),
  ];
  assert.equal(new Set(keys.map(({ key }) => key.export().toString('hex'))).size, keys.length);
  assert.equal(new Set(keys.map(({ id }) => id)).size, keys.length);
});

test('a link opens its own order and no other', () => {
  const keys = deriveKeys(secret, null, 'local');
  const token = orderToken(keys, orderId);
  assert.equal(readOrderToken(keys, token), orderId);
  assert.equal(readOrderToken(keys, token.replace(orderId, randomIds.next('ord'))), null);
});

test('any single character changed, added or left out makes the link worthless', () => {
  const keys = deriveKeys(secret, null, 'local');
  const token = orderToken(keys, orderId);
  for (let at = 0; at < token.length; at++) {
    for (const letter of ['A', '0', 'z']) {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      if (changed !== token) assert.equal(readOrderToken(keys, changed), null, changed);
    }
    assert.equal(readOrderToken(keys, token.slice(0, at) + token.slice(at + 1)), null);
  }
  assert.equal(readOrderToken(keys, `${token}A`), null);
  assert.equal(readOrderToken(keys, ''), null);
});

test('the sandbox signs nothing for production, and an old secret still opens what it signed', () => {
  const token = orderToken(deriveKeys(secret, null, 'sandbox'), orderId);
  assert.equal(readOrderToken(deriveKeys(secret, null, 'production'), token), null);
  assert.equal(readOrderToken(deriveKeys(other, secret, 'sandbox'), token), orderId);
  assert.equal(readOrderToken(deriveKeys(other, null, 'sandbox'), token), null);
});
