import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { SealBroken, seal, unseal } from './sealed-box.ts';

const newKey = () => createSecretKey(randomBytes(32));
const key = newKey();
const place = 'wtk_1|sandbox|macKey';
const secret = 'mac key with ąčę and "quotes"';

test('a sealed secret opens in its own place and does not show in the box', () => {
  const box = seal(key, place, secret);
  assert.equal(unseal(key, place, box), secret);
  assert.ok(!box.includes(secret));
});

test('the same secret never gives the same box twice', () => {
  assert.ok(!seal(key, place, secret).equals(seal(key, place, secret)));
});

test('a box moved to another row, environment or field does not open, nor with another key', () => {
  const box = seal(key, place, secret);
  for (const elsewhere of ['wtk_2|sandbox|macKey', 'wtk_1|production|macKey', 'wtk_1|sandbox|accessToken', ''])
    assert.throws(() => unseal(key, elsewhere, box), SealBroken, elsewhere);
  assert.throws(() => unseal(newKey(), place, box), SealBroken);
});

test('any changed byte and any cut of a box is noticed', () => {
  const box = seal(key, place, secret);
  for (let at = 0; at < box.length; at++) {
    const changed = Buffer.from(box);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => unseal(key, place, changed), SealBroken, `byte ${at}`);
    assert.throws(() => unseal(key, place, box.subarray(0, at)), SealBroken, `cut at ${at}`);
  }
});
