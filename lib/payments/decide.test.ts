import assert from 'node:assert/strict';
import test from 'node:test';
import { type AttemptStatus, attemptStatuses, canAttemptMove } from './attempt-status.ts';
import { type Decision, decide, type Known, type Reading } from './decide.ts';

const tooLateMs = 15_000;
const words = [
  'new',
  'waiting',
  'waiting_funds',
  'waiting_registration',
  'waiting_password',
  'reserved',
  'confirmed',
  'rejected',
  'revoked',
  'failed',
  'deleted',
  'odd',
];

function every(): { known: Known; reading: Reading }[] {
  const cases: { known: Known; reading: Reading }[] = [];
  for (const status of Object.keys(attemptStatuses) as AttemptStatus[]) {
    for (const providerStatus of words) {
      for (const closing of [null, 'expired', 'cancelled'] as const) {
        for (const overdue of [false, true]) {
          for (const orderPending of [false, true]) {
            for (const mismatch of [null, 'amount']) {
              for (const reserveLeftMs of [null, tooLateMs - 1, tooLateMs]) {
                for (const holding of [false, true])
                  cases.push({
                    known: { status, closing, overdue, orderPending, holding },
                    reading: { providerStatus, mismatch, reserveLeftMs },
                  });
              }
            }
          }
        }
      }
    }
  }
  return cases;
}

const target: Partial<Record<Decision['kind'], AttemptStatus>> = {
  claim: 'confirming',
  'let-go': 'releasing',
  settle: 'confirmed',
  bury: 'dead',
  review: 'review',
};

test('every decision is a move that the table allows', () => {
  for (const { known, reading } of every()) {
    const to = target[decide(known, reading, tooLateMs).kind];
    if (to) assert.ok(canAttemptMove(known.status, to), `${known.status} → ${to} at ${reading.providerStatus}`);
  }
});

test('money is taken only when it is held, is what we asked for, is wanted by an open order, and there is time to confirm', () => {
  for (const { known, reading } of every()) {
    if (decide(known, reading, tooLateMs).kind !== 'claim') continue;
    assert.equal(reading.providerStatus, 'reserved');
    assert.equal(reading.mismatch, null);
    assert.equal(known.closing, null);
    assert.equal(known.orderPending, true);
    assert.equal(known.holding, false);
    assert.ok(reading.reserveLeftMs === null || reading.reserveLeftMs >= tooLateMs);
  }
});

test('paid is said only of a claimed attempt whose own money moved for a waiting order', () => {
  for (const { known, reading } of every()) {
    if (decide(known, reading, tooLateMs).kind !== 'settle') continue;
    assert.deepEqual([known.status, reading.providerStatus, reading.mismatch, known.orderPending], ['confirming', 'confirmed', null, true]);
  }
});

test('dead is said only when Paysera said that nothing moved and nothing will', () => {
  for (const { known, reading } of every()) {
    if (decide(known, reading, tooLateMs).kind === 'bury') assert.match(reading.providerStatus, /^(rejected|revoked|failed|deleted)$/);
  }
});

test('what is held and not wanted is given back, whatever the reason', () => {
  for (const { known, reading } of every()) {
    if (known.status !== 'created' || reading.providerStatus !== 'reserved') continue;
    assert.match(decide(known, reading, tooLateMs).kind, known.holding ? /^(wait|let-go)$/ : /^(claim|let-go)$/);
  }
});

test('a word we do not know goes to a person', () => {
  for (const status of ['created', 'confirming', 'releasing'] as const) {
    const known = { status, closing: null, overdue: false, orderPending: true, holding: false };
    assert.equal(decide(known, { providerStatus: 'odd', mismatch: null, reserveLeftMs: null }, tooLateMs).kind, 'review');
  }
});

test('what can still be undone waits, whatever else is true of it, and is let go like anything else', () => {
  for (const { known, reading } of every()) {
    if (!known.holding || known.status !== 'created') continue;
    const held = decide(known, reading, tooLateMs);
    const free = decide({ ...known, holding: false }, reading, tooLateMs);
    assert.deepEqual(held, free.kind === 'claim' ? { kind: 'wait' } : free);
  }
});
