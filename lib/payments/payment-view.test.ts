import assert from 'node:assert/strict';
import test from 'node:test';
import { type AttemptStatus, attemptStatuses } from './attempt-status.ts';
import { type PaymentFacts, paymentView } from './payment-view.ts';

const words = [
  null,
  'new',
  'waiting',
  'waiting_funds',
  'waiting_registration',
  'waiting_password',
  'reserved',
  'confirmed',
  'rejected',
  'odd',
];

function every(): PaymentFacts[] {
  const facts: PaymentFacts[] = [{ order: { status: 'pending', closing: false, overdue: false }, attempt: null }];
  for (const closing of [false, true]) {
    for (const overdue of [false, true]) {
      for (const status of Object.keys(attemptStatuses) as AttemptStatus[]) {
        for (const providerStatus of words) {
          for (const reason of [null, 'unreachable', 'mismatch'])
            for (const holding of [false, true])
              facts.push({ order: { status: 'pending', closing, overdue }, attempt: { status, providerStatus, reason, holding } });
        }
      }
    }
  }
  return facts;
}

test('a pending order is never called paid, expired, cancelled or refunded', () => {
  for (const facts of every()) assert.doesNotMatch(paymentView(facts).tier, /^(paid|expired|cancelled|refunded)$/, JSON.stringify(facts));
});

test('the shopper is offered to pay only where no money can be held by what is there already, or where the same key goes on', () => {
  for (const facts of every()) {
    const { canPay } = paymentView(facts);
    if (!canPay || !facts.attempt) continue;
    const sameKey = facts.attempt.status === 'created' && [null, 'new', 'waiting', 'waiting_funds'].includes(facts.attempt.providerStatus);
    assert.ok(sameKey || attemptStatuses[facts.attempt.status].mayPayAgain || facts.attempt.status === 'creating', JSON.stringify(facts));
    assert.ok(!facts.order.closing, JSON.stringify(facts));
  }
});

test('a page that is not at its end asks again by itself', () => {
  for (const facts of every()) {
    const { tier, poll } = paymentView(facts);
    if (['finishing', 'saving', 'checking', 'approved-waiting', 'held'].includes(tier)) assert.ok(poll, JSON.stringify(facts));
  }
});

test('"not paid" is said only of an attempt that is dead', () => {
  for (const facts of every()) if (paymentView(facts).tier === 'not-paid') assert.equal(facts.attempt?.status, 'dead');
});

test('undo is offered only of money that is reserved and waits, and nobody is sent to pay while it does', () => {
  for (const facts of every()) {
    const view = paymentView(facts);
    if (view.tier === 'held')
      assert.ok(facts.attempt?.status === 'created' && facts.attempt.providerStatus === 'reserved' && facts.attempt.holding);
    if (facts.attempt?.status === 'created' && facts.attempt.holding) assert.ok(!view.canPay && !view.canCancel, JSON.stringify(facts));
  }
});

test('an order that was undone says so', () => {
  const undone = {
    order: { status: 'cancelled', closing: true, overdue: false },
    attempt: { status: 'dead', providerStatus: 'revoked', reason: 'undone', holding: false },
  } as const;
  assert.deepEqual(paymentView(undone).reason, 'Undone.');
});

test('an order that a person gave up says nothing of "not charged": whether money left the wallet only Paysera could say', () => {
  for (const status of ['cancelled', 'expired'] as const) {
    const order = { status, closing: true, overdue: false };
    const attempt = { status: 'dead', providerStatus: 'not-found', reason: 'given-up', holding: false } as const;
    assert.deepEqual(paymentView({ order, attempt }), { tier: 'given-up', reason: null, poll: false, canPay: false, canCancel: false });
    assert.equal(paymentView({ order, attempt: { ...attempt, reason: 'revoked' } }).tier, status);
  }
});
