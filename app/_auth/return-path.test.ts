import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeReturnPath } from './return-path.ts';

test('a path of the shop is kept with its query', () => {
  for (const path of ['/', '/cart', '/admin/orders?status=paid&text=10', '/orders/ord_1.abc']) assert.equal(safeReturnPath(path), path);
});

test('no spelling of another site survives', () => {
  const hostile = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'http:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    ' //evil.example',
    '/%09/evil.example/..//x',
    '/.//evil.example',
    '/..//evil.example',
    '@evil.example',
    '/@evil.example/../..//evil.example',
    'evil.example',
    '',
    'null',
  ];
  for (const text of hostile) {
    const path = safeReturnPath(text);
    const url = new URL(path, 'https://shop.example');
    assert.equal(url.origin, 'https://shop.example', text);
    assert.ok(!path.startsWith('//') && !path.startsWith('/\\'), text);
  }
});

test('signing in never returns to the sign-in page or into the API', () => {
  for (const path of [
    '/sign-in',
    '/sign-in?returnTo=/sign-in',
    '/api/auth/signout',
    '/api/health',
    7,
    null,
    undefined,
    ['/cart'],
    `/${'a'.repeat(600)}`,
  ])
    assert.equal(safeReturnPath(path), '/account');
});
