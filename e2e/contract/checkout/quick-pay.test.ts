import assert from 'node:assert/strict';
import test from 'node:test';
import { saveShopper } from '#lib/accounts/shopper-store.ts';
import { saveWalletToken } from '#lib/accounts/wallet-token-store.ts';
import { judgeOneClick } from '#lib/allowances/judge-one-click.ts';
import { payByAllowance } from '#lib/allowances/pay-by-allowance.ts';
import { readSpendingCard } from '#lib/allowances/spending-card.ts';
import { turnOffQuickPay } from '#lib/allowances/turn-off-quick-pay.ts';
import { undoPayment } from '#lib/allowances/undo-payment.ts';
import { addToCart } from '#lib/carts/change-cart.ts';
import { payForOrder } from '#lib/checkout/pay-for-order.ts';
import { placeOrder } from '#lib/checkout/place-order.ts';
import { refreshOrder } from '#lib/checkout/refresh-order.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { startContractShop } from './start-shop.ts';

const shop = await startContractShop({ firstPollMs: 50 });
const { s, paysera } = shop;
const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
const wallet = 14473;

const shopper = await saveShopper(s, { payseraUserId: 10_471n, email: 'egle@example.lt', name: 'Egle' });
await saveWalletToken(s, {
  shopperId: shopper.id,
  token: { accessToken: 'a', macKey: 'b', refreshToken: null, expiresAt: new Date(Date.now() + 3_600_000) },
  scope: '',
  wallets: [{ id: String(wallet), accountNumber: null, ownerName: null }],
});

async function order(): Promise<string> {
  const added = await addToCart(s, { token: null, variantId: 'var_cup', quantity: 1 });
  assert.ok(added.kind === 'changed');
  const { token, cart } = added as Extract<typeof added, { kind: 'changed' }>;
  const placed = await placeOrder(s, {
    ...{ cartToken: token, cartVersion: cart.version, shownTotalMinor: cart.total.minor },
    ...{ email: 'egle@example.lt', shopperId: shopper.id, language: 'en' },
  });
  assert.ok(placed.kind === 'placed');
  return placed.kind === 'placed' ? placed.orderId : '';
}

async function grant(weekly: bigint): Promise<string> {
  const orderId = await order();
  const until = new Date(Date.now() + 30 * 24 * 3_600_000);
  await payForOrder(s, { orderId, language: 'en', grant: { weekly: euro(weekly), ceiling: euro(weekly), until }, shopperId: shopper.id });
  await paysera.post(`/transactions/${await shop.keyOf(orderId)}/accept`, { wallet });
  await refreshOrder(s, orderId, 'return');
  return orderId;
}

const click = (orderId: string) =>
  payByAllowance(s, { orderId, shopperId: shopper.id, signedInAt: new Date(), clickKey: s.ids.token(), language: 'en' });
const left = async () => (await readSpendingCard(s, { shopperId: shopper.id })).card?.left.minor;
/** What Paysera would still permit: the wallet is rich, so that only the permission counts. */
const leftAtPaysera = async () => (await s.paysera.allowances.limit(wallet)).minor;
/** Lets the seconds for an undo pass without waiting for them. */
const passHold = (orderId: string) => s.pool.query('UPDATE attempt SET hold_until = created_at WHERE order_id = $1', [orderId]);

test('one PIN gives purchase and permission; then one click reserves, and after its seconds is confirmed', async () => {
  await paysera.post('/balances', { wallet, currency: 'EUR', amount: 10_000_000 });
  const first = await grant(5_600n);
  const granted = await readOrder(s, first);
  assert.deepEqual([granted?.status, granted?.grant?.outcome, granted?.way], ['paid', 'active', 'pin']);
  const judged = await judgeOneClick(s, { shopperId: shopper.id, signedInAt: new Date(), total: euro(1_840n) });
  assert.ok(judged.kind === 'now' && judged.leftAfter.minor === 3_760n);
  const orderId = await order();
  assert.equal((await click(orderId)).kind, 'held');
  assert.deepEqual([await left(), await leftAtPaysera()], [3_760n, 3_760n]);
  await passHold(orderId);
  await refreshOrder(s, orderId, 'poll');
  assert.deepEqual([(await readOrder(s, orderId))?.status, (await readOrder(s, orderId))?.way], ['paid', 'allowance']);
});

test('undone in time: Paysera gives the money and the use back', async () => {
  const orderId = await order();
  await click(orderId);
  assert.deepEqual(await undoPayment(s, { orderId, by: 'shopper' }), { kind: 'undone' });
  assert.equal((await s.paysera.transactions.get(await shop.keyOf(orderId))).status, 'revoked');
  assert.deepEqual([await left(), await leftAtPaysera()], [3_760n, 3_760n]);
});

test('ten orders racing for a new permission that covers three reserve exactly three', async () => {
  await grant(5_600n);
  assert.equal(await left(), 5_600n, 'the new one replaced the one before');
  const orders: string[] = [];
  for (let index = 0; index < 10; index++) orders.push(await order());
  const answers = await Promise.all(orders.map(click));
  assert.equal(answers.filter(({ kind }) => kind === 'held').length, 3);
  assert.equal(answers.filter(({ kind }) => kind === 'with-pin').length, 7);
  assert.deepEqual([await left(), await leftAtPaysera()], [80n, 80n]);
});

test('too little money after all: the same transaction goes on to the PIN page, and the use comes back', async () => {
  await grant(5_600n);
  await paysera.post('/balances', { wallet, currency: 'EUR', amount: 100 });
  const orderId = await order();
  const answer = await click(orderId);
  assert.ok(answer.kind === 'with-pin' && answer.reason === 'cannot-cover' && answer.url.endsWith(await shop.keyOf(orderId)));
  await paysera.post('/balances', { wallet, currency: 'EUR', amount: 10_000_000 });
  assert.deepEqual([await left(), await leftAtPaysera()], [5_600n, 5_600n]);
});

for (const kind of ['reset-after', '500-after', 'reset-before'] as const) {
  test(`a reserve that meets ${kind}: nothing is reserved twice, and both sides count the same`, async () => {
    await grant(5_600n);
    const orderId = await order();
    await paysera.post('/faults', { place: 'PUT transaction/{key}/reserve/{wallet}', kind });
    await click(orderId);
    await passHold(orderId);
    await refreshOrder(s, orderId, 'staff');
    const arrived = kind !== 'reset-before';
    assert.equal((await readOrder(s, orderId))?.status, arrived ? 'paid' : 'pending');
    assert.equal(await leftAtPaysera(), arrived ? 3_760n : 5_600n);
    // One that never arrived stays taken here until its order is at rest: we may think less is left, never more.
    assert.equal(await left(), 3_760n);
  });
}

test('turned off here is off at Paysera', async () => {
  assert.deepEqual(await turnOffQuickPay(s, { shopperId: shopper.id, by: 'shopper' }), { kind: 'off' });
  await assert.rejects(s.paysera.allowances.active(wallet), { code: 'not_found' });
});
