import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money } from '#lib/money/money.ts';
import { Reader } from './decode.ts';
import { InvalidRequest } from './errors.ts';
import { decodePayment, encodePayment, type PaymentRequest } from './payment.ts';

const euro = (minor: bigint) => money(minor, 'EUR');
const onWire = (request: PaymentRequest) => JSON.parse(JSON.stringify(encodePayment(request)));
const item = { title: 'Dune cup', price: euro(1840n) };
const refuses = (request: unknown, field: string) =>
  assert.throws(
    () => encodePayment(request as PaymentRequest),
    (error) => error instanceof InvalidRequest && error.field === field,
    field,
  );

test('a request says everything section 6.4 lets it say, in the form the wire wants', () => {
  const full: PaymentRequest = {
    description: 'Order 1001',
    price: euro(3680n),
    items: [
      {
        ...item,
        quantity: 2,
        totalPrice: euro(3680n),
        description: '250 ml',
        imageUri: 'https://shop/dune.webp',
        parameters: { sku: 'D' },
      },
    ],
    commission: { outCommission: euro(100n), inCommission: euro(50n) },
    cashback: euro(500n),
    beneficiary: { email: 'a@b.lt' },
    priceRules: { min: euro(100n), max: euro(9900n), choices: [euro(100n), euro(200n)] },
    password: { type: 'provided', value: 'sesame', optional: true, cancelable: false },
    freeze: { until: new Date(1357992732_500) },
    parameters: { attempt: 'att_1' },
    purpose: 'tips',
    fundsSource: { type: 'gift', details: 'from grandmother' },
  };
  assert.deepEqual(onWire(full), {
    description: 'Order 1001',
    price_decimal: '36.80',
    currency: 'EUR',
    items: [
      {
        title: 'Dune cup',
        description: '250 ml',
        image_uri: 'https://shop/dune.webp',
        price_decimal: '18.40',
        currency: 'EUR',
        quantity: 2,
        total_price_decimal: '36.80',
        parameters: { sku: 'D' },
      },
    ],
    commission: { out_commission_decimal: '1.00', in_commission_decimal: '0.50' },
    cashback_decimal: '5.00',
    beneficiary: { email: 'a@b.lt' },
    price_rules: { min: 100, max: 9900, choices: [100, 200] },
    password: { type: 'provided', value: 'sesame', optional: true, cancelable: false },
    freeze: { until: 1357992732 },
    parameters: { attempt: 'att_1' },
    purpose: 'tips',
    funds_source: { type: 'gift', details: 'from grandmother' },
  });
  assert.deepEqual(onWire({ items: [item], beneficiary: { walletId: 5000 }, freeze: { forSeconds: 60 } }), {
    currency: 'EUR',
    items: [{ title: 'Dune cup', price_decimal: '18.40', currency: 'EUR' }],
    beneficiary: { id: 5000 },
    freeze: { for: 60 },
  });
});

test('what Paysera would refuse is refused here, by the name of the field', () => {
  const plain = { description: 'x', price: euro(1000n) };
  refuses({ price: euro(1n) }, 'payment.description');
  refuses({ description: 'x' }, 'payment.price');
  refuses({ items: [] }, 'payment.description');
  refuses({ items: [{ ...item, title: ' ' }] }, 'payment.items[0].title');
  refuses({ items: [item, { title: 'x', price: money(1n, 'USD') }] }, 'payment.items[1].price');
  refuses({ items: [item], price: euro(1n) }, 'payment.price');
  refuses({ items: [{ ...item, quantity: 0 }] }, 'payment.items[0].quantity');
  refuses({ items: [{ ...item, quantity: 1.5 }] }, 'payment.items[0].totalPrice');
  refuses({ items: [item], commission: { outCommission: euro(1n) } }, 'payment.price');
  refuses({ ...plain, commission: {} }, 'payment.commission');
  refuses({ ...plain, commission: { outCommission: euro(1001n) } }, 'payment.commission.outCommission');
  refuses({ ...plain, cashback: money(1n, 'USD') }, 'payment.cashback');
  refuses({ ...plain, price: money(1251n, 'KWD') }, 'payment.price');
  refuses({ ...plain, beneficiary: {} }, 'payment.beneficiary');
  refuses({ ...plain, beneficiary: { email: 'a@b', phone: '3706' } }, 'payment.beneficiary.phone');
  refuses({ ...plain, priceRules: {} }, 'payment.priceRules');
  refuses({ ...plain, password: { type: 'provided' } }, 'payment.password.value');
  refuses({ ...plain, password: { type: 'generated', value: 'x' } }, 'payment.password.value');
  refuses({ ...plain, freeze: { forSeconds: 1, until: new Date() } }, 'payment.freeze.until');
  refuses({ ...plain, freeze: { until: new Date(Number.NaN) } }, 'payment.freeze.until');
  refuses({ ...plain, fundsSource: {} }, 'payment.fundsSource');
});

test('fields that exclude each other exclude each other in the types', () => {
  const plain = { description: 'x', price: euro(1000n) };
  // @ts-expect-error two beneficiaries
  const twoBeneficiaries: PaymentRequest = { ...plain, beneficiary: { email: 'a@b', walletId: 1 } };
  // @ts-expect-error two spans
  const twoSpans: PaymentRequest = { ...plain, freeze: { forSeconds: 1, until: new Date() } };
  // @ts-expect-error neither price nor items
  const nothing: PaymentRequest = { description: 'x' };
  // @ts-expect-error a generated password has no value
  const password: PaymentRequest = { ...plain, password: { type: 'generated', value: 'x' } };
  // @ts-expect-error no commission at all
  const commission: PaymentRequest = { ...plain, commission: {} };
  for (const request of [twoBeneficiaries, twoSpans, nothing, password, commission])
    assert.throws(() => encodePayment(request), InvalidRequest);
});

const least = { id: 1, transaction_key: 'k', created_at: 1585146007, status: 'new' };
const read = (more: object = {}) => decodePayment(new Reader({ ...least, ...more }));

test('a payment with the least it must have is read, and each missing field is named', () => {
  assert.deepEqual([read().price, read().items, read().createdAt], [null, [], new Date(1585146007_000)]);
  for (const name of Object.keys(least)) {
    assert.throws(() => decodePayment(new Reader({ ...least, [name]: undefined })), { message: `$.${name} is missing` });
  }
});

test('old and new forms of one thing read the same', () => {
  assert.deepEqual(read({ beneficiary: 5000 }).beneficiary, { walletId: 5000, email: null, phone: null });
  assert.deepEqual(read({ beneficiary: { id: 5000 } }).beneficiary, { walletId: 5000, email: null, phone: null });
  assert.deepEqual(read({ freeze_for: 2 }).freeze, { forSeconds: 7200 });
  assert.deepEqual(read({ freeze: { for: 7200 }, freeze_for: 2 }).freeze, { forSeconds: 7200 });
  assert.deepEqual(read({ freeze: { until: 9 } }).freeze, { until: new Date(9000) });
  assert.equal(read({ freeze: { for: 0 }, freeze_for: 0 }).freeze, null);
  assert.deepEqual(read({ currency: 'EUR', price_rules: { min: 1, choices: [1, 2] } }).priceRules, {
    min: euro(1n),
    max: null,
    choices: [euro(1n), euro(2n)],
  });
});

test('what contradicts itself is not guessed at', () => {
  assert.throws(() => read({ price: 1, price_decimal: '0.02', currency: 'EUR' }), /\$\.price_decimal contradicts price/);
  assert.throws(() => read({ price: 1 }), /\$\.currency is missing/);
  assert.throws(() => read({ freeze: { for: 1, until: 2 } }), /\$\.freeze\.until contradicts for/);
  assert.throws(() => read({ items: [{ title: 'x' }, { title: 1 }] }), /\$\.items\[1\]\.title is not text/);
});

test('unknown words and fields are kept', () => {
  const payment = read({ status: 'dreaming', purpose: 'art', brand_new: { x: 1 } });
  assert.equal(payment.status, 'dreaming');
  assert.deepEqual(payment.raw.brand_new, { x: 1 });
});
