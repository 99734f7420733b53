import assert from 'node:assert/strict';
import test from 'node:test';
import * as here from './errors.ts';

test('a failure made by another copy of this file, as bundlers make them, is known for what it is', async () => {
  const again = './errors.ts?again';
  const there = (await import(again)) as typeof here;
  assert.notEqual(there.Refused, here.Refused);
  const refusal = { status: 404, code: 'not_found', description: null, uri: null, properties: null, data: null, retryAfterMs: null };
  const failures = {
    Unreachable: new there.Unreachable('x', 'timeout'),
    InDoubt: new there.InDoubt('x', { reason: 'timeout', safeToRepeat: false }),
    Refused: new there.Refused('x', refusal),
    Unintelligible: new there.Unintelligible('x', { status: 200, path: '$', problem: 'is no JSON', safeToRepeat: false }),
  };
  const { Unreachable, InDoubt, Refused, Unintelligible } = here;
  const classes = { Unreachable, InDoubt, Refused, Unintelligible };
  for (const [made, failure] of Object.entries(failures)) {
    assert.ok(failure instanceof here.PayseraError);
    for (const [name, asked] of Object.entries(classes)) assert.equal(failure instanceof asked, made === name, `${made} as ${name}`);
  }
});

test('nothing else is taken for one', () => {
  for (const other of [null, undefined, 'refused', new Error('refused'), { kind: 'refused' }, new here.InvalidRequest('x', 'is missing')]) {
    assert.equal(other instanceof here.PayseraError, false);
    assert.equal(other instanceof here.Refused, false);
  }
});
