import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMoney } from './format-money.ts';
import { money } from './money.ts';
import { parseAmount } from './parse-amount.ts';

test('an amount is understood however a person writes it', () => {
  for (const [text, minor] of [
    ['18.40', 1840n],
    ['18,4', 1840n],
    [' € 18.40 ', 1840n],
    ['18.40 eur', 1840n],
    ['1 450', 145000n],
    ['1,450.00', 145000n],
    ['1.450,00', 145000n],
    ['1,234,567.89', 123456789n],
    ['1.234.567', 123456700n],
    ['0', 0n],
  ] as const) {
    assert.deepEqual(parseAmount(text, 'EUR'), { kind: 'amount', money: money(minor, 'EUR') }, text);
  }
  assert.deepEqual(parseAmount('¥1,450', 'JPY'), { kind: 'amount', money: money(1450n, 'JPY') });
  assert.deepEqual(parseAmount('1.250', 'KWD'), { kind: 'amount', money: money(1250n, 'KWD') });
});

test('what may mean two amounts or none is refused', () => {
  assert.deepEqual(parseAmount('  ', 'EUR'), { kind: 'invalid', reason: 'empty' });
  for (const text of ['1,450', '18.405', '500.001'])
    assert.deepEqual(parseAmount(text, 'EUR'), { kind: 'invalid', reason: 'too-precise' }, text);
  assert.deepEqual(parseAmount('500.5', 'JPY'), { kind: 'invalid', reason: 'too-precise' });
  for (const text of ['abc', '-1', '1e3', '1..2', '12,34,56', '1,2345.00', '$€5', '1'.repeat(60)]) {
    assert.deepEqual(parseAmount(text, 'EUR'), { kind: 'invalid', reason: 'not-an-amount' }, text);
  }
});

test('every amount we show is one we can read', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.constantFrom('EUR', 'JPY'),
      fc.constantFrom('en', 'lt', 'de'),
      (minor, currency, locale) => {
        assert.deepEqual(parseAmount(formatMoney(money(minor, currency), locale), currency), {
          kind: 'amount',
          money: money(minor, currency),
        });
      },
    ),
  );
});
