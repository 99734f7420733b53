import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { money, toDecimal } from '#lib/money/money.ts';
import { Reader } from './decode.ts';
import { toCents, toWireDecimal } from './wire-money.ts';

const read = (fields: object, currency: string) => new Reader(fields).money('price', currency);

test('cents are hundredths in every currency', () => {
  assert.equal(toCents(money(1299n, 'EUR'), 'price'), 1299);
  assert.equal(toCents(money(500n, 'JPY'), 'price'), 50000);
  assert.equal(toCents(money(1250n, 'KWD'), 'price'), 125);
});

test('a decimal on the wire fits the currency and has at most two digits', () => {
  assert.equal(toWireDecimal(money(1290n, 'EUR'), 'price'), '12.90');
  assert.equal(toWireDecimal(money(500n, 'JPY'), 'price'), '500');
  assert.equal(toWireDecimal(money(1250n, 'KWD'), 'price'), '1.25');
});

test('an amount the wire cannot carry is refused with the name of its field', () => {
  assert.throws(
    () => toCents(money(1251n, 'KWD'), 'payments[0].price'),
    /^InvalidRequest: payments\[0\]\.price is finer than a hundredth of KWD/,
  );
  assert.throws(() => toWireDecimal(money(1251n, 'KWD'), 'price'), /finer/);
  assert.throws(() => toCents(money(-1n, 'EUR'), 'price'), /negative/);
  assert.throws(() => toCents(money(10n ** 17n, 'EUR'), 'price'), /JSON integer/);
  assert.throws(() => toCents(12.99 as never, 'price'), /is not Money/);
});

test('either form is read, and both only when they agree', () => {
  const euro = money(1299n, 'EUR');
  for (const fields of [{ price: 1299 }, { price_decimal: '12.99' }, { price: 1299, price_decimal: '12.990' }])
    assert.deepEqual(read(fields, 'EUR'), euro);
  assert.throws(() => read({ price: 1299, price_decimal: '12.98' }, 'EUR'), /\$\.price_decimal contradicts price/);
  assert.throws(() => read({ price: 50050 }, 'JPY'), /does not fit JPY/);
  assert.throws(() => read({ price: 12.99 }, 'EUR'), /is not an integer/);
  assert.throws(() => read({ price: '1299' }, 'EUR'), /is not an integer/);
  assert.throws(() => read({ price_decimal: '12.999' }, 'EUR'), /is no amount of EUR/);
  assert.throws(() => read({ price_decimal: '12,99' }, 'EUR'), /is no amount of EUR/);
  assert.throws(() => read({ price: 1 }, 'euro'), /currency is no currency code/);
  assert.throws(() => read({}, 'EUR'), /\$\.price is missing/);
});

test('what is sent in either form comes back as the same amount', () => {
  const amounts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.constantFrom('EUR', 'JPY', 'KWD')).map(([value, currency]) => {
    return money(currency === 'KWD' ? value * 10n : value, currency);
  });
  fc.assert(
    fc.property(amounts, (amount) => {
      assert.deepEqual(read({ price: toCents(amount, 'price') }, amount.currency), amount);
      assert.deepEqual(read({ price_decimal: toWireDecimal(amount, 'price') }, amount.currency), amount);
      assert.deepEqual(read({ price_decimal: toDecimal(amount) }, amount.currency), amount);
    }),
  );
});
