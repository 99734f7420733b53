import assert from 'node:assert/strict';
import test from 'node:test';
import { readEmail } from './read-email.ts';

test('addresses people have are taken, without the spaces around them', () => {
  for (const text of ['ona@example.lt', ' o.na+kopa@mail.example.co.uk ', 'ąžuolas@paštas.lt', "o'neil@example.ie"]) {
    assert.deepEqual(readEmail(text), { kind: 'email', address: text.trim() });
  }
});

test('what cannot be an address is refused with a reason, in no time', () => {
  const started = process.cpuUsage();
  for (const text of [
    '',
    '  ',
    'ona',
    'ona@',
    '@example.lt',
    'ona@example',
    'ona@exa mple.lt',
    'a@b@c.lt',
    'ona@example.lt\nbcc: x@y.lt',
    '<a@b.lt>',
    `${'a'.repeat(300)}@b.lt`,
    `a@${'b.'.repeat(25_000)}`,
    `${'a'.repeat(50_000)}@`,
  ]) {
    const email = readEmail(text);
    assert.equal(email.kind, 'invalid');
    assert.match(email.kind === 'invalid' ? email.reason : '', /\w/);
  }
  // Time of the processor, not of the clock: other programs may keep this one waiting.
  assert.ok(process.cpuUsage(started).user < 200_000);
});
