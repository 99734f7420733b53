import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeedResult } from './run-seed.ts';
import { allCells, summarize, volumeLine } from './summary.ts';

const storm = (change: Partial<SeedResult> = {}): SeedResult => ({
  ...{ seed: '1', orders: 40, paid: 20, kills: 3, violations: [], about: [], convergenceMs: 500, waitedFor: [] },
  ...{ databaseAwayMs: null, stretch: 1, replaced: { letGo: 1, countedElsewhere: 0 } },
  ...{ faults: ['confirm#s3.1/1#2=reset-after', 'callback#s3.1#1=lost', 'before-claim#s3.1/1#life2.1=kill'], quickPay: { held: 2 } },
  ...change,
});

test('cells are faults that met a boundary, of all there are: at least sixty', () => {
  const { cells, cellsOf, cellsMissed } = summarize([storm()]);
  assert.ok(allCells.length >= 60 && new Set(allCells).size === allCells.length);
  assert.deepEqual([cells, cellsOf, cellsMissed.length], [2, allCells.length, allCells.length - 2]);
  assert.ok(!cellsMissed.includes('confirm reset-after'));
});

test('three storms in which no click reserved anything have not tested quick pay, and that is a failure', () => {
  const without = storm({ quickPay: { 'with-pin': 9 } });
  assert.equal(summarize([without, without]).violations, 0);
  assert.equal(summarize([without, without, without]).violations, 1);
  assert.equal(summarize([without, without, storm()]).violations, 0);
  assert.equal(summarize(Array(3).fill(storm({ quickPay: {} }))).violations, 0, 'where nobody had a permission there was nothing to test');
});

test('times are those of storms that came to rest', () => {
  const { convergenceMs, violations } = summarize([
    storm(),
    storm({ convergenceMs: 900 }),
    storm({ convergenceMs: null, violations: ['L1'] }),
  ]);
  assert.deepEqual([convergenceMs, violations], [{ p50: 900, p99: 900 }, 1]);
});

test('the volume of a run is told with its goals, and with every cell that no storm met', () => {
  const line = volumeLine(summarize([storm(), storm()], 61_400));
  assert.match(line, /^80 orders of 1200, 6 faults of 3500, 6 kills of 250, 61 s of 180, \d+ cells of 108, calm after 500 ms/);
  assert.match(line, /not met: create reset-before, .*instance kill$/);
  assert.doesNotMatch(line, /not met: .*confirm reset-after/);
});
