import assert from 'node:assert/strict';
import test from 'node:test';
import { saveShopper } from '../accounts/shopper-store.ts';
import { findCart } from '../carts/cart-store.ts';
import { setQuantity } from '../carts/change-cart.ts';
import { readOrder } from '../orders/order-store.ts';
import { cupPriceMinor, startTestShop } from './checkout-fixture.ts';
import { type OneThing, orderOneThing } from './order-one-thing.ts';
import { payForOrder } from './pay-for-order.ts';
import { placeAnew } from './place-anew.ts';

const { s, paysera, clock, sql, fillCart } = await startTestShop();
const mugPriceMinor = 2_200n; // three are left of it
let people = 0;

async function newShopper(): Promise<string> {
  people++;
  const { id } = await saveShopper(s, { payseraUserId: BigInt(5_000 + people), email: `b${people}@example.lt`, name: `Buyer ${people}` });
  return id;
}

const wishOf = (shopperId: string, more: Partial<OneThing> = {}): OneThing => {
  const { variantId = 'var_mug', quantity = 3 } = more;
  const price = variantId === 'var_mug' ? mugPriceMinor : cupPriceMinor;
  const shownTotalMinor = price * BigInt(quantity);
  return {
    shopperId,
    clickKey: s.ids.token(),
    variantId,
    quantity,
    says: 'pin',
    email: 'b@example.lt',
    language: 'en',
    shownTotalMinor,
    ...more,
  };
};

async function press(wish: OneThing): Promise<string> {
  const ordered = await orderOneThing(s, wish);
  assert.ok(ordered.kind === 'placed', ordered.kind);
  await payForOrder(s, { orderId: ordered.orderId, language: 'en' });
  return ordered.orderId;
}

const shelf = async (id: string) =>
  (
    await sql<{ free: number; held: number }>('SELECT stock_on_hand AS free, stock_reserved AS held FROM product_variant WHERE id = $1', id)
  )[0];
const statusOf = async (orderId: string) => (await readOrder(s, orderId))?.status;
async function restock(): Promise<void> {
  await sql(`UPDATE product_variant SET stock_on_hand = 3, stock_reserved = 0 WHERE id = 'var_mug'`);
}

test('pressed again for the last ones, with PIN: the same order, the same transaction, and never "sold out" against oneself', async () => {
  const shopperId = await newShopper();
  const first = await press(wishOf(shopperId));
  assert.deepEqual(await shelf('var_mug'), { free: 0, held: 3 });
  const created = paysera.calls.filter(({ call }) => call === 'create').length;
  assert.equal(await press(wishOf(shopperId)), first);
  assert.equal(paysera.calls.filter(({ call }) => call === 'create').length, created);
  assert.deepEqual(await shelf('var_mug'), { free: 0, held: 3 });
  const stranger = await orderOneThing(s, wishOf(await newShopper()));
  assert.equal(stranger.kind, 'sold-out', 'for everybody else they are');
  await restock();
});

test('pressed again for fewer, or where the button says that no PIN is needed: the earlier order gives its goods back first', async () => {
  const shopperId = await newShopper();
  const three = await press(wishOf(shopperId));
  const two = await press(wishOf(shopperId, { quantity: 2 }));
  assert.deepEqual([await statusOf(three), await statusOf(two)], ['cancelled', 'pending']);
  assert.deepEqual(await shelf('var_mug'), { free: 1, held: 2 });
  clock.advance(10_000);
  const now = await orderOneThing(s, wishOf(shopperId, { says: 'now' }));
  assert.ok(now.kind === 'placed');
  assert.deepEqual([await statusOf(two), await statusOf(now.orderId)], ['cancelled', 'pending']);
  assert.deepEqual(await shelf('var_mug'), { free: 0, held: 3 });
  await restock();
});

test('two windows at the same moment: one order is left, whichever they found first', async () => {
  for (let round = 0; round < 5; round++) {
    const shopperId = await newShopper();
    const wish = () => wishOf(shopperId, { variantId: 'var_cup', quantity: 1 });
    await Promise.all([orderOneThing(s, wish()), orderOneThing(s, wish())]);
    const open = await sql<{ id: string }>(
      `SELECT id FROM shop_order WHERE shopper_id = $1 AND status = 'pending' AND close_as IS NULL`,
      shopperId,
    );
    assert.equal(open.length, 1);
    const last = await orderOneThing(s, wish());
    assert.ok(last.kind === 'placed' && last.orderId === open[0]?.id);
  }
});

test('the same form sent twice is one order and lets nothing of its own go, "now" as well as "pin"', async () => {
  for (const says of ['now', 'pin'] as const) {
    const wish = wishOf(await newShopper(), { variantId: 'var_cup', quantity: 1, says });
    const [one, other] = await Promise.all([orderOneThing(s, wish), orderOneThing(s, wish)]);
    assert.ok(one.kind === 'placed' && other.kind === 'placed' && one.orderId === other.orderId);
    clock.advance(11_000);
    const late = await orderOneThing(s, wish);
    assert.ok(late.kind === 'placed' && late.orderId === one.orderId);
    assert.equal(await statusOf(one.orderId), 'pending');
  }
});

test('while Paysera does not let go of the earlier order the page says so, and not that somebody was quicker', async () => {
  const shopperId = await newShopper();
  await press(wishOf(shopperId));
  paysera.failNext('get', 'unreachable');
  assert.equal((await orderOneThing(s, wishOf(shopperId, { quantity: 2 }))).kind, 'being-freed');
  await restock();
});

test('a cart that its own order holds the last pieces for is not sold out, and may have more as far as there are more', async () => {
  const cart = await fillCart('var_mug', 2);
  const order = { email: 'g@example.lt', shopperId: null, language: 'en' as const };
  const first = await placeAnew(s, { ...cart, ...order });
  assert.ok(first.kind === 'placed');
  await payForOrder(s, { orderId: first.orderId, language: 'en' });
  const line = async () => (await findCart(s, cart.cartToken))?.lines[0];
  assert.deepEqual([(await line())?.available, (await line())?.onShelf], [3, 1]);
  assert.equal((await setQuantity(s, { token: cart.cartToken, variantId: 'var_mug', quantity: 4 })).kind, 'refused');
  const changed = await setQuantity(s, { token: cart.cartToken, variantId: 'var_mug', quantity: 3 });
  assert.ok(changed.kind === 'changed');
  const second = await placeAnew(s, {
    ...{ ...order, cartToken: cart.cartToken },
    cartVersion: changed.cart.version,
    shownTotalMinor: changed.cart.total.minor,
  });
  assert.ok(second.kind === 'placed', second.kind);
  assert.deepEqual([await statusOf(first.orderId), await statusOf(second.orderId)], ['cancelled', 'pending']);
  assert.deepEqual(await shelf('var_mug'), { free: 0, held: 3 });
  await restock();
});

test('where the goods are short all the same, the earlier order is left as it is', async () => {
  const cart = await fillCart('var_mug', 2);
  const order = { email: 'g@example.lt', shopperId: null, language: 'en' as const, cartToken: cart.cartToken };
  const first = await placeAnew(s, { ...cart, ...order });
  const changed = await setQuantity(s, { token: cart.cartToken, variantId: 'var_mug', quantity: 3 });
  assert.ok(first.kind === 'placed' && changed.kind === 'changed');
  await sql(`UPDATE product_variant SET stock_on_hand = 0 WHERE id = 'var_mug'`); // somebody was quicker
  const second = await placeAnew(s, { ...order, cartVersion: changed.cart.version, shownTotalMinor: changed.cart.total.minor });
  assert.deepEqual([second.kind, await statusOf(first.orderId)], ['sold-out', 'pending']);
  await restock();
});

test('an earlier order that is claimed in the moment of the press is the one that is paid: the same thing is not bought twice', async () => {
  for (const says of ['now', 'pin'] as const) {
    const shopperId = await newShopper();
    const wish = { variantId: 'var_cup', quantity: 1 };
    const first = await press(wishOf(shopperId, wish));
    clock.advance(11_000);
    const claiming = await s.pool.connect();
    await claiming.query('BEGIN');
    await claiming.query('SELECT FROM shop_order WHERE id = $1 FOR UPDATE', [first]);
    await claiming.query(`UPDATE attempt SET status = 'confirming', provider_status = 'reserved' WHERE order_id = $1`, [first]);
    const pressing = orderOneThing(s, wishOf(shopperId, { ...wish, quantity: 2, says }));
    while ((await sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)).length === 0);
    await claiming.query('COMMIT');
    claiming.release();
    const ordered = await pressing;
    assert.deepEqual([ordered.kind, 'orderId' in ordered && ordered.orderId], ['being-paid', first]);
  }
});
