import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PinReason } from '#lib/allowances/judge-one-click.ts';
import { clickWords } from './click-words.ts';

const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
const amount = euro(1_840n);
const withPin = (reason: PinReason | null) => clickWords({ kind: 'pin', amount, reason }, 10);

test('the button says what will happen: how much, whether a PIN is needed, and by how much it is over a limit', () => {
  const now = clickWords({ kind: 'now', amount, allowanceId: 'alw_1', leftAfter: euro(2_370n) }, 10);
  assert.deepEqual(now, { label: 'Pay €18.40 now, no PIN', note: '€23.70 of your weekly limit left after it. 10 seconds to undo.' });
  assert.equal(withPin({ kind: 'over-weekly', by: euro(340n) }).label, 'Pay €18.40 with PIN: €3.40 over your weekly limit');
  assert.equal(withPin({ kind: 'over-ceiling', by: euro(1n) }).label, 'Pay €18.40 with PIN: €0.01 over your limit for one purchase');
  assert.match(withPin({ kind: 'sign-in-again' }).note, /more than a day ago/);
  assert.match(withPin({ kind: 'asked-often' }).note, /Look again a little later to pay without a PIN/);
});

test('a no without a reason of ours reads "with PIN" and nothing more', () => {
  assert.deepEqual(withPin(null), { label: 'Pay €18.40 with PIN', note: '' });
});

test('an undo is promised only where there is one', () => {
  const { note } = clickWords({ kind: 'now', amount, allowanceId: 'alw_1', leftAfter: euro(0n) }, 0);
  assert.equal(note, '€0.00 of your weekly limit left after it.');
});

test('that a wallet cannot cover it is said without any figure but the price', () => {
  const { label, note } = withPin({ kind: 'cannot-cover' });
  assert.deepEqual(`${label} ${note}`.match(/€[\d.,]+/g), ['€18.40']);
});
