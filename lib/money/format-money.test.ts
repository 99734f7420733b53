import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney } from './format-money.ts';
import { money } from './money.ts';

const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('an amount reads as people write it', () => {
  assert.equal(formatMoney(money(1840n, 'EUR')), '€18.40');
  assert.equal(formatMoney(money(145000n, 'EUR')), '€1,450.00');
  assert.equal(formatMoney(money(-5n, 'EUR')), '-€0.05');
  assert.equal(formatMoney(money(500n, 'JPY')), '¥500');
  assert.equal(plainSpaces(formatMoney(money(1250n, 'KWD'))), 'KWD 1.250');
  assert.equal(plainSpaces(formatMoney(money(1840n, 'EUR'), 'lt')), '18,40 €');
});

test('an amount beyond the precision of a float keeps its last cent', () => {
  assert.equal(formatMoney(money(12345678901234567890123n, 'EUR')), '€123,456,789,012,345,678,901.23');
});
