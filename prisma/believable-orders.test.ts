import assert from 'node:assert/strict';
import test from 'node:test';
import { addOrders, columns, type Tables } from './believable-orders.ts';

test('amounts of a seeded year are whole minor units, and every order adds up', () => {
  const tables: Tables = { orders: [], lines: [], attempts: [], ledger: [], outbox: [], diary: [] };
  addOrders({ firstNumber: 1, count: 500, until: new Date('2026-11-28T00:00:00Z') }, 0, 500, tables);
  const at = (table: keyof Tables, column: string) => columns[table].indexOf(column);
  const sums = new Map<unknown, bigint>();
  for (const line of tables.lines) {
    const total = line[at('lines', 'line_total_minor')] as bigint;
    const price = line[at('lines', 'unit_price_minor')] as bigint;
    assert.equal(total, price * BigInt(line[at('lines', 'quantity')] as bigint));
    sums.set(line[0], (sums.get(line[0]) ?? 0n) + total);
  }
  for (const order of tables.orders) assert.equal(order[at('orders', 'total_minor')], sums.get(order[0]));
  for (const entry of tables.ledger) assert.equal(typeof entry[at('ledger', 'amount_minor')], 'bigint');
});
