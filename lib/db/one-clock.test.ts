// Deadlines are compared by one clock: every statement is given its time as a value, and none reads the database's or the machine's beside it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const lib = path.join(import.meta.dirname, '..');
const folders = ['payments', 'checkout', 'allowances', 'orders', 'callbacks', 'reconciliation', 'outbox', 'carts', 'accounts', 'audit'];
/** In SQL, and in TypeScript beside the clock that is passed in. */
const otherClocks =
  /(?<![.\w])now\(\)|current_timestamp|current_date|localtimestamp|(clock|statement|transaction)_timestamp\(|Date\.now\(\)|new Date\(\)/gi;

const sources = folders.flatMap((folder) =>
  readdirSync(path.join(lib, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/test\.ts$|-fixture\.ts$/.test(file))
    .map((file) => path.join(folder, file)),
);

test('what decides about money asks one clock', () => {
  assert.ok(sources.length > 60);
  const found = sources.flatMap((file) => {
    const text = readFileSync(path.join(lib, file), 'utf8');
    return [...text.matchAll(otherClocks)].map(({ 0: words, index }) => `${file}:${text.slice(0, index).split('\n').length} ${words}`);
  });
  assert.deepEqual(found, []);
});

test('another clock would be seen', () => {
  for (const text of ['UPDATE a SET at = now()', 'WHERE at < CURRENT_TIMESTAMP', 'at > clock_timestamp()', 'Date.now()', 'new Date()'])
    assert.equal(text.match(otherClocks)?.length, 1, text);
  for (const text of ['s.clock.now()', 'performance.now()', 'new Date(now.getTime())']) assert.equal(text.match(otherClocks), null, text);
});
