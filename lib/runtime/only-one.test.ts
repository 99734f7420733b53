import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { alone, take } from './only-one.ts';

describe('a file that one process holds', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tiltas-only-one-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('is refused to others, who learn the holder, until it is released', () => {
    const file = path.join(folder, 'demo.pid');
    const first = take(file);
    assert.deepEqual(take(file), { kind: 'held', by: process.pid });
    assert.ok(first.kind === 'taken');
    first.release();
    assert.equal(take(file).kind, 'taken');
  });

  test('is taken over from a process that is gone', async () => {
    const file = path.join(folder, 'killed.pid');
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    writeFileSync(file, String(gone.pid));
    assert.equal(take(file).kind, 'taken');
  });

  test('lets work be done one after the other', async () => {
    const file = path.join(folder, 'build.pid');
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await new Promise(setImmediate);
      steps.push(`${name} ends`);
    };
    await Promise.all([alone(file, work('one')), alone(file, work('two'))]);
    assert.deepEqual(steps, ['one begins', 'one ends', 'two begins', 'two ends']);
  });
});
