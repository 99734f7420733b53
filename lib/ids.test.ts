import assert from 'node:assert/strict';
import test from 'node:test';
import { randomIds } from './ids.ts';

test('ids say what they name, never repeat, and sort by time', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 24) });
  const made = Array.from({ length: 20_000 }, () => randomIds.next('ord'));
  assert.equal(new Set(made).size, made.length);
  for (const id of made) assert.match(id, /^ord_[0-9a-z]{26}$/);
  t.mock.timers.tick(1);
  const latest = made.toSorted().at(-1) as string;
  assert.ok(randomIds.next('ord') > latest);
});

test('a token carries 256 bits as 43 characters', () => {
  assert.match(randomIds.token(), /^[A-Za-z0-9_-]{43}$/);
  assert.equal(new Set(Array.from({ length: 1000 }, () => randomIds.token())).size, 1000);
});
