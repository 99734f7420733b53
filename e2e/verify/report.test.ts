import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureLines, lastLine, noteLines } from './report.ts';

const types = { name: 'types', passed: 1, skipped: 0, failures: [], seconds: 1 };
const unit = { name: 'unit', passed: 7, skipped: 2, failures: [{ name: 'sums are exact', details: 'expected 3\ngot 4' }], seconds: 2 };

test('the last line counts everything of every step', () => {
  assert.equal(lastLine([types, unit]), '8 passed, 1 failed, 2 skipped');
});

test('a failure is shown by its name and everything it says', () => {
  assert.deepEqual(
    failureLines(unit)
      .map((line) => line.trim())
      .filter(Boolean),
    ['✗ sums are exact', 'expected 3', 'got 4'],
  );
});

test('what a step measured stands below it, and nothing where it measured nothing', () => {
  assert.deepEqual(noteLines({ ...types, note: '1200 orders of 1200' }), ['    1200 orders of 1200']);
  assert.deepEqual(noteLines(types), []);
});
