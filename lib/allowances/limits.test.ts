import assert from 'node:assert/strict';
import test from 'node:test';
import { dateIn, endOfDay } from './day-end.ts';
import { type GrantForm, offerMark, readGrant, sameGrant } from './grant.ts';
import { fits, leftOf, nextFreeAt, weekSeconds, windowMarginSeconds } from './limits.ts';
import { faultOf, usualQuickPay } from './quick-pay-settings.ts';

const now = new Date('2026-11-24T12:00:00Z');
const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
const use = (minor: bigint, secondsAgo: number, state: 'held' | 'paid' | 'given-back' = 'paid') => ({
  amount: euro(minor),
  at: new Date(now.getTime() - secondsAgo * 1000),
  state,
});

test('held and paid uses count, given-back ones never, and a use leaves when its week and the margin are over', () => {
  const whole = weekSeconds + windowMarginSeconds;
  const uses = [use(1_000n, 5, 'held'), use(500n, 60), use(900n, 60, 'given-back'), use(700n, whole), use(200n, whole - 1)];
  assert.equal(leftOf(euro(6_000n), uses, weekSeconds, now).minor, 6_000n - 1_700n);
  assert.equal(leftOf(euro(1_000n), uses, weekSeconds, now).minor, 0n, 'never below nothing');
  assert.equal(nextFreeAt(uses, weekSeconds, now)?.getTime(), now.getTime() + 1000);
  assert.equal(nextFreeAt([], weekSeconds, now), null);
});

test('to the cent: what fits exactly fits, a cent more does not, and the ceiling is named first', () => {
  const permission = { ceiling: euro(2_000n), left: euro(1_840n) };
  assert.deepEqual(fits(euro(1_840n), permission), { kind: 'within' });
  assert.deepEqual(fits(euro(1_841n), permission), { kind: 'over-weekly', by: euro(1n) });
  assert.deepEqual(fits(euro(2_001n), permission), { kind: 'over-ceiling', by: euro(1n) });
});

test('a day means the whole day where the shop is, in summer and in winter; what is no date is refused', () => {
  assert.equal(endOfDay('2026-12-31', 'Europe/Vilnius')?.toISOString(), '2026-12-31T21:59:59.000Z');
  assert.equal(endOfDay('2026-07-01', 'Europe/Vilnius')?.toISOString(), '2026-07-01T20:59:59.000Z');
  for (const zone of ['Europe/Vilnius', 'America/New_York', 'Asia/Tokyo', 'Pacific/Auckland'])
    for (const date of ['2026-10-25', '2026-03-29', '2026-11-01']) assert.equal(dateIn(endOfDay(date, zone) as Date, zone), date, zone);
  for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '', 'tomorrow']) assert.equal(endOfDay(text, 'UTC'), null, text);
});

const read = (form: GrantForm, currency = 'EUR') => readGrant(usualQuickPay, form, { minor: 1_840n, currency }, now, 'Europe/Vilnius');

const shown = offerMark(usualQuickPay);

test('just this time is what happens unless something else was chosen; what is not offered grants nothing, and says so', () => {
  for (const quickPay of [undefined, 'once', '']) assert.deepEqual(read({ quickPay }), { kind: 'once' });
  for (const quickPay of ['preset-3', 'preset--1', '__proto__', 'own '])
    assert.deepEqual(read({ quickPay, offer: shown }), { kind: 'gone' });
  assert.deepEqual(read({ quickPay: 'preset-1', offer: shown }, 'USD'), { kind: 'gone' });
  const preset = read({ quickPay: 'preset-1', offer: shown });
  assert.ok(preset.kind === 'grant' && preset.grant.weekly.minor === 6_000n);
});

test('a preset is what the page showed, or nothing: its owner may have changed it meanwhile', () => {
  const [first, second, third] = usualQuickPay.presets;
  for (const change of [{ weekly: euro(6_001n) }, { days: 91 }, { ceiling: euro(5_999n) }]) {
    const changed = { ...usualQuickPay, presets: [first, { ...second, ...change }, third] as const };
    const form = { quickPay: 'preset-1', offer: shown };
    assert.deepEqual(readGrant(changed, form, euro(1_840n), now, 'Europe/Vilnius'), { kind: 'gone' });
  }
  assert.deepEqual(read({ quickPay: 'preset-1' }), { kind: 'gone' });
});

test('own limits are read strictly, and all that is wrong is named by its field', () => {
  const own = { quickPay: 'own', weekly: '40', ceiling: '20,00', until: '2026-12-24' };
  assert.ok(read(own).kind === 'grant');
  const fields = (change: GrantForm) => {
    const answer = read({ ...own, ...change });
    return answer.kind === 'invalid' ? Object.keys(answer.fields).join() : answer.kind;
  };
  for (const weekly of ['', '0', '-5', '500.01', '1e3', '40.001']) assert.equal(fields({ weekly }), 'weekly', weekly);
  for (const ceiling of ['', '0', '40.01']) assert.equal(fields({ ceiling }), 'ceiling', ceiling);
  for (const until of ['', '2026-11-23', '2027-11-25', '2026-02-30']) assert.equal(fields({ until }), 'until', until);
  assert.equal(fields({ until: '2026-11-24' }), 'grant', 'today holds until its end');
  assert.equal(fields({ weekly: '', ceiling: 'x', until: '' }), 'weekly,ceiling,until');
  const late = read({ ...own, until: '2028-01-01' });
  assert.ok(late.kind === 'invalid' && late.fields.until === 'Choose 24 November 2027 or an earlier day.');
});

test('the same choice made again is the same, another one is not', () => {
  const until = new Date('2026-12-24T21:59:59Z');
  const grant = { weekly: euro(6_000n), ceiling: euro(4_000n), until };
  assert.ok(sameGrant(null, null) && sameGrant(grant, { ...grant, until: new Date(until.getTime() + 600_000) }));
  const others = [
    null,
    { ...grant, weekly: euro(6_001n) },
    { ...grant, ceiling: euro(1n) },
    { ...grant, until: new Date('2026-12-25T21:59:59Z') },
  ];
  for (const other of others) assert.ok(!sameGrant(grant, other) && !sameGrant(other, grant));
});

test('the usual settings are in order, and each fault is named by its field', () => {
  assert.equal(faultOf(usualQuickPay), null);
  assert.equal(faultOf({ ...usualQuickPay, undoSeconds: 61 })?.field, 'undoSeconds');
  assert.equal(faultOf({ ...usualQuickPay, longestDays: 0 })?.field, 'longestDays');
  assert.equal(faultOf({ ...usualQuickPay, longestDays: 60 })?.field, 'presets.1.days');
  assert.equal(faultOf({ ...usualQuickPay, highestWeekly: euro(10_000n) })?.field, 'presets.2.weekly');
});
