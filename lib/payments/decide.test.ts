import assert from 'node:assert/strict';
import test from 'node:test';
import { usualTiming } from '../checkout/timing.ts';
import { type AttemptStatus, attemptStatuses, canAttemptMove } from './attempt-status.ts';
import { type Decision, decide, type Known, type Reading } from './decide.ts';
import { type Doubt, noDoubt } from './doubt.ts';

const { tooLateMs, doubtMs, forgottenMs } = usualTiming;
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
  'not-found',
];
const aMinute: Doubt = { count: 4, forMs: doubtMs, forgottenForMs: 0 };
const aQuarter: Doubt = { count: 4, forMs: forgottenMs, forgottenForMs: forgottenMs };

const plain: Known = {
  status: 'created',
  closing: null,
  overdue: false,
  orderPending: true,
  holding: false,
  unsure: false,
  claimed: false,
  doubt: noDoubt,
};
const says = (providerStatus: string, mismatch: string | null = null): Reading => ({ providerStatus, mismatch, reserveLeftMs: null });

function* every(): Generator<{ known: Known; reading: Reading }> {
  for (const status of Object.keys(attemptStatuses) as AttemptStatus[])
    for (const providerStatus of words)
      for (const closing of [null, 'expired', 'cancelled'] as const)
        for (const overdue of [false, true])
          for (const orderPending of [false, true])
            for (const mismatch of [null, 'amount', 'key'])
              for (const reserveLeftMs of [null, tooLateMs - 1, tooLateMs])
                for (const [holding, unsure] of [
                  [false, false],
                  [true, false],
                  [false, true],
                  [true, true],
                ] as const)
                  for (const doubt of [noDoubt, aMinute, aQuarter])
                    for (const claimed of status === 'review' ? [false, true] : [status === 'confirming'])
                      yield {
                        known: { status, closing, overdue, orderPending, holding, unsure, claimed, doubt },
                        reading: { providerStatus, mismatch, reserveLeftMs },
                      };
}

const target: Partial<Record<Decision['kind'], AttemptStatus>> = {
  claim: 'confirming',
  'let-go': 'releasing',
  settle: 'confirmed',
  bury: 'dead',
  review: 'review',
};
const askedAbout = ['created', 'confirming', 'releasing'] as const;

test('every decision is a move that the table allows', () => {
  for (const { known, reading } of every()) {
    const to = target[decide(known, reading, usualTiming).kind];
    if (to) assert.ok(canAttemptMove(known.status, to), `${known.status} → ${to} at ${reading.providerStatus}`);
  }
});

test('money is taken only when it is held, is what we asked for, is wanted by an open order, and there is time to confirm', () => {
  for (const { known, reading } of every()) {
    if (decide(known, reading, usualTiming).kind !== 'claim') continue;
    assert.equal(reading.providerStatus, 'reserved');
    assert.equal(reading.mismatch, null);
    assert.equal(known.closing, null);
    assert.equal(known.orderPending, true);
    assert.equal(known.holding, false);
    assert.equal(known.unsure, false);
    assert.ok(reading.reserveLeftMs === null || reading.reserveLeftMs >= tooLateMs);
  }
});

test('paid is said only of a claimed attempt whose own money moved for a waiting order', () => {
  for (const { known, reading } of every()) {
    if (decide(known, reading, usualTiming).kind !== 'settle') continue;
    assert.deepEqual([known.status, reading.providerStatus, reading.mismatch, known.orderPending], ['confirming', 'confirmed', null, true]);
  }
});

test('dead is said only when Paysera said that nothing moved and nothing will, or has forgotten what we never confirmed', () => {
  for (const { known, reading } of every()) {
    const decision = decide(known, reading, usualTiming);
    if (decision.kind !== 'bury') continue;
    if (decision.reason !== 'forgotten') assert.match(reading.providerStatus, /^(rejected|revoked|failed|deleted)$/);
    else {
      assert.deepEqual([reading.providerStatus, known.claimed, known.doubt], ['not-found', false, aQuarter]);
      assert.ok(known.closing || known.overdue || !known.orderPending);
    }
    if (reading.mismatch && decision.reason !== 'forgotten') assert.ok(reading.mismatch !== 'key' && known.doubt !== noDoubt);
  }
});

test('what is held and not wanted is given back, whatever the reason', () => {
  for (const { known, reading } of every()) {
    if (known.status !== 'created' || reading.providerStatus !== 'reserved') continue;
    const { kind } = decide(known, reading, usualTiming);
    if (reading.mismatch && !known.closing && known.orderPending) assert.equal(kind, known.doubt === noDoubt ? 'doubt' : 'let-go');
    else if (known.unsure) assert.match(kind, /^(make-sure|let-go)$/);
    else assert.match(kind, known.holding ? /^(wait|let-go)$/ : /^(claim|let-go)$/);
  }
});

test('one answer alone calls nobody and lets nothing go that is what we asked for', () => {
  for (const { known, reading } of every()) {
    if (known.doubt !== noDoubt) continue;
    const decision = decide(known, reading, usualTiming);
    if (decision.kind === 'review') assert.equal(decision.reason, 'order-ended', 'our own books, not an answer');
    if (decision.kind === 'let-go') assert.notEqual(decision.reason, 'mismatch');
  }
});

test('what cannot be right is asked again, and is believed after five answers over a minute', () => {
  const cases: [AttemptStatus, Reading, Decision][] = [
    ['created', says('odd'), { kind: 'review', reason: 'unknown-status' }],
    ['confirming', says('odd'), { kind: 'review', reason: 'unknown-status' }],
    ['releasing', says('odd'), { kind: 'review', reason: 'unknown-status' }],
    ['created', says('confirmed'), { kind: 'review', reason: 'confirmed-unasked' }],
    ['releasing', says('confirmed'), { kind: 'review', reason: 'confirmed-unasked' }],
    ['confirming', says('new'), { kind: 'review', reason: 'went-backwards' }],
    ['confirming', says('waiting_funds'), { kind: 'review', reason: 'went-backwards' }],
    ['confirming', says('confirmed', 'amount'), { kind: 'review', reason: 'mismatch' }],
    ['confirming', says('revoked', 'key'), { kind: 'review', reason: 'mismatch' }],
    ['confirming', says('revoked', 'amount'), { kind: 'bury', reason: 'revoked' }],
    ['created', says('reserved', 'amount'), { kind: 'let-go', reason: 'mismatch' }],
    ['created', says('new', 'currency'), { kind: 'let-go', reason: 'mismatch' }],
    ['created', says('rejected', 'key'), { kind: 'review', reason: 'mismatch' }],
  ];
  for (const [status, reading, then] of cases) {
    const known = { ...plain, status, claimed: status === 'confirming' };
    const after = (doubt: Doubt) => decide({ ...known, doubt }, reading, usualTiming);
    for (const doubt of [noDoubt, { ...aMinute, count: 3 }, { ...aMinute, forMs: doubtMs - 1 }])
      assert.equal(after(doubt).kind, 'doubt', `${status} ${reading.providerStatus}`);
    assert.deepEqual(after(aMinute), then, `${status} ${reading.providerStatus}`);
  }
});

test('a key that Paysera has forgotten is asked about for a quarter of an hour; overdue and never claimed it is let go, else a person looks', () => {
  const forgotten = says('not-found');
  for (const status of askedAbout) {
    for (const overdue of [false, true]) {
      const known = { ...plain, status, overdue, claimed: status === 'confirming' };
      for (const doubt of [noDoubt, aMinute, { ...aQuarter, forgottenForMs: forgottenMs - 1 }])
        assert.deepEqual(decide({ ...known, doubt }, forgotten, usualTiming), { kind: 'doubt', reason: 'forgotten' });
      assert.deepEqual(decide({ ...known, doubt: aQuarter }, forgotten, usualTiming), {
        kind: overdue && status !== 'confirming' ? 'bury' : 'review',
        reason: 'forgotten',
      });
    }
  }
});

test('review moves by itself only to dead: when Paysera says an end without money, or has long forgotten what was never claimed', () => {
  for (const { known, reading } of every()) {
    if (known.status !== 'review') continue;
    const { kind } = decide(known, reading, usualTiming);
    assert.match(kind, /^(wait|doubt|bury)$/);
    if (/^(rejected|revoked|failed|deleted)$/.test(reading.providerStatus) && !reading.mismatch) assert.equal(kind, 'bury');
  }
});

test('what can still be undone waits, whatever else is true of it, and is let go like anything else', () => {
  for (const { known, reading } of every()) {
    if (!known.holding || known.status !== 'created') continue;
    const held = decide(known, reading, usualTiming);
    const free = decide({ ...known, holding: false }, reading, usualTiming);
    assert.deepEqual(held, free.kind === 'claim' ? { kind: 'wait' } : free);
  }
});

test('what may count under another permission is asked about before it is taken, and is let go like anything else', () => {
  for (const { known, reading } of every()) {
    if (!known.unsure || known.holding || known.status !== 'created') continue;
    const sure = decide({ ...known, unsure: false }, reading, usualTiming);
    assert.deepEqual(decide(known, reading, usualTiming), sure.kind === 'claim' ? { kind: 'make-sure' } : sure);
  }
});
