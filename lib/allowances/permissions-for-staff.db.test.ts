import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import {
  cancelPermission,
  type PermissionList,
  permissionLists,
  quickPayFigures,
  readPermission,
  searchPermissions,
} from './permissions-for-staff.ts';

const shop = await startTestShop();
const { s, sql } = shop;
const day = 24 * 3_600_000;
let people = 0;

/** A permission as its own statements leave it. */
async function permission(fill: {
  name?: string;
  days?: number;
  end?: string;
  used?: number;
  age?: number;
  environment?: string;
}): Promise<string> {
  const { name = 'Ona', days = 90, end, used, age = 0, environment = 'local' } = fill;
  const user = ++people;
  const id = `alw_test${String(user).padStart(4, '0')}`;
  const now = s.clock.now();
  const at = new Date(now.getTime() - age * 60_000);
  await sql(
    `INSERT INTO shopper (id, environment, paysera_user_id, name, email) VALUES ($1, $2, $3, $4, $5)`,
    `shp_${user}`,
    environment,
    user,
    name,
    `person${user}@example.lt`,
  );
  const orderId = await shop.order();
  await payForOrder(s, { orderId, language: 'en' });
  const [attempt] = await sql<{ id: string }>('UPDATE attempt SET updated_at = updated_at WHERE order_id = $1 RETURNING id', orderId);
  await sql('UPDATE shop_order SET shopper_id = $1 WHERE id = $2', `shp_${user}`, orderId);
  await sql(
    `INSERT INTO allowance (id, environment, shopper_id, order_id, attempt_id, status, weekly_minor, ceiling_minor, currency, window_seconds, valid_until, asked_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, 'asked', 6000, 6000, 'EUR', 604800, $6, $7, $7)`,
    id,
    'local',
    `shp_${user}`,
    orderId,
    attempt?.id,
    new Date(now.getTime() + days * day),
    at,
  );
  if (end === 'declined') {
    await sql(`UPDATE allowance SET status = 'ended', end_reason = 'declined', ended_at = $2 WHERE id = $1`, id, at);
    return id;
  }
  await sql(
    `UPDATE allowance SET status = 'active', provider_id = $2, wallet_id = $3, active_at = $4 WHERE id = $1`,
    id,
    user,
    14000 + user,
    at,
  );
  if (used)
    await sql(
      `INSERT INTO allowance_use (attempt_id, allowance_id, environment, order_id, click_key, state, amount_minor, currency, at)
       VALUES ($1, $2, 'local', $3, $4, 'held', $5, 'EUR', $6)`,
      attempt?.id,
      id,
      orderId,
      `click-${user}`,
      used,
      now,
    );
  if (end) await sql(`UPDATE allowance SET status = 'ended', end_reason = $2, ended_at = $3 WHERE id = $1`, id, end, now);
  await sql(`INSERT INTO allowance_event (allowance_id, at, kind, source, summary) VALUES ($1, $2, 'active', 'paysera', 'Given')`, id, at);
  return id;
}

const plain = await permission({ name: 'Ona Petrauskienė', age: 6 });
const soon = await permission({ days: 13, age: 5 });
const nearly = await permission({ used: 4900, age: 4 });
const replaced = await permission({ end: 'replaced', age: 3 });
const ended = await permission({ end: 'turned-off', age: 2 });
await permission({ end: 'declined', age: 1 });

const found = async (search: Parameters<typeof searchPermissions>[1]) =>
  (await searchPermissions(s, search)).permissions.map(({ allowanceId }) => allowanceId);

test('every list has its own permissions, newest first, and the counts say the same; what was declined is in none', async () => {
  const lists: Record<PermissionList, string[]> = {
    active: [nearly, soon, plain],
    ending: [soon],
    'nearly-used': [nearly],
    replaced: [replaced],
    cancelled: [ended],
    all: [ended, replaced, nearly, soon, plain],
  };
  const { counts } = await searchPermissions(s, {});
  for (const show of permissionLists) {
    assert.deepEqual(await found({ show }), lists[show], show);
    assert.equal(counts[show], lists[show].length, show);
  }
});

test('a customer is found by name and e-mail, wildcards are only letters, and pages turn both ways', async () => {
  assert.deepEqual(await found({ show: 'all', text: 'petrausk' }), [plain]);
  assert.deepEqual(await found({ show: 'all', text: 'PERSON2@' }), [soon]);
  for (const text of ['%', '_', '\\']) assert.deepEqual(await found({ show: 'all', text }), []);
  const first = await searchPermissions(s, { show: 'all', limit: 2 });
  const second = await searchPermissions(s, { show: 'all', limit: 2, after: first.next as string });
  assert.deepEqual(
    second.permissions.map(({ allowanceId }) => allowanceId),
    [nearly, soon],
  );
  assert.deepEqual(
    (await searchPermissions(s, { show: 'all', limit: 2, before: second.previous as string })).permissions,
    first.permissions,
  );
});

test('a permission shows what is left, its uses with their orders, and its history; no other environment sees it', async () => {
  const view = await readPermission(s, nearly);
  assert.equal(view?.left.minor, 1100n);
  assert.deepEqual(
    view?.uses.map(({ amount, state, orderNumber }) => [amount.minor, state, orderNumber]),
    [[4900n, 'held', view.order.number]],
  );
  assert.deepEqual(
    view?.history.map(({ summary }) => summary),
    ['Given'],
  );
  assert.equal(await readPermission(s, 'alw_none'), null);
  const sandbox = { ...s, env: { ...s.env, paysera: { ...s.env.paysera, environment: 'sandbox' as const } } };
  assert.equal(await readPermission(sandbox, nearly), null);
  assert.equal((await searchPermissions(sandbox, { show: 'all' })).counts.all, 0);
});

test('figures count the month where the shop is', async () => {
  assert.deepEqual(await quickPayFigures(s, s.clock.now()), { paid: 0, withoutPin: 0, refused: [] });
  await sql(`UPDATE attempt SET pin_reason = 'over-weekly' WHERE order_id IN (SELECT order_id FROM allowance WHERE id = ANY($1))`, [
    plain,
    soon,
  ]);
  assert.deepEqual((await quickPayFigures(s, s.clock.now())).refused, [{ reason: 'over-weekly', count: 2 }]);
  assert.deepEqual((await quickPayFigures(s, new Date(s.clock.now().getTime() - 40 * day))).refused, []);
});

test('staff end a permission once and are named in its history; nobody else ends any', async () => {
  await sql(`INSERT INTO staff (id, environment, paysera_user_id, role) VALUES ('stf_clerk', 'local', 1, 'clerk')`);
  for (const staffId of ['shp_2', 'shp_none', ''])
    assert.deepEqual(await cancelPermission(s, { allowanceId: plain, staffId }), { kind: 'none' });
  assert.deepEqual(await cancelPermission(s, { allowanceId: 'alw_none', staffId: 'shp_1' }), { kind: 'none' });
  assert.equal((await readPermission(s, plain))?.status, 'active');
  assert.notEqual((await cancelPermission(s, { allowanceId: plain, staffId: 'shp_1' })).kind, 'none');
  const view = await readPermission(s, plain);
  assert.deepEqual([view?.status, view?.why], ['ended', 'staff']);
  assert.deepEqual(view?.history.find(({ kind }) => kind === 'cancel-asked')?.data, { staff: 'shp_1' });
  assert.deepEqual(await cancelPermission(s, { allowanceId: plain, staffId: 'shp_1' }), { kind: 'none' });
});
