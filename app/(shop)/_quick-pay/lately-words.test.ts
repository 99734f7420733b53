import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latelyWords } from './lately-words.ts';

const now = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => latelyWords(new Date(now.getTime() - seconds * 1000), now).split(',')[0];

test('how long ago Paysera was asked, in the largest whole words that are still true enough', () => {
  assert.deepEqual([0, 1, 59, 99, 120, 3_600, 7_200].map(after), [
    'Paysera was last asked 0 seconds ago',
    'Paysera was last asked 1 second ago',
    'Paysera was last asked 59 seconds ago',
    'Paysera was last asked 99 seconds ago',
    'Paysera was last asked 2 minutes ago',
    'Paysera was last asked 60 minutes ago',
    'Paysera was last asked 2 hours ago',
  ]);
});
