// Every combination of what can be seen: no way out stands against a reading, and both are never open at once.
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Evidence, mayBook, mayGiveBack, needsStatement } from './judge-review.ts';
import { meaningOf } from './provider-status.ts';

const words = ['new', 'waiting_funds', 'reserved', 'confirmed', 'revoked', 'sort_of_paid'];
const transactions: Evidence['transaction'][] = [
  { kind: 'no-answer', code: 'PW-11' },
  { kind: 'forgotten', lasting: false },
  { kind: 'forgotten', lasting: true },
  ...words.flatMap((providerStatus) =>
    [null, 'amount', 'key'].flatMap((mismatch) =>
      [false, true].map((givenBack) => ({ kind: 'said' as const, providerStatus, mismatch, givenBack })),
    ),
  ),
];
const statements: Evidence['statement'][] = [
  null,
  { kind: 'found', id: '7' },
  { kind: 'none' },
  { kind: 'other-amount' },
  { kind: 'no-answer', code: 'PW-11' },
];

function every(): Evidence[] {
  return [true, false].flatMap((orderPending) =>
    transactions.flatMap((transaction) => statements.map((statement) => ({ orderPending, transaction, statement }))),
  );
}
const meaning = ({ transaction }: Evidence) => (transaction.kind === 'said' ? meaningOf(transaction.providerStatus) : transaction.kind);

test('goods never go back while anything says that money moved and stayed, nor without having looked', () => {
  let allowed = 0;
  for (const evidence of every()) {
    if (!mayGiveBack(evidence).allowed) continue;
    allowed++;
    const { transaction, statement } = evidence;
    assert.ok(evidence.orderPending && transaction.kind !== 'no-answer', JSON.stringify(evidence));
    const wentBack = transaction.kind === 'said' && transaction.givenBack;
    assert.ok(meaning(evidence) !== 'confirmed' || wentBack, JSON.stringify(evidence));
    if (needsStatement(transaction)) assert.equal(statement?.kind, 'none', JSON.stringify(evidence));
    if (transaction.kind === 'forgotten') assert.ok(transaction.lasting);
  }
  assert.ok(allowed > 0);
});

test('money is booked only where Paysera confirms exactly this payment, or its statement shows it and its reading does not deny it', () => {
  let allowed = 0;
  for (const evidence of every()) {
    const verdict = mayBook(evidence);
    if (!verdict.allowed) continue;
    allowed++;
    const { transaction } = evidence;
    assert.ok(evidence.orderPending && !(transaction.kind === 'said' && transaction.mismatch), JSON.stringify(evidence));
    if (verdict.by === 'reading') assert.ok(meaning(evidence) === 'confirmed' && transaction.kind === 'said' && !transaction.givenBack);
    else assert.ok(evidence.statement?.kind === 'found' && ['forgotten', 'unknown'].includes(meaning(evidence)), JSON.stringify(evidence));
  }
  assert.ok(allowed > 0);
});

test('never are both ways open, and what Paysera may still hold is let go first', () => {
  for (const evidence of every()) {
    const [back, book] = [mayGiveBack(evidence), mayBook(evidence)];
    assert.ok(!(back.allowed && book.allowed), JSON.stringify(evidence));
    if (back.allowed) assert.equal(back.revokeFirst, ['open', 'approved', 'reserved', 'unknown'].includes(meaning(evidence)));
  }
});

test('an answer about another transaction decides nothing, whatever it says', () => {
  const about = every().filter(({ transaction }) => transaction.kind === 'said' && transaction.mismatch === 'key');
  assert.ok(about.length > 0);
  for (const evidence of about) {
    assert.ok(!mayGiveBack(evidence).allowed, JSON.stringify(evidence));
    assert.ok(!mayBook(evidence).allowed, JSON.stringify(evidence));
  }
});
