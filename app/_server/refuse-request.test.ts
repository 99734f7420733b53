import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalOf } from './refuse-request.ts';

const shopUrl = 'https://kopa.example';
const statusOf = (headers: Record<string, string>, method = 'POST') =>
  refusalOf({ method, headers: new Headers(headers) }, shopUrl)?.status ?? null;

test('a form of our own pages is taken, also behind a proxy that names another host', () => {
  assert.equal(statusOf({ origin: shopUrl, host: 'inner:3000' }), null);
  assert.equal(statusOf({ origin: 'http://localhost:3000', host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }), null);
  assert.equal(statusOf({ host: 'kopa.example' }), null);
});

test('a form of another site changes nothing', () => {
  for (const origin of ['https://evil.example', 'null', 'https://kopa.example.evil.example', 'http://kopa.example', '//kopa.example'])
    assert.equal(statusOf({ origin, host: 'inner:3000' }), 403, origin);
  assert.equal(statusOf({ origin: shopUrl, host: 'kopa.example', 'sec-fetch-site': 'cross-site' }), 403);
});

test('reading a page is free, from wherever the link was', () => {
  assert.equal(statusOf({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 'GET'), null);
});

test('a body larger than any form of ours is refused before it is read', () => {
  assert.equal(statusOf({ origin: shopUrl, 'content-length': String(1024 * 1024) }), null);
  assert.equal(statusOf({ origin: shopUrl, 'content-length': String(1024 * 1024 + 1) }), 413);
});
