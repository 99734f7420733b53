import assert from 'node:assert/strict';
import test from 'node:test';
import { createLog } from './log.ts';

function capture(work: (log: ReturnType<typeof createLog>) => void): { lines: string[]; last: Record<string, unknown> } {
  const lines: string[] = [];
  work(createLog('info', { write: (text: string) => void lines.push(text) }));
  return { lines, last: JSON.parse(lines.at(-1) ?? '{}') };
}

test('a field that nobody allowed does not come through, and its name tells that it was there', () => {
  const { last, lines } = capture((log) => log.info({ order: 'ord_a', macKey: 'secret-1', authorization: 'MAC id="secret-2"' }, 'Paid'));
  assert.equal(last.order, 'ord_a');
  assert.equal(last.withheld, 'macKey, authorization');
  assert.doesNotMatch(lines.join(), /secret-/);
});

test('a transaction key is told by a short hash, always the same', () => {
  const { last, lines } = capture((log) => log.info({ transactionKey: 'JUsGmZ0zGzBLbqzWRuCGhoaEMzxVVKj5' }, 'Read'));
  assert.match(String(last.transactionKey), /^sha256:[0-9a-f]{8}$/);
  assert.doesNotMatch(lines.join(), /JUsGmZ0z/);
});

test('whatever is logged, it is one line, with nothing in it that a terminal obeys', () => {
  const nasty = 'a\r\nb\u001b[31mc\u2028d\u2029e\u202ef\u0000g\u009b31m';
  const { lines, last } = capture((log) => log.info({ reason: nasty, order: { deep: nasty } }, nasty));
  assert.equal(lines.length, 1);
  assert.equal(lines[0]?.trimEnd().split(/\r|\n|\u2028|\u2029/).length, 1);
  for (const text of [last.reason, last.message, last.order]) assert.doesNotMatch(String(text), /[\p{Cc}\u2028\u2029\u202e]/u);
});

test('a long text is cut, and an error tells its name and place but not what it carries', () => {
  const error = Object.assign(new TypeError('broken'), { config: { headers: 'secret-3' }, code: 'E1' });
  const { last, lines } = capture((log) => log.error({ error, reason: 'x'.repeat(5_000) }, 'Failed'));
  assert.ok(String(last.reason).length < 600);
  assert.deepEqual([(last.error as { name: string }).name, (last.error as { code: string }).code], ['TypeError', 'E1']);
  assert.doesNotMatch(lines.join(), /secret-3/);
});
