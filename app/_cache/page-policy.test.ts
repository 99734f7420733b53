import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type CacheValue, policyOf, seal } from './page-policy.ts';

const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
const flight = 'self.__next_f.push([1,"0:{}\\n"])';

test('a prerendered page may run the scripts Next wrote into it', () => {
  const start = '(self.__next_f=self.__next_f||[]).push([0])';
  const policy = policyOf(`<script>${start}</script><p>Kopa</p><script>${flight}</script>`);
  assert.ok(policy.includes(hashOf(start)));
  assert.ok(policy.includes(hashOf(flight)));
});

test('a script that came in with stored text is not vouched for', () => {
  for (const injected of [
    'alert(1)',
    `${flight};alert(1)`,
    'self.__next_f.push([1,alert(1)])',
    '(self.__next_f=self.__next_f||[]).push([0]);x()',
  ])
    assert.ok(!policyOf(`<script>${injected}</script>`).includes('sha256-'), injected);
});

test('scripts with an address are left to self, never hashed', () => {
  assert.ok(!policyOf(`<script src="/_next/x.js">${flight}</script>`).includes('sha256-'));
});

test('nothing inline, foreign or framed is allowed besides', () => {
  const policy = policyOf('');
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.ok(!policy.includes('unsafe'));
});

test('a page is sealed once and keeps its own policy', () => {
  const page: CacheValue = { kind: 'APP_PAGE', html: `<script>${flight}</script>`, headers: { 'x-next-cache-tags': 'a' } };
  seal(page);
  const first = page.headers?.['content-security-policy'];
  page.html = '';
  seal(page);
  assert.equal(page.headers?.['content-security-policy'], first);
  assert.equal(page.headers?.['x-next-cache-tags'], 'a');
});
