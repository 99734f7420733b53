import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const readme = read('README.md');

test('every sample of the README is a file that the compiler checks', () => {
  const shown = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  const files = readdirSync(new URL('samples', import.meta.url)).map((file) => read(`samples/${file}`));
  assert.deepEqual(shown.toSorted(), files.toSorted());
});

test('the client can be taken out of this project: it imports nothing but money, the clock, undici and node', () => {
  const sources = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  for (const file of sources) {
    for (const [, from] of read(file).matchAll(/from '([^']+)'/g)) {
      assert.match(from ?? '', /^(\.\/[\w-]+\.ts|node:[\w/]+|undici|#lib\/money\/money\.ts|#lib\/clock\.ts)$/, `${file} imports ${from}`);
    }
  }
});

test('every call the client can make is in the README', () => {
  const sources = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^fake-/.test(file));
  const names = sources.flatMap((file) => [...read(file).matchAll(/(?:name: |put\(|refresh\()'(\w+\.\w+)'/g)].map(([, name]) => name));
  assert.ok(names.length > 80, `only ${names.length} found`);
  for (const name of names) if (name !== 'callbacks.publicKey') assert.ok(readme.includes(`| \`${name}\` `), `${name} is missing`);
});
