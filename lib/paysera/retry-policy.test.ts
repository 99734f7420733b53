import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Attempt, type Failure, nextStep } from './retry-policy.ts';

const attempt = (failure: Failure, more: Partial<Attempt> = {}): Attempt => ({
  failure,
  sends: 1,
  isRepeatable: false,
  hasResynced: false,
  remainingMs: 5000,
  chance: 0.5,
  ...more,
});
const kinds = (failure: Failure, more?: Partial<Attempt>) => nextStep(attempt(failure, more)).kind;
const tooMany = (retryAfterMs: number | null): Failure => ({ kind: 'refused', status: 429, code: 'rate_limit_exceeded', retryAfterMs });

test('only what is safe is sent again', () => {
  assert.equal(kinds({ kind: 'unreachable', reason: 'ECONNREFUSED' }), 'send-again');
  assert.equal(kinds({ kind: 'in-doubt' }), 'give-up');
  assert.equal(kinds({ kind: 'in-doubt' }, { isRepeatable: true }), 'send-again');
  assert.equal(kinds({ kind: 'refused', status: 409, code: 'invalid_state', retryAfterMs: null }, { isRepeatable: true }), 'give-up');
  assert.equal(kinds({ kind: 'unintelligible' }, { isRepeatable: true }), 'give-up');
});

test('a certificate that does not hold and an abort are not tried again', () => {
  for (const reason of [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'aborted',
    'closed',
    'timeout',
  ]) {
    assert.equal(kinds({ kind: 'unreachable', reason }), 'give-up', reason);
  }
});

test('a refused timestamp is worth one look at the clock', () => {
  const stale: Failure = { kind: 'refused', status: 401, code: 'invalid_timestamp', retryAfterMs: null };
  assert.equal(kinds(stale), 'resync-clock');
  assert.equal(kinds(stale, { hasResynced: true }), 'give-up');
});

test('a limit is waited for as long as Paysera says, if the call has so long, and not at all when it does not say', () => {
  assert.deepEqual(nextStep(attempt(tooMany(1000))), { kind: 'send-again', afterMs: 1000 });
  assert.equal(kinds(tooMany(5000)), 'give-up');
  assert.equal(kinds(tooMany(null)), 'give-up');
});

test('no call is sent more than three times nor past its time, whatever fails', () => {
  const failure = fc.oneof(
    fc.constant<Failure>({ kind: 'unreachable', reason: 'ECONNREFUSED' }),
    fc.constant<Failure>({ kind: 'in-doubt' }),
    fc.option(fc.nat(10_000)).map(tooMany),
  );
  fc.assert(
    fc.property(
      failure,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: -100, max: 6000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failed, sends, remainingMs, chance) => {
        const step = nextStep(attempt(failed, { sends, remainingMs, chance, isRepeatable: true }));
        if (sends >= 3) assert.equal(step.kind, 'give-up');
        if (step.kind === 'send-again') assert.ok(step.afterMs < remainingMs);
      },
    ),
  );
});
