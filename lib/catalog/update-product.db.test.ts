import assert from 'node:assert/strict';
import test from 'node:test';
import { startTestShop } from '../checkout/checkout-fixture.ts';
import { placeOrder } from '../checkout/place-order.ts';
import { readOrder } from '../orders/order-store.ts';
import { findProduct, listProducts, searchProducts } from './catalog-store.ts';
import { updateProduct } from './update-product.ts';

const shop = await startTestShop();
const { s, sql } = shop;

test('a change reaches the shop, is written in the diary, and never reaches an order placed before', async () => {
  const placed = await placeOrder(s, { ...(await shop.fillCart()), email: 'ona@example.lt', shopperId: null, language: 'en' });
  assert.ok(placed.kind === 'placed');
  assert.deepEqual(
    await updateProduct(s, { productId: 'prd_cup', title: 'Dusk cup', variants: [{ id: 'var_cup', priceMinor: 1900n, stockOnHand: 7 }] }),
    {
      kind: 'updated',
      slug: 'cup',
    },
  );
  const product = await findProduct(s, 'cup');
  assert.deepEqual([product?.title, product?.variants[0]?.price.minor, product?.variants[0]?.available], ['Dusk cup', 1900n, 7]);
  const order = await readOrder(s, placed.orderId);
  assert.deepEqual([order?.lines[0]?.title, order?.total.minor], ['Dune cup', 1840n]);
  assert.equal((await sql(`SELECT FROM audit_event WHERE kind = 'product-changed'`)).length, 1);
});

test('what makes no sense is refused, and nothing is changed', async () => {
  for (const change of [
    { title: ' ' },
    { title: 'x'.repeat(500) },
    { variants: [{ id: 'var_cup', priceMinor: 0n }] },
    { variants: [{ id: 'var_cup', priceMinor: -5n }] },
    { variants: [{ id: 'var_cup', stockOnHand: -1 }] },
    { variants: [{ id: 'var_cup', stockOnHand: 1.5 }] },
    { variants: [{ id: 'var_of_another', stockOnHand: 1 }] },
  ]) {
    assert.equal(
      (await updateProduct(s, { productId: 'prd_cup', ...change })).kind,
      'refused',
      JSON.stringify(change, (_name, value) => String(value)),
    );
  }
  assert.equal((await updateProduct(s, { productId: 'prd_none', title: 'x' })).kind, 'refused');
  assert.equal((await findProduct(s, 'cup'))?.title, 'Dusk cup');
});

test('a product taken out of the shop is in no list, no search and no cart', async () => {
  const before = await shop.fillCart();
  assert.equal((await searchProducts(s, 'DUSK cúp')).length, 1);
  await updateProduct(s, { productId: 'prd_cup', active: false });
  assert.deepEqual([await findProduct(s, 'cup'), await listProducts(s), await searchProducts(s, 'cup')], [null, [], []]);
  const placed = await placeOrder(s, { ...before, email: 'ona@example.lt', shopperId: null, language: 'en' });
  assert.equal(placed.kind, 'sold-out');
});
