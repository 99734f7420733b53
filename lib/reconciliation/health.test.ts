import assert from 'node:assert/strict';
import test from 'node:test';
import { ageWords, reconciliationHealth } from './health.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test('calm only when nothing differs and it was seen lately', () => {
  assert.deepEqual(reconciliationHealth({ differing: 0, checkedAt: ago(40), lastFailure: null }, now), {
    tone: 'positive',
    words: '0 orders differ, checked 40 s ago',
  });
});

test('a failed, an old and a missing check are each said', () => {
  const failed = reconciliationHealth({ differing: 0, checkedAt: ago(90), lastFailure: 'timeout' }, now);
  assert.deepEqual([failed.tone, failed.words], ['warning', 'Last check failed; 0 orders differ 90 s ago']);
  assert.equal(reconciliationHealth({ differing: 0, checkedAt: ago(600), lastFailure: null }, now).tone, 'warning');
  for (const lastFailure of [null, 'timeout'])
    assert.equal(reconciliationHealth({ differing: 0, checkedAt: null, lastFailure }, now).tone, 'warning');
});

test('a difference is said whatever else is wrong', () => {
  for (const lastFailure of [null, 'timeout'])
    assert.deepEqual(reconciliationHealth({ differing: 1, checkedAt: ago(6000), lastFailure }, now), {
      tone: 'danger',
      words: '1 order differs, checked 2 h ago',
    });
});

test('ages are told in whole units', () => {
  assert.deepEqual(
    [0, 99, 100, 5_940, 7_200, 200_000].map((seconds) => ageWords(seconds * 1000)),
    ['0 s ago', '99 s ago', '2 min ago', '99 min ago', '2 h ago', '2 days ago'],
  );
});
