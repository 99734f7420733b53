import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { hashFiles } from './hash-files.ts';

describe('the hash of the build inputs', () => {
  let root: string;
  const write = (name: string, content: string) => writeFileSync(path.join(root, name), content);

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'tiltas-hash-'));
    mkdirSync(path.join(root, 'app/cart'), { recursive: true });
    write('app/page.tsx', 'page');
    write('app/cart/page.tsx', 'cart');
    write('package.json', '{}');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const hash = () => hashFiles(root, ['app', 'package.json', 'proxy.ts'], (name) => !name.endsWith('.test.ts'));

  test('stays while nothing changes', async () => assert.equal(await hash(), await hash()));

  const changes: Record<string, () => void> = {
    'a changed file': () => write('app/cart/page.tsx', 'cart 2'),
    'a new file': () => write('proxy.ts', ''),
    'a removed file': () => rmSync(path.join(root, 'app/page.tsx')),
    'a renamed file': () => renameSync(path.join(root, 'app/page.tsx'), path.join(root, 'app/layout.tsx')),
  };
  for (const [name, change] of Object.entries(changes)) {
    test(`differs after ${name}`, async () => {
      const before = await hash();
      change();
      assert.notEqual(await hash(), before);
    });
  }

  test('does not see what does not count', async () => {
    const before = await hash();
    write('app/page.test.ts', '');
    assert.equal(await hash(), before);
  });
});
