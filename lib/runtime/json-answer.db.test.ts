import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { freshDatabase } from '#lib/db/test-database.ts';
import { inProject, projectFolder } from './project.ts';

const databaseUrl = await freshDatabase();

describe('with --json a command ends its standard output with one object', () => {
  test('the migrations that were applied', () => {
    assert.deepEqual(run('lib/runtime/apply-migrations.ts', ['--json'], databaseUrl), { code: 0, answer: { applied: [] } });
  });

  test('a failure, in the sentence that people read', () => {
    const { code, answer } = run('lib/runtime/apply-migrations.ts', ['--json'], 'postgresql://user:hidden@127.0.0.1:1/shop');
    assert.equal(code, 1);
    assert.match(String(answer.error), /^DATABASE_URL .*answer/);
    assert.doesNotMatch(String(answer.error), /hidden/);
  });

  test("the demo's goods", () => {
    const { code, answer } = run('prisma/seed-cli.ts', ['--orders', '20', '--json'], databaseUrl);
    assert.equal(code, 0);
    assert.deepEqual([Number(answer.products) >= 16, answer.orders], [true, 20]);
  });

  test('the files of a certificate request', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tiltas-csr-'));
    const out = path.join(folder, 'paysera');
    const { answer } = run('lib/paysera/csr.ts', ['--name', 'shop.example', '--out', out, '--json'], databaseUrl);
    assert.deepEqual(answer, { key: `${out}.key`, request: `${out}.csr` });
    rmSync(folder, { recursive: true });
  });
});

function run(program: string, args: string[], url: string): { code: number | null; answer: Record<string, unknown> } {
  const { status, stdout } = spawnSync(process.execPath, [inProject(program), ...args], {
    cwd: projectFolder,
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
  });
  return { code: status, answer: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') };
}
