import assert from 'node:assert/strict';
import type { PaymentRequest } from '#lib/paysera/payment.ts';
import { type Contract, euro, unique, wallets } from './contract.ts';

const frozen = (description: string): PaymentRequest => ({ description, price: euro(1500n), freeze: { forSeconds: 86_400 } });

export const paymentContracts: Contract[] = [
  {
    call: 'payments.create',
    how: 'with everything a payment can say',
    unseen: {
      'password.value': 'a wrong one shows only when it is given, which the contract of providePassword does',
      'password.optional': 'never shown again',
      'password.cancelable': 'never shown again; the contract of pendingPayments shows it',
      'items[0].currency': 'the currency of the payment stands for it',
    },
    async run({ client, steady }) {
      const request: PaymentRequest = {
        description: unique('everything'),
        price: euro(2761n),
        items: [
          {
            title: 'Dune cup',
            price: euro(1840n),
            quantity: 1.5,
            // A cent above what the quantity makes, so that it cannot be worked out.
            totalPrice: euro(2761n),
            description: '250 ml',
            imageUri: 'https://shop.example/dune.webp',
            parameters: { sku: 'D1' },
          },
        ],
        commission: { outCommission: euro(100n), inCommission: euro(50n) },
        cashback: euro(500n),
        beneficiary: { walletId: wallets.kopa },
        priceRules: { min: euro(100n), max: euro(9900n), choices: [euro(100n), euro(3680n)] },
        password: { type: 'provided', value: 'sesame', optional: true, cancelable: true },
        freeze: { forSeconds: 7200 },
        parameters: { attempt: 'att_ž' },
        purpose: 'tips',
        fundsSource: { type: 'gift', details: 'from grandmother' },
      };
      const created = await client.payments.create(request);
      const read = await steady.payments.get(created.id);
      assert.deepEqual(read, created);
      const { description, price, commission, cashback, beneficiary, priceRules, freeze, parameters, purpose, fundsSource, status } = read;
      assert.deepEqual(
        { description, price, commission, cashback, priceRules, freeze, parameters, purpose, fundsSource, status },
        {
          description: request.description,
          price: request.price,
          commission: request.commission,
          cashback: request.cashback,
          priceRules: request.priceRules,
          freeze: request.freeze,
          parameters: request.parameters,
          purpose: 'tips',
          fundsSource: request.fundsSource,
          status: 'new',
        },
      );
      assert.deepEqual([beneficiary?.walletId, read.password?.type], [wallets.kopa, 'provided']);
      const [item] = read.items;
      assert.deepEqual([item?.title, item?.price, item?.quantity, item?.totalPrice], ['Dune cup', euro(1840n), 1.5, euro(2761n)]);
      assert.deepEqual([item?.description, item?.imageUri, item?.parameters], ['250 ml', 'https://shop.example/dune.webp', { sku: 'D1' }]);
      assert.equal((await steady.transactions.get(read.transactionKey)).payments[0]?.id, read.id);
    },
  },
  {
    call: 'payments.create',
    how: 'for every form of beneficiary, frozen until a date',
    async run({ client }) {
      const until = new Date(Math.floor(Date.now() / 1000 + 86_400) * 1000);
      for (const beneficiary of [{ email: 'ona@example.lt' }, { phone: '37060000201' }, { barcode: '9900000014471' }] as const) {
        const payment = await client.payments.create({ description: 'x', price: euro(1n), beneficiary, freeze: { until } });
        assert.deepEqual([payment.raw.beneficiary, payment.freeze], [beneficiary, { until }]);
      }
    },
  },
  {
    call: 'payments.get',
    async run({ client, confirmed }) {
      const { payments } = await confirmed();
      const payment = await client.payments.get(payments[0]?.id ?? 0);
      assert.deepEqual(
        [payment.status, payment.walletId, payment.cancelable, payment.confirmedAt !== null],
        ['confirmed', wallets.egle, true, true],
      );
    },
  },
  {
    call: 'payments.list',
    how: 'page after page, with every filter',
    unseen: {
      beneficiary: 'all payments to other wallets are of other payers or states',
      offset: 'a list without it would repeat its first page',
    },
    async run({ client, accepted, confirmed, newTransaction, steady }) {
      const ids: number[] = [];
      for (let nth = 0; nth < 3; nth++) ids.push((await accepted({}, wallets.ona)).payments[0]?.id ?? 0);
      await newTransaction();
      await confirmed({}, wallets.ona);
      await accepted({}, wallets.egle);
      const found: number[] = [];
      for await (const { id } of client.payments.list({ status: 'reserved', walletId: wallets.ona, beneficiaryId: wallets.kopa, limit: 2 }))
        found.push(id);
      assert.deepEqual(found.slice(0, 3), ids.toReversed());
      for (const id of found) {
        const { status, walletId } = await steady.payments.get(id);
        assert.deepEqual([status, walletId], ['reserved', wallets.ona]);
      }
      assert.equal((await client.payments.list({ status: 'reserved', walletId: wallets.ona, limit: 2 }).first()).items.length, 2);
      assert.equal(
        (await client.payments.list({ status: 'reserved', walletId: wallets.ona, offset: 1, limit: 1 }).first()).items[0]?.id,
        ids[1],
      );
    },
  },
  {
    call: 'payments.listIds',
    async run({ client, accepted, confirmed, newTransaction, steady }) {
      const elsewhere = { payments: [{ description: 'x', price: euro(1n), beneficiary: { walletId: wallets.jonas } }] } as const;
      const ours = (await accepted({}, wallets.ona)).payments[0]?.id ?? 0;
      for (const other of [
        await accepted(elsewhere, wallets.ona),
        await accepted(),
        await confirmed({}, wallets.ona),
        await newTransaction(),
      ])
        assert.ok(other.payments[0]);
      const ids = await client.payments.listIds({ status: 'reserved', walletId: wallets.ona, beneficiaryId: 'none' });
      assert.equal(ids.at(-1), ours);
      for (const id of ids) {
        const { status, walletId, beneficiary } = await steady.payments.get(id);
        assert.deepEqual([status, walletId, beneficiary], ['reserved', wallets.ona, null]);
      }
    },
  },
  {
    call: 'payments.cancel',
    async run({ client, confirmed }) {
      const { payments } = await confirmed({ payments: [frozen(unique('to cancel'))] });
      assert.equal((await client.payments.cancel(payments[0]?.id ?? 0)).status, 'canceled');
    },
  },
  {
    call: 'payments.freeze',
    async run({ client, confirmed }) {
      const { payments } = await confirmed({ payments: [frozen(unique('to freeze'))] });
      const id = payments[0]?.id ?? 0;
      assert.deepEqual((await client.payments.freeze(id, { forSeconds: 3600 })).freeze, { forSeconds: 3600 });
      const until = new Date(Math.floor(Date.now() / 1000 + 9000) * 1000);
      assert.deepEqual((await client.payments.freeze(id, { until })).freeze, { until });
      assert.equal((await client.payments.freeze(id, 'none')).freeze, null);
    },
  },
  {
    call: 'payments.finalize',
    how: 'for less, and in full',
    unseen: { currency: 'the currency of the payment stands for it' },
    async run({ client, confirmed }) {
      const partly = await confirmed({ payments: [frozen(unique('to finalize'))] });
      const done = await client.payments.finalize(partly.payments[0]?.id ?? 0, euro(299n));
      assert.deepEqual([done.status, done.price], ['done', euro(299n)]);
      const whole = await confirmed({ payments: [frozen(unique('to finalize'))] });
      assert.deepEqual((await client.payments.finalize(whole.payments[0]?.id ?? 0)).price, euro(1500n));
    },
  },
  {
    call: 'payments.providePassword',
    async run({ client, accepted }) {
      const { payments } = await accepted({
        payments: [{ description: 'x', price: euro(100n), password: { type: 'provided', value: 'sesame' } }],
      });
      const id = payments[0]?.id ?? 0;
      await assert.rejects(client.payments.providePassword(id, 'guess'), /invalid_password/);
      assert.deepEqual((await client.payments.providePassword(id, 'sesame')).status, 'reserved');
    },
  },
];
