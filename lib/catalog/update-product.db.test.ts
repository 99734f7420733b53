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
    await updateProduct(s, {
      productId: 'prd_cup',
      title: 'Dusk cup',
      variants: [{ id: 'var_cup', priceMinor: 1900n, stock: { from: 999, to: 7 } }],
    }),
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
    { variants: [{ id: 'var_cup', stock: { from: 7, to: -1 } }] },
    { variants: [{ id: 'var_cup', stock: { from: 7, to: 1.5 } }] },
    { variants: [{ id: 'var_of_another', stock: { from: 7, to: 1 } }] },
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

test('a stock counted before something was sold is not written over what was sold, and nothing of the change is', async () => {
  const holder = await s.pool.connect();
  await holder.query('BEGIN');
  await holder.query(
    `UPDATE product_variant SET stock_on_hand = stock_on_hand - 1, stock_reserved = stock_reserved + 1 WHERE id = 'var_cup'`,
  );
  const counted = updateProduct(s, { productId: 'prd_cup', title: 'Noon cup', variants: [{ id: 'var_cup', stock: { from: 7, to: 20 } }] });
  while ((await sql(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)).length === 0);
  await holder.query('COMMIT');
  holder.release();
  assert.deepEqual(await counted, { kind: 'refused', field: 'stock-var_cup', reason: 'Changed meanwhile: 6 are available now.' });
  const product = await findProduct(s, 'cup');
  assert.deepEqual([product?.title, product?.variants[0]?.available], ['Dusk cup', 6]);
});

test('a product taken out of the shop is in no list, no search and no cart', async () => {
  const before = await shop.fillCart();
  assert.equal((await searchProducts(s, 'DUSK cúp')).length, 1);
  await updateProduct(s, { productId: 'prd_cup', active: false });
  assert.deepEqual([await findProduct(s, 'cup'), await listProducts(s), await searchProducts(s, 'cup')], [null, [], []]);
  const placed = await placeOrder(s, { ...before, email: 'ona@example.lt', shopperId: null, language: 'en' });
  assert.equal(placed.kind, 'sold-out');
});
