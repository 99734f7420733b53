import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Product } from '#lib/catalog/catalog-store.ts';
import { readProductChange } from './product-fields.ts';

const product: Product = {
  id: 'prd_1',
  slug: 'dune-cup',
  title: 'Dune cup',
  kind: 'ceramics',
  summary: 'A cup.',
  description: 'Thrown by hand.',
  details: [],
  pictures: [],
  variants: [
    { id: 'var_1', sku: 'DC-250', name: '250 ml', price: { minor: 1840n, currency: 'EUR' }, available: 12 },
    { id: 'var_2', sku: 'DC-350', name: '350 ml', price: { minor: 2200n, currency: 'EUR' }, available: 7 },
  ],
  position: 1,
  active: true,
};
const untouched = {
  productId: 'prd_1',
  title: 'Dune cup',
  summary: 'A cup.',
  description: 'Thrown by hand.',
  active: 'on',
  'was-title': 'Dune cup',
  'was-summary': 'A cup.',
  'was-description': 'Thrown by hand.',
  'was-active': 'on',
  'price-var_1': '18.40',
  'was-price-var_1': '18.40',
  'stock-var_1': '12',
  'was-stock-var_1': '12',
  'price-var_2': '22.00',
  'was-price-var_2': '22.00',
  'stock-var_2': '7',
  'was-stock-var_2': '7',
};
const read = (edits: Record<string, string>) => readProductChange(product, { ...untouched, ...edits });

test('a form saved as it was opened changes nothing', () => {
  assert.deepEqual(read({}), { change: { productId: 'prd_1', variants: [] } });
});

test('only what was edited becomes part of the change', () => {
  assert.deepEqual(read({ title: 'Dune mug', 'price-var_2': '23,50' }), {
    change: { productId: 'prd_1', title: 'Dune mug', variants: [{ id: 'var_2', priceMinor: 2350n }] },
  });
});

test('saving a title does not put back the stock of an hour ago', () => {
  assert.deepEqual(read({ title: 'Dune mug', 'stock-var_1': '20', 'was-stock-var_1': '20' }), {
    change: { productId: 'prd_1', title: 'Dune mug', variants: [] },
  });
});

test('saving a price puts back neither words nor a product that somebody else changed since the form was opened', () => {
  const opened = { title: 'Old cup', 'was-title': 'Old cup', 'was-active': 'on', active: 'on' };
  assert.deepEqual(readProductChange({ ...product, active: false }, { ...untouched, ...opened, 'price-var_2': '23.50' }), {
    change: { productId: 'prd_1', variants: [{ id: 'var_2', priceMinor: 2350n }] },
  });
});

test('a new stock goes with the one it was counted from, so that what was sold meanwhile is noticed', () => {
  assert.deepEqual(read({ 'stock-var_1': '30', 'was-stock-var_1': '20' }), {
    change: { productId: 'prd_1', variants: [{ id: 'var_1', stock: { from: 20, to: 30 } }] },
  });
});

test('a price or a stock that is no number is refused at its own field', () => {
  for (const price of ['', 'free', '18.405', '-1', '1e3', 'NaN', '18.40.10'])
    assert.deepEqual(Object.keys((read({ 'price-var_1': price }) as { fields: object }).fields), ['price-var_1'], price);
  for (const stock of ['', '-1', '1.5', '1e3', 'NaN', '99999999'])
    assert.deepEqual(Object.keys((read({ 'stock-var_2': stock }) as { fields: object }).fields), ['stock-var_2'], stock);
});

test('fields that belong to no size of this product are not read', () => {
  assert.deepEqual(read({ 'price-var_9': '0.01', 'was-price-var_9': '5', id: 'prd_2', slug: 'x' }), {
    change: { productId: 'prd_1', variants: [] },
  });
});

test('a form without its checkbox hides the product', () => {
  const { active: _, ...unchecked } = untouched;
  assert.deepEqual(readProductChange(product, unchecked), { change: { productId: 'prd_1', active: false, variants: [] } });
});
