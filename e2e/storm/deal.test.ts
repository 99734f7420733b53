import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceOf } from './chance.ts';
import { dealtFault } from './deal.ts';
import { requestFaults, requestPlaces } from './plan.ts';

const seeds = Array.from({ length: 12 }, (_, index) => String(index + 1));
/** As few as come to a rare place in a storm. */
const fewOrders = ['m0.0/1', 'm1.2/1', 'm2.1/1', 'm3.0/1', 'm4.3/1', 'm4.7/1'];
const fewLives = ['life3', 'life6', 'life8', 'life11', 'life12', 'life14'];
const manyOrders = Array.from({ length: 20 }, (_, index) => `s${index}.1/1`);
const dealsOf = (seed: string, place: string, subjects: string[]) =>
  subjects.map((subject) => dealtFault(chanceOf(seed), seed, place, subject));

test('a dozen storms deal every fault to every place, also where few orders or lives of a storm come to it', () => {
  const comeTo: Partial<Record<string, string[]>> = { reserve: fewOrders, limit: fewLives, 'cancel-allowance': fewLives, key: fewLives };
  for (const place of requestPlaces) {
    const dealt = new Set(seeds.flatMap((seed) => dealsOf(seed, place, comeTo[place] ?? manyOrders)));
    const missing = requestFaults.filter((fault) => !dealt.has(fault));
    assert.deepEqual(missing, [], place);
  }
});

test('the same storm deals the same, and leaves most calls to chance', () => {
  const orders = Array.from({ length: 400 }, (_, index) => `s${index % 20}.${index}/1`);
  const deals = dealsOf('7', 'create', orders);
  assert.deepEqual(dealsOf('7', 'create', orders), deals);
  const left = deals.filter((fault) => fault === null).length;
  assert.ok(left > 260 && left < 340, `${left} of 400`);
});
