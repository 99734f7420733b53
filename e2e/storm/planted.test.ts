import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inProject } from '#lib/runtime/project.ts';
import { plantedBugs } from './planted-bugs.ts';

test('every planted bug is one change in one place of the code as it is now', () => {
  for (const { name, file, find, replace, test: finder } of plantedBugs) {
    assert.equal(readFileSync(inProject(file), 'utf8').split(find).length, 2, `${name}: its place is not found exactly once in ${file}`);
    assert.notEqual(find, replace);
    assert.ok(finder === undefined || existsSync(inProject(finder)), `${name}: there is no ${finder}`);
  }
  assert.ok(new Set(plantedBugs.map(({ name }) => name)).size >= 20);
});

test('without the condition every import leads to the real code', () => {
  for (const { file } of plantedBugs)
    assert.equal(import.meta.resolve(file.replace('lib/', '#lib/')), new URL(`file://${inProject(file)}`).href);
});
