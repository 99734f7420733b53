// Whatever moves money or power wants a fresh sign-in, in every action there is; and what was typed comes back to its own person only.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { permissions, wantsFreshSignIn } from '#lib/accounts/permissions.ts';
import { deriveKeys } from '#lib/keys.ts';
import type { Services } from '#lib/services.ts';
import { openDraft, sealDraft } from './draft.ts';

const desk = path.join(import.meta.dirname, '../(admin)');
const asked = (text: string, by: string) =>
  [...text.matchAll(new RegExp(`${by}\\(\\s*'([a-z.-]+)'`, 'g'))].map(([, name]) => name as string);

test('no action does with any sign-in what wants a fresh one, and each of these permissions has an action', () => {
  const fresh = new Set<string>(wantsFreshSignIn);
  const guarded = new Set<string>();
  const actions = globSync('**/actions.ts', { cwd: desk });
  assert.ok(actions.length >= 8);
  for (const file of actions) {
    const text = readFileSync(path.join(desk, file), 'utf8');
    for (const name of asked(text, 'requireStaff')) {
      assert.ok((permissions as string[]).includes(name), `${file}: ${name}`);
      assert.ok(!fresh.has(name), `${file} asks for ${name} without a fresh sign-in`);
    }
    for (const name of asked(text, 'requireFreshStaff')) guarded.add(name);
  }
  assert.deepEqual(
    [...fresh].filter((name) => !guarded.has(name)),
    [],
  );
});

const secret = Buffer.alloc(32, 7).toString('base64url');
const s = { keys: deriveKeys(secret, null, 'local') } as Services;
const place = { shopperId: 'shp_a', path: '/admin/orders/ord_a/refund' };
function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test('what was typed comes back whole, without what Next adds', () => {
  const sealed = sealDraft(s, place, form({ reason: 'Came broken, „žalia“', returnGoods: 'on', $ACTION_REF_1: '' }));
  assert.deepEqual(openDraft(s, place, sealed ?? ''), { reason: 'Came broken, „žalia“', returnGoods: 'on' });
});

test('another person, another page, another shop or a changed letter opens nothing; neither does too much fit', () => {
  const sealed = sealDraft(s, place, form({ reason: 'x' })) as string;
  const elsewhere = { keys: deriveKeys(secret, null, 'sandbox') } as Services;
  assert.equal(openDraft(s, { ...place, shopperId: 'shp_b' }, sealed), null);
  assert.equal(openDraft(s, { ...place, path: '/admin/orders/ord_b/refund' }, sealed), null);
  assert.equal(openDraft(elsewhere, place, sealed), null);
  assert.equal(
    openDraft(
      s,
      place,
      sealed.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    ),
    null,
  );
  assert.equal(openDraft(s, place, 'short'), null);
  assert.equal(openDraft(s, place, undefined), null);
  assert.equal(sealDraft(s, place, form({ reason: 'x'.repeat(5_000) })), null);
});
