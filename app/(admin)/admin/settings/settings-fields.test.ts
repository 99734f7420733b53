import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualQuickPay } from '#lib/allowances/quick-pay-settings.ts';
import { readSettings, settingsFields } from './settings-fields.ts';

const { texts } = settingsFields(usualQuickPay);
const untouched = { ...texts, offered: 'on', oneClick: 'on' };

test('a form sent as it was opened says the same settings', () => {
  assert.deepEqual(readSettings(usualQuickPay, untouched), { settings: usualQuickPay });
});

test('amounts are read as people write them, and a box that is not ticked is off', () => {
  const { oneClick: _, ...sent } = { ...untouched, 'presets.1.weekly': '€75,50', undoSeconds: ' 15 ' };
  const read = readSettings(usualQuickPay, sent);
  assert.ok('settings' in read);
  assert.equal(read.settings.oneClick, false);
  assert.equal(read.settings.undoSeconds, 15);
  assert.deepEqual(read.settings.presets[1].weekly, { minor: 7550n, currency: 'EUR' });
});

test('what is no number is refused at its own field, all of them at once', () => {
  for (const wrong of ['', '-1', '1e3', 'NaN', 'ten'])
    assert.deepEqual(
      Object.keys(
        (readSettings(usualQuickPay, { ...untouched, longestDays: wrong, 'presets.2.ceiling': wrong }) as { fields: object }).fields,
      ).sort(),
      ['longestDays', 'presets.2.ceiling'],
      wrong,
    );
  assert.deepEqual(Object.keys((readSettings(usualQuickPay, {}) as { fields: object }).fields).length, 12);
});
