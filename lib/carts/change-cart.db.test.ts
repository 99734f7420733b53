import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { findCart } from './cart-store.ts';
import { addToCart, setQuantity } from './change-cart.ts';

const shop = await startTestShop();
const { s, sql } = shop;

test('a cart is found by its token alone, of which the database has only the hash', async () => {
  const { cartToken } = await shop.fillCart('var_cup', 2);
  const cart = await findCart(s, cartToken);
  assert.equal(cart?.itemCount, 2);
  assert.equal(cart?.total.minor, 3680n);
  assert.equal(cart?.lines[0]?.option, '250 ml');
  const rows = await sql('SELECT * FROM cart');
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(cartToken));
  for (const other of [null, '', 'x'.repeat(43), `${cartToken}A`]) assert.equal(await findCart(s, other), null);
});

test('every change is a new version; adding the same again adds up', async () => {
  const first = await shop.fillCart();
  const second = await addToCart(s, { token: first.cartToken, variantId: 'var_cup', quantity: 2 });
  assert.ok(second.kind === 'changed' && second.cart.version > first.cartVersion && second.cart.itemCount === 3);
  const third = await setQuantity(s, { token: first.cartToken, variantId: 'var_cup', quantity: 0 });
  assert.ok(third.kind === 'changed' && third.cart.version > second.cart.version && third.cart.lines.length === 0);
});

test('more than there is, more than 99, nothing, less than nothing and halves are refused', async () => {
  const { cartToken: token } = await shop.fillCart();
  assert.deepEqual(await setQuantity(s, { token, variantId: 'var_mug', quantity: 4 }), {
    kind: 'refused',
    reason: 'too-many',
    available: 3,
  });
  assert.deepEqual(await setQuantity(s, { token, variantId: 'var_cup', quantity: 100 }), {
    kind: 'refused',
    reason: 'too-many',
    available: 99,
  });
  for (const quantity of [-1, 0.5, Number.NaN, 1e9, Number.POSITIVE_INFINITY]) {
    assert.equal((await addToCart(s, { token, variantId: 'var_cup', quantity })).kind, 'refused', String(quantity));
  }
  assert.deepEqual(await addToCart(s, { token, variantId: 'var_none', quantity: 1 }), { kind: 'refused', reason: 'unknown', available: 0 });
  assert.equal((await findCart(s, token))?.itemCount, 1);
});

test('a token that somebody planted is not taken over: the cart gets one of ours', async () => {
  const planted = 'p'.repeat(43);
  const added = await addToCart(s, { token: planted, variantId: 'var_cup', quantity: 1 });
  assert.ok(added.kind === 'changed' && added.token !== planted);
});

test('a price that changed since is shown beside the one that was seen', async () => {
  const { cartToken } = await shop.fillCart('var_mug');
  await sql(`UPDATE product_variant SET price_minor = 2300 WHERE id = 'var_mug'`);
  const line = (await findCart(s, cartToken))?.lines[0];
  assert.deepEqual([line?.seenPrice.minor, line?.unitPrice.minor], [2200n, 2300n]);
});
