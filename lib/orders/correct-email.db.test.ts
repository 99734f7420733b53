import assert from 'node:assert/strict';
import test from 'node:test';
import { saveShopper } from '../accounts/shopper-store.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { correctEmail } from './correct-email.ts';
import { readOrder } from './order-store.ts';

const shop = await startTestShop();
const { s, paysera, sql } = shop;

const right = 'ona@example.lt';

async function orderOf(shopperId: string | null) {
  const { cartToken, ...cart } = await shop.fillCart();
  const placed = await placeOrder(s, { ...cart, cartToken, email: 'onna@example.lt', shopperId, language: 'en' });
  assert.ok(placed.kind === 'placed');
  return { orderId: placed.orderId, cartToken };
}

async function person(number: bigint): Promise<string> {
  return (await saveShopper(s, { payseraUserId: number, email: null, name: null })).id;
}

const emailOf = async (orderId: string) => (await readOrder(s, orderId))?.email;

test('an address corrected before paying is the one the receipt goes to, and the order’s history says that it was', async () => {
  const order = await orderOf(null);
  await payForOrder(s, { orderId: order.orderId, language: 'en' });
  assert.equal(await correctEmail(s, { ...order, shopperId: null, email: right }), true);
  assert.equal(await emailOf(order.orderId), right);
  assert.equal(await correctEmail(s, { ...order, shopperId: null, email: right }), false);
  assert.equal((await sql(`SELECT FROM audit_event WHERE order_id = $1 AND kind = 'email-corrected'`, order.orderId)).length, 1);
});

test('nobody but who placed the order says where its receipt goes', async () => {
  const [owner, other] = [await person(9_801n), await person(9_802n)];
  const order = await orderOf(owner);
  const { cartToken } = await shop.fillCart();
  assert.equal(await correctEmail(s, { ...order, shopperId: other, email: right }), false);
  assert.equal(await correctEmail(s, { ...order, shopperId: null, email: right }), false);
  assert.equal(await correctEmail(s, { orderId: order.orderId, cartToken, shopperId: owner, email: right }), false);
  assert.equal(await emailOf(order.orderId), 'onna@example.lt');
});

test('once it is paid the receipt is on its way, and nothing is corrected any more', async () => {
  const order = await orderOf(null);
  await payForOrder(s, { orderId: order.orderId, language: 'en' });
  const [attempt] = await sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', order.orderId);
  paysera.accept(attempt?.transaction_key as string);
  await refreshOrder(s, order.orderId, 'return');
  assert.equal(await correctEmail(s, { ...order, shopperId: null, email: right }), false);
  assert.equal(await emailOf(order.orderId), 'onna@example.lt');
});
