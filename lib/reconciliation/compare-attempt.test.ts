import assert from 'node:assert/strict';
import test from 'node:test';
import { compareAttempt, type Recorded, type Told } from './compare-attempt.ts';

const amount = { minor: 1840n, currency: 'EUR' };
const paid: Recorded = {
  attemptId: 'att_a',
  orderId: 'ord_a',
  status: 'confirmed',
  orderStatus: 'paid',
  amount,
  hasKey: true,
  unchangedMs: 60_000,
};
const told: Told = { status: 'confirmed', projectId: 100n, price: amount, paymentCount: 1, orderId: 'ord_a', attemptId: 'att_a' };

test('what both say alike is no difference', () => {
  assert.equal(compareAttempt(paid, told, 100n), null);
  assert.equal(compareAttempt({ ...paid, status: 'dead', orderStatus: 'expired' }, { ...told, status: 'revoked' }, 100n), null);
  assert.equal(compareAttempt({ ...paid, status: 'created', orderStatus: 'pending' }, { ...told, status: 'waiting' }, 100n), null);
});

const differences: [string, Partial<Recorded>, Partial<Told>, string, string][] = [
  ['another amount', {}, { price: { minor: 1841n, currency: 'EUR' } }, 'amount', 'person'],
  ['another currency', {}, { price: { minor: 1840n, currency: 'USD' } }, 'amount', 'person'],
  ['another project', {}, { projectId: 101n }, 'project', 'person'],
  ['another order', {}, { orderId: 'ord_b' }, 'parameters', 'person'],
  ['paid here, not there', {}, { status: 'revoked' }, 'status', 'person'],
  ['paid there, dead here', { status: 'dead', orderStatus: 'expired' }, {}, 'status', 'person'],
  ['held there, dead here', { status: 'dead', orderStatus: 'expired' }, { status: 'reserved' }, 'status', 'revoke'],
  ['open there, dead here', { status: 'dead', orderStatus: 'expired' }, { status: 'new' }, 'status', 'revoke'],
  ['in words nobody knows there, dead here', { status: 'dead', orderStatus: 'expired' }, { status: 'odd' }, 'status', 'person'],
  ['confirmed, its order not paid', { orderStatus: 'pending' }, {}, 'status', 'person'],
  ['needs a person', { status: 'review', orderStatus: 'pending' }, {}, 'status', 'ask'],
  ['long behind', { status: 'confirming', orderStatus: 'pending', unchangedMs: 600_000 }, {}, 'behind', 'ask'],
  ['a key nobody stored', { status: 'abandoned', orderStatus: 'pending', hasKey: false }, { status: 'new' }, 'orphan', 'revoke'],
  ['money for a key nobody stored', { status: 'abandoned', orderStatus: 'pending', hasKey: false }, {}, 'orphan', 'person'],
];

for (const [name, recorded, said, kind, repair] of differences) {
  test(`is found: ${name}`, () => {
    assert.deepEqual(compareAttempt({ ...paid, ...recorded }, { ...told, ...said }, 100n), { kind, repair });
  });
}

test('money that belongs to no order of ours is found; open transactions of other tools are theirs', () => {
  assert.deepEqual(compareAttempt(null, told, 100n), { kind: 'unknown-transaction', repair: 'person' });
  assert.equal(compareAttempt(null, { ...told, status: 'new' }, 100n), null);
});

test('what moved while the list was on its way is compared the next time', () => {
  assert.equal(compareAttempt({ ...paid, unchangedMs: 2_000 }, { ...told, status: 'reserved' }, 100n), null);
});

test('what moved a moment ago is not behind', () => {
  assert.equal(compareAttempt({ ...paid, status: 'confirming', orderStatus: 'pending', unchangedMs: 30_000 }, told, 100n), null);
});
