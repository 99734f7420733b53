import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { money } from '#lib/money/money.ts';
import { decodeAllowance, encodeAllowance } from './allowance.ts';
import { Reader, Unreadable } from './decode.ts';
import { InvalidRequest } from './errors.ts';
import { encodeReservation, type Reservation } from './reservation.ts';
import { decodeTransaction, encodeTransaction, isTransactionStatus, type TransactionRequest } from './transaction.ts';

type Example = { name: string; request?: unknown; response?: Record<string, unknown> };
const examples: Example[] = JSON.parse(readFileSync(new URL('../../e2e/vectors/examples.json', import.meta.url), 'utf8'));
const example = (name: string): Example => examples.find((one) => one.name === name) ?? assert.fail(name);
const euro = (minor: bigint) => money(minor, 'EUR');
const payment = { description: 'x', price: euro(100n) };
const onWire = (value: unknown) => JSON.parse(JSON.stringify(value));
const refuses = (request: unknown, field: string) =>
  assert.throws(
    () => encodeTransaction(request as TransactionRequest),
    (error) => error instanceof InvalidRequest && error.field === field,
    field,
  );

test('the recorded answer reads in full', () => {
  const recorded = example('create transaction').response;
  const transaction = decodeTransaction(new Reader(recorded));
  assert.equal(transaction.key, 'ATaNL6X6CivO2Ou0FMPt');
  assert.deepEqual(transaction.reserve, { forSeconds: 2592000 });
  assert.deepEqual([transaction.useAllowance, transaction.autoConfirm, transaction.projectId], [true, false, 19019492]);
  assert.deepEqual(transaction.payments[0]?.price, euro(1299n));
  assert.deepEqual(transaction.payments[0]?.parameters, { orderid: 1234 });
  assert.equal(transaction.raw, recorded);
});

test('a request says everything section 6.6 lets it say', () => {
  const request: TransactionRequest = {
    payments: [2987, payment],
    allowance: {
      data: {
        description: 'Monthly',
        maxPrice: euro(5000n),
        valid: { forSeconds: 2592000 },
        limits: [{ maxPrice: euro(1000n), seconds: 86400 }],
      },
      optional: true,
    },
    reserve: { forSeconds: 86400 },
    useAllowance: false,
    suggestAllowance: true,
    autoConfirm: false,
    redirectUri: 'https://shop.example/return',
    callbackUri: false,
    restrictions: { accountOwner: { type: 'natural', requirements: ['identity'], level: 'identified' } },
    user: { email: 'a@b.lt' },
    inquiries: [
      { identifier: 'who', type: 'required', description: 'Who', items: [{ identifier: 'code', type: 'person_code', title: 'Code' }] },
    ],
  };
  assert.deepEqual(onWire(encodeTransaction(request)), {
    payments: [2987, { description: 'x', price_decimal: '1.00', currency: 'EUR' }],
    allowance: {
      data: {
        description: 'Monthly',
        currency: 'EUR',
        max_price: 5000,
        valid: { for: 2592000 },
        limits: [{ max_price: 1000, time: 86400 }],
      },
      optional: true,
    },
    reserve: { for: 86400 },
    use_allowance: false,
    suggest_allowance: true,
    auto_confirm: false,
    redirect_uri: 'https://shop.example/return',
    callback_uri: false,
    restrictions: { account_owner: { type: 'natural', requirements: ['identity'], level: 'identified' } },
    user: { email: 'a@b.lt' },
    inquiries: [
      { identifier: 'who', type: 'required', description: 'Who', items: [{ identifier: 'code', type: 'person_code', title: 'Code' }] },
    ],
  });
  assert.deepEqual(onWire(encodeTransaction({ allowance: { id: 7 } })), { allowance: { id: 7 } });
});

test('what Paysera would refuse is refused here, by the name of the field', () => {
  refuses({}, 'payments');
  refuses({ payments: [] }, 'payments');
  refuses({ payments: [0] }, 'payments[0]');
  refuses({ payments: [payment, { price: euro(1n) }] }, 'payments[1].description');
  refuses({ allowance: {} }, 'allowance');
  refuses({ allowance: { id: 1, data: { maxPrice: euro(1n) } } }, 'allowance.id');
  refuses({ allowance: { data: {} } }, 'allowance.data');
  refuses({ payments: [payment], reserve: {} }, 'reserve');
  refuses({ payments: [payment], reserve: { forSeconds: 0 } }, 'reserve.forSeconds');
  refuses({ payments: [payment], redirectUri: '/return' }, 'redirectUri');
  refuses({ payments: [payment], callbackUri: 'no url' }, 'callbackUri');
  refuses({ payments: [payment], user: { email: '' } }, 'user.email');
  refuses({ payments: [payment], inquiries: [{ identifier: 'x', type: 'required', description: '', items: [] }] }, 'inquiries[0].items');
  // @ts-expect-error neither payments nor an allowance
  assert.throws(() => encodeTransaction({ reserve: { forSeconds: 1 } }), InvalidRequest);
  // @ts-expect-error a transaction of no payments
  assert.throws(() => encodeTransaction({ payments: [] }), InvalidRequest);
});

test('each way to reserve sends its own secret, to its own address', () => {
  const sent = (reservation: Reservation) => {
    const { path, json } = encodeReservation('k', reservation);
    return [path.replace('/rest/v1/transaction/k/', ''), onWire(json)];
  };
  assert.deepEqual(sent({ by: 'allowance', walletId: 14471 }), ['reserve/14471', {}]);
  assert.deepEqual(sent({ by: 'allowance', payer: { email: 'u@example.com' } }), ['reserve', { payer: { email: 'u@example.com' } }]);
  assert.deepEqual(sent({ by: 'pin', walletId: 14471, pin: '1234' }), ['reserve/14471', { pin: '1234' }]);
  assert.deepEqual(sent({ by: 'pin', payer: { card: { issuer: 'LT', number: '1' } }, pin: '1234' }), [
    'reserve',
    { pin: '1234', payer: { card: { issuer: 'LT', number: '1' } } },
  ]);
  assert.deepEqual(sent({ by: 'sms', walletId: 14471, smsCode: '77' }), ['reserve/14471', { sms_code: '77' }]);
  assert.deepEqual(sent({ by: 'code', code: '0155', revokeTransactionKey: 'old', notification: true }), [
    'reserve',
    { reservation_code: '0155', revoke_transaction_key: 'old', notification: true },
  ]);
  // PHP loses the PIN when funds sources are given; here both go.
  assert.deepEqual(
    sent({ by: 'pin', walletId: 1, pin: '1', fundsSources: { '2987': { type: 'gift' } }, paymentPrices: new Map([[2987, euro(5n)]]) }),
    ['reserve/1', { pin: '1', funds_sources: { '2987': { type: 'gift' } }, payment_prices: { '2987': { price: 5, currency: 'EUR' } } }],
  );
  assert.throws(() => encodeReservation('k', { by: 'pin', walletId: 1, pin: '' }), /pin is missing/);
  assert.throws(() => encodeReservation('k', { by: 'allowance' } as never), /needs one of walletId, payer/);
  assert.throws(() => encodeReservation('k', { by: 'code', code: '1', walletId: 2 } as never), /reservation\.walletId excludes code/);
  assert.throws(() => encodeReservation('..', { by: 'code', code: '1' }), /key is missing/);
});

test('an allowance reads in old and new forms, and not when they contradict', () => {
  const least = { id: 5478, transaction_key: 'k', created_at: 1, status: 'new', currency: 'EUR' };
  const read = (more: object) => decodeAllowance(new Reader({ ...least, ...more }));
  assert.deepEqual(decodeAllowance(new Reader(example('create allowance').response)).maxPrice, euro(5000n));
  assert.deepEqual(read({ valid_for: 720 }).valid, { forSeconds: 2592000 });
  assert.deepEqual(read({ valid_until: 9 }).valid, { until: new Date(9000) });
  assert.deepEqual(read({ limits: [{ max_price: 1000, time: 86400, period: 24 }] }).limits, [{ maxPrice: euro(1000n), seconds: 86400 }]);
  assert.deepEqual(read({ limits: [{ max_price_decimal: '10.00', period: 24 }] }).limits, [{ maxPrice: euro(1000n), seconds: 86400 }]);
  assert.throws(() => read({ limits: [{ max_price: 1, time: 1, period: 24 }] }), /\$\.limits\[0\]\.period contradicts time/);
  assert.throws(() => read({ limits: [{ max_price: 1 }] }), /\$\.limits\[0\]\.time is missing/);
  assert.throws(
    () => encodeAllowance({ maxPrice: euro(1n), limits: [{ maxPrice: money(1n, 'USD'), seconds: 1 }] }),
    /allowance\.limits\[0\]\.maxPrice/,
  );
});

test('unknown words are kept and told from known ones', () => {
  const transaction = decodeTransaction(
    new Reader({ transaction_key: 'k', created_at: 1, status: 'dreaming', type: 'telepathy', inquiries: [{ status: 'maybe' }] }),
  );
  assert.deepEqual([transaction.status, transaction.type, transaction.inquiries[0]?.status], ['dreaming', 'telepathy', 'maybe']);
  assert.equal(isTransactionStatus('dreaming'), false);
  assert.equal(isTransactionStatus('reserved'), true);
});

test('no answer whatever makes the decoder throw anything but its own error', () => {
  const recorded = example('create transaction').response as Record<string, unknown>;
  const anything = fc.anything({ withNullPrototype: true, withBigInt: false });
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(recorded), 'allowance', 'wallet', 'type', '__proto__', 'constructor'), anything),
      (changes) => {
        try {
          decodeTransaction(new Reader({ ...recorded, ...changes }));
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
        }
      },
    ),
    { numRuns: 2000 },
  );
});
