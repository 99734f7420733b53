import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredLanguage } from './preferred-language.ts';

test('the language the browser prefers among those Paysera speaks is taken, English otherwise', () => {
  const cases: [string | null, string][] = [
    ['lt-LT,lt;q=0.9,en;q=0.8', 'lt'],
    ['de-DE,de;q=0.9,ru;q=0.5,en;q=0.3', 'ru'],
    ['en;q=0.3, lt;q=0.7', 'lt'],
    ['lt;q=0,en', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [null, 'en'],
    ['../../evil', 'en'],
  ];
  for (const [header, language] of cases) assert.equal(preferredLanguage(header), language, String(header));
});
