import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfSession, FRESH_SIGN_IN_MS, isFreshSignIn } from './session-limits.ts';

const at = (clock: string) => new Date(`2026-11-24T${clock}:00Z`);

test('a desk session ends 15 minutes after its last use', () => {
  assert.deepEqual(endOfSession({ createdAt: at('08:00'), seenAt: at('10:00') }, 'clerk'), at('10:15'));
});

test('a desk session in constant use ends after 8 hours', () => {
  assert.deepEqual(endOfSession({ createdAt: at('08:00'), seenAt: at('15:59') }, 'owner'), at('16:00'));
});

test('a shopper may come back within half an hour, and for a day at most', () => {
  assert.deepEqual(endOfSession({ createdAt: at('08:00'), seenAt: at('10:00') }, null), at('10:30'));
  assert.deepEqual(endOfSession({ createdAt: at('00:00'), seenAt: at('23:30') }, null), new Date('2026-11-25T00:00:00Z'));
});

test('a sign-in is fresh for five minutes, whatever was done since', () => {
  const signedIn = at('08:00');
  assert.equal(FRESH_SIGN_IN_MS, 5 * 60_000);
  assert.equal(isFreshSignIn(signedIn, at('08:05')), true);
  assert.equal(isFreshSignIn(signedIn, new Date(at('08:05').getTime() + 1)), false);
});
