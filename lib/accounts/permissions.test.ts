import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayDo, permissions, readStaffRole } from './permissions.ts';

test('the owner may do everything the desk offers', () => {
  for (const permission of permissions) assert.equal(mayDo('owner', permission), true, permission);
});

test('a clerk sees orders and products and asks Paysera, ends permissions, and changes no price or setting and gives no money back', () => {
  assert.deepEqual(
    permissions.filter((permission) => mayDo('clerk', permission)),
    [
      'orders.read',
      'orders.refresh',
      'products.read',
      'callbacks.read',
      'callbacks.replay',
      'reconciliation.read',
      'reconciliation.check',
      'mailbox.read',
      'quick-pay.read',
      'quick-pay.cancel',
    ],
  );
});

test('a role nobody has defined gives no rights', () => {
  for (const text of ['admin', 'OWNER', '', null, 'owner ', '__proto__', 'constructor']) assert.equal(readStaffRole(text), null);
  assert.equal(readStaffRole('owner'), 'owner');
});
