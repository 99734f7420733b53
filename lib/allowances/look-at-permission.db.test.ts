import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { saveShopper } from '../accounts/shopper-store.ts';
import { saveWalletToken } from '../accounts/wallet-token-store.ts';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { payForOrder } from '../checkout/pay-for-order.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { refreshOrder } from '../checkout/refresh-order.ts';
import { judgeOneClick } from './judge-one-click.ts';
import { lookAtPermission } from './look-at-permission.ts';
import { payByAllowance } from './pay-by-allowance.ts';
import { readSpendingCard } from './spending-card.ts';
import { sweepAllowances } from './sweep-allowances.ts';

const shop = await startTestShop();
const { s, paysera, clock, sql } = shop;
const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
const total = euro(1_840n);
const wallet = 40_001;
const mostAtOnce = 36;

const shopper = await saveShopper(s, { payseraUserId: 8_001n, email: 'rita@example.lt', name: 'Rita' });
const token = { accessToken: 'a', macKey: 'b', refreshToken: null, expiresAt: new Date(clock.now().getTime() + 3_600_000) };
await saveWalletToken(s, {
  ...{ shopperId: shopper.id, token, scope: '' },
  wallets: [{ id: String(wallet), accountNumber: null, ownerName: null }],
});

async function order(): Promise<string> {
  const placed = await placeOrder(s, { ...(await shop.fillCart()), email: 'rita@example.lt', shopperId: shopper.id, language: 'en' });
  assert.ok(placed.kind === 'placed');
  return placed.orderId;
}

/** Every test begins with a permission of its own that was not looked at yet. */
beforeEach(async () => {
  const orderId = await order();
  const grant = { weekly: euro(6_000n), ceiling: euro(6_000n), until: new Date(clock.now().getTime() + 30 * 24 * 3_600_000) };
  await payForOrder(s, { orderId, language: 'en', grant, shopperId: shopper.id });
  const [attempt] = await sql<{ key: string }>('SELECT transaction_key AS key FROM attempt WHERE order_id = $1', orderId);
  paysera.accept(attempt?.key as string, 'reserved', { wallet });
  await refreshOrder(s, orderId, 'return');
  paysera.calls.length = 0;
});

const asked = () => paysera.calls.map(({ call }) => call).sort();
const judge = () => judgeOneClick(s, { shopperId: shopper.id, signedInAt: clock.now(), total });
const card = async () => (await readSpendingCard(s, { shopperId: shopper.id })).card;

test('what one page draws, card and button, asks Paysera once about the permission and once about the sum', async () => {
  const look = lookAtPermission(s, shopper.id);
  const [drawn, judged] = await Promise.all([
    readSpendingCard(s, { shopperId: shopper.id, look }),
    judgeOneClick(s, { shopperId: shopper.id, signedInAt: clock.now(), total, look: () => look }),
  ]);
  assert.deepEqual([drawn.card?.checked.how, judged.kind], ['now', 'now']);
  assert.deepEqual(asked(), ['active', 'limit']);
});

test('looked at again and again, the card says when Paysera was last asked and the button says PIN; a rest, and both ask again', async () => {
  for (let view = 0; view < mostAtOnce; view++) assert.equal((await card())?.checked.how, 'now');
  const lastAsked = (await sql<{ at: Date }>(`SELECT checked_at AS at FROM allowance WHERE status = 'active'`))[0]?.at;
  assert.deepEqual((await card())?.checked, { at: lastAsked, how: 'lately' });
  assert.deepEqual(await judge(), { kind: 'pin', amount: total, reason: { kind: 'asked-often' } });
  assert.equal(asked().length, mostAtOnce, 'Paysera was left alone');
  clock.advance(60_000);
  assert.equal((await card())?.checked.how, 'now');
  assert.equal((await judge()).kind, 'now');
});

test('one more call is left, and the button needs two: it says PIN, never a yes of a moment ago', async () => {
  for (let view = 1; view < mostAtOnce; view++) await card();
  assert.deepEqual(await judge(), { kind: 'pin', amount: total, reason: { kind: 'asked-often' } });
  assert.ok(!asked().includes('limit'));
});

test('what we know ourselves needs no question: over the limit, and a day that is over', async () => {
  for (let view = 0; view < mostAtOnce; view++) await card();
  const over = await judgeOneClick(s, { shopperId: shopper.id, signedInAt: clock.now(), total: euro(6_001n) });
  assert.deepEqual(over.kind === 'pin' && over.reason, { kind: 'over-ceiling', by: euro(1n) });
  clock.advance(31 * 24 * 3_600_000);
  const { card: none, ended } = await readSpendingCard(s, { shopperId: shopper.id });
  assert.deepEqual([none, ended?.why], [null, 'expired']);
});

test('a press asks all the same: what was ended at Paysera meanwhile charges nothing', async () => {
  for (let view = 0; view < mostAtOnce; view++) await card();
  paysera.allowances.cancel(paysera.allowances.active(wallet)?.id as number);
  assert.equal((await card())?.checked.how, 'lately', 'not seen yet');
  const press = {
    orderId: await order(),
    shopperId: shopper.id,
    signedInAt: clock.now(),
    clickKey: s.ids.token(),
    language: 'en' as const,
  };
  const paid = await payByAllowance(s, press);
  assert.deepEqual([paid.kind, paid.kind === 'with-pin' && paid.reason], ['with-pin', 'ended']);
});

test('the slow round leaves Paysera alone where the account has no calls to spare, and comes back', async () => {
  const poor = { ...s, env: { ...s.env, paysera: { ...s.env.paysera, callsPerHour: 100 } } };
  clock.advance(s.timing.permissionRoundMs);
  await sql(`UPDATE call_rate SET spent_until = $1 WHERE asker = 'account'`, new Date(clock.now().getTime() + 3_600_000));
  await sweepAllowances(poor);
  assert.deepEqual(asked(), []);
  clock.advance(3_600_000);
  await sweepAllowances(poor);
  assert.deepEqual(asked(), ['active']);
});
