import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walletLanguage } from './wallet-language.ts';

test("Paysera opens in the language the shopper's browser prefers, and in English where it speaks none of them", () => {
  assert.equal(walletLanguage('lt-LT,lt;q=0.9,en;q=0.8'), 'lt');
  assert.equal(walletLanguage('de,ru;q=0.5,en;q=0.7'), 'en');
  assert.equal(walletLanguage('de-DE, ru;q=0.2'), 'ru');
  assert.equal(walletLanguage('lt;q=0, ru'), 'ru');
  assert.equal(walletLanguage('en;q=0.3, lt;q=0.7'), 'lt');
  for (const none of [null, '', 'de', '*', ';;;', '../../evil', 'lt;q=x'.repeat(100)])
    assert.ok(['en', 'lt'].includes(walletLanguage(none)), String(none));
  assert.equal(walletLanguage('de'), 'en');
});
