import assert from 'node:assert/strict';
import test from 'node:test';
import type { Services } from '../services.ts';
import { startTestShop } from './checkout-fixture.ts';
import { type Asker, forgetIdleAskers, mayAsk } from './rate-limit.ts';

const { s, clock, sql } = await startTestShop();
const minuteMs = 60_000;

const withCallsPerHour = (callsPerHour: number): Services => ({ ...s, env: { ...s.env, paysera: { ...s.env.paysera, callsPerHour } } });

/** How many of so many tries get a yes, all in the same moment. */
async function yesesOf(as: Services, asker: Asker | null, tries: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: tries }, () => mayAsk(as, asker)));
  return answers.filter(Boolean).length;
}

test('one asker gets at most 60 calls to Paysera in any minute, however many instances ask at once; others are not held back', async () => {
  const frozen = clock.now();
  const still = { ...s, clock: { now: () => frozen } };
  assert.equal(await yesesOf(still, 'permission alw_a', 100), 36);
  assert.equal(await mayAsk(still, 'permission alw_a'), false);
  assert.equal(await mayAsk(still, 'permission alw_b'), true);
  let inAMinute = 36;
  for (let second = 1; second < 60; second++) {
    const later = { ...s, clock: { now: () => new Date(frozen.getTime() + second * 1_000) } };
    if (await mayAsk(later, 'permission alw_a')) inAMinute++;
  }
  assert.equal(inAMinute, 36 + 17, 'one more about every three seconds');
  const rested = { ...s, clock: { now: () => new Date(frozen.getTime() + 4 * minuteMs) } };
  assert.equal(await yesesOf(rested, 'permission alw_a', 100), 36, 'all of them again after a rest');
});

test('all askers together leave half of what Paysera answers in an hour to payments', async () => {
  await sql('DELETE FROM call_rate');
  const frozen = clock.now();
  const at = (minutes: number) => ({ ...withCallsPerHour(400), clock: { now: () => new Date(frozen.getTime() + minutes * minuteMs) } });
  let yeses = await yesesOf(at(0), null, 150);
  assert.equal(yeses, 100);
  assert.equal(await mayAsk(at(0), 'permission alw_c'), false, 'the account is spent, although this asker is not');
  for (let minute = 1; minute < 60; minute++) yeses += await yesesOf(at(minute), null, 5);
  assert.ok(yeses <= 200 && yeses > 190, `${yeses} in an hour`);
});

test('an asker who has rested for a day leaves no row', async () => {
  await mayAsk(s, 'wallet of shp_a');
  clock.advance(23 * 60 * minuteMs);
  await forgetIdleAskers(s);
  const rows = () => sql('SELECT FROM call_rate WHERE asker = $1', 'wallet of shp_a');
  assert.equal((await rows()).length, 1);
  clock.advance(2 * 60 * minuteMs);
  await forgetIdleAskers(s);
  assert.equal((await rows()).length, 0);
});
