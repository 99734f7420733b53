import assert from 'node:assert/strict';
import test from 'node:test';
import { saveShopper } from '../accounts/shopper-store.ts';
import { saveWalletToken } from '../accounts/wallet-token-store.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { canKeepOrder, keepOrder } from './keep-order.ts';
import { listOrdersOfShopper, readOrder } from './order-store.ts';

const shop = await startTestShop();
const { s, paysera, clock } = shop;
let people = 0;

async function connect(wallet: number): Promise<string> {
  const number = ++people;
  const { id } = await saveShopper(s, { payseraUserId: BigInt(9_700 + number), email: null, name: null });
  const token = { accessToken: 'a', macKey: 'b', refreshToken: null, expiresAt: new Date(clock.now().getTime() + 3_600_000) };
  await saveWalletToken(s, { shopperId: id, token, scope: '', wallets: [{ id: String(wallet), accountNumber: null, ownerName: null }] });
  return id;
}

async function orderOfGuest(paidFrom: number | null) {
  const cart = await shop.fillCart();
  const placed = await placeOrder(s, { ...cart, email: 'guest@example.lt', shopperId: null, language: 'en' });
  assert.ok(placed.kind === 'placed');
  const { orderId } = placed;
  if (paidFrom !== null) {
    await payForOrder(s, { orderId, language: 'en' });
    const [attempt] = await shop.sql<{ transaction_key: string }>('SELECT transaction_key FROM attempt WHERE order_id = $1', orderId);
    paysera.accept(attempt?.transaction_key as string, 'reserved', { wallet: paidFrom });
    await refreshOrder(s, orderId, 'return');
    assert.equal((await readOrder(s, orderId))?.status, 'paid');
  }
  return { orderId, cartToken: cart.cartToken };
}

test('a guest’s order is kept by who placed it from this cart, or paid it from their own wallet', async () => {
  const shopperId = await connect(31_001);
  const placedHere = await orderOfGuest(null);
  assert.ok(await canKeepOrder(s, { ...placedHere, shopperId }));
  assert.ok(await keepOrder(s, { ...placedHere, shopperId }));
  const paidElsewhere = await orderOfGuest(31_001);
  assert.ok(await keepOrder(s, { orderId: paidElsewhere.orderId, shopperId, cartToken: null }));
  const kept = (await listOrdersOfShopper(s, shopperId)).map(({ id }) => id);
  assert.deepEqual(kept.sort(), [placedHere.orderId, paidElsewhere.orderId].sort());
  const told = await shop.sql(`SELECT FROM audit_event WHERE kind = 'order-kept' AND order_id = $1`, placedHere.orderId);
  assert.equal(told.length, 1);
});

test('who only holds its link keeps nothing, and an order in an account stays there', async () => {
  const [owner, other] = [await connect(31_002), await connect(31_003)];
  const order = await orderOfGuest(31_002);
  for (const cartToken of [null, (await shop.fillCart()).cartToken]) {
    const claim = { orderId: order.orderId, shopperId: other, cartToken };
    assert.deepEqual([await canKeepOrder(s, claim), await keepOrder(s, claim)], [false, false]);
  }
  assert.ok(await keepOrder(s, { ...order, shopperId: owner }));
  assert.deepEqual(await keepOrder(s, { ...order, shopperId: other }), false, 'not even with its cart');
  assert.equal((await readOrder(s, order.orderId))?.shopperId, owner);
});
