import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addMoney,
  compareMoney,
  equalMoney,
  fromDecimal,
  minorDigits,
  money,
  multiplyMoney,
  subtractMoney,
  sumMoney,
  toDecimal,
} from './money.ts';

const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF');

test('every currency keeps its own number of minor digits', () => {
  assert.deepEqual(['EUR', 'USD', 'JPY', 'KWD', 'UYW'].map(minorDigits), [2, 2, 0, 3, 4]);
});

test('a decimal shows all digits of the currency and nothing else', () => {
  assert.equal(toDecimal(money(1840n, 'EUR')), '18.40');
  assert.equal(toDecimal(money(-5n, 'EUR')), '-0.05');
  assert.equal(toDecimal(money(0n, 'EUR')), '0.00');
  assert.equal(toDecimal(money(500n, 'JPY')), '500');
  assert.equal(toDecimal(money(1250n, 'KWD')), '1.250');
  assert.equal(toDecimal(money(123456789012345678901234567890n, 'EUR')), '1234567890123456789012345678.90');
});

test('what is written as a decimal reads back as the same amount, in every currency', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), currencies, (minor, currency) => {
      assert.deepEqual(fromDecimal(toDecimal(money(minor, currency)), currency), money(minor, currency));
    }),
  );
});

test('a decimal that does not fit the currency is refused, not rounded', () => {
  assert.equal(fromDecimal('18.405', 'EUR'), null);
  assert.equal(fromDecimal('500.5', 'JPY'), null);
  assert.deepEqual(fromDecimal('18.400', 'EUR'), money(1840n, 'EUR'));
  assert.deepEqual(fromDecimal('500.00', 'JPY'), money(500n, 'JPY'));
  for (const text of ['', '.', '1.', '.5', '1e3', '+1', '0x10', ' 1', '1,5', 'NaN']) assert.equal(fromDecimal(text, 'EUR'), null, text);
});

test('sums, products and comparisons are exact and never mix currencies', () => {
  assert.deepEqual(sumMoney([money(10n, 'EUR'), money(20n, 'EUR')], 'EUR'), money(30n, 'EUR'));
  assert.deepEqual(multiplyMoney(money(30n, 'EUR'), 3), money(90n, 'EUR'));
  assert.deepEqual(subtractMoney(money(10n, 'EUR'), money(30n, 'EUR')), money(-20n, 'EUR'));
  assert.equal(compareMoney(money(1n, 'EUR'), money(2n, 'EUR')), -1);
  assert.equal(equalMoney(money(1n, 'EUR'), money(1n, 'USD')), false);
  assert.throws(() => addMoney(money(1n, 'EUR'), money(1n, 'USD')), /EUR and USD do not mix/);
  assert.throws(() => multiplyMoney(money(1n, 'EUR'), 1.5), RangeError);
  assert.throws(() => money(1n, 'eur'), /not a currency code/);
});
