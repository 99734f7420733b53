import assert from 'node:assert/strict';
import type { TransactionRequest } from '#lib/paysera/transaction.ts';
import { type Bench, type Contract, euro, unique, wallets } from './contract.ts';

const code = async ({ control }: Bench, path: string, body: object) => String((await control('POST', path, body)).code);
const withInquiry: Partial<TransactionRequest> = {
  inquiries: [
    {
      identifier: 'who',
      type: 'required',
      description: 'Who are you?',
      items: [{ identifier: 'code', type: 'person_code', title: 'Code' }],
    },
  ],
};

export const transactionContracts: Contract[] = [
  {
    call: 'transactions.create',
    how: 'with everything a transaction can say',
    unseen: {
      'payments[1].currency': 'a payment without currency is refused, which the loss of it shows as well',
      'restrictions.account_owner.requirements[0]': 'an empty list of requirements is shown as one',
    },
    async run({ client, steady }) {
      const moved = await steady.payments.create({ description: unique('moved'), price: euro(500n) });
      const request: TransactionRequest = {
        payments: [moved.id, { description: 'inline', price: euro(700n) }],
        allowance: {
          data: {
            description: 'Monthly',
            maxPrice: euro(5000n),
            limits: [{ maxPrice: euro(100n), seconds: 60 }],
            valid: { forSeconds: 60 },
          },
          optional: true,
        },
        reserve: { forSeconds: 86_400 },
        useAllowance: false,
        suggestAllowance: true,
        autoConfirm: true,
        redirectUri: 'https://shop.example/return',
        callbackUri: 'https://shop.example/callback',
        user: { email: 'ona@example.lt' },
        restrictions: { accountOwner: { type: 'natural', requirements: ['identity'], level: 'identified' } },
        ...withInquiry,
      };
      const created = await client.transactions.create(request);
      const read = await steady.transactions.get(created.key);
      assert.deepEqual(read, created);
      assert.deepEqual(
        read.payments.map(({ id, price, description }) => (id === moved.id ? 'moved' : [description, price])),
        ['moved', ['inline', euro(700n)]],
      );
      assert.equal((await steady.payments.get(moved.id)).transactionKey, read.key);
      const { reserve, useAllowance, suggestAllowance, autoConfirm, redirectUri, callbackUri, user } = read;
      assert.deepEqual(
        { reserve, useAllowance, suggestAllowance, autoConfirm, redirectUri, callbackUri, user },
        {
          reserve: request.reserve,
          useAllowance: false,
          suggestAllowance: true,
          autoConfirm: true,
          redirectUri: request.redirectUri,
          callbackUri: request.callbackUri,
          user: request.user,
        },
      );
      const { data, optional } = read.allowance ?? assert.fail('the allowance is lost');
      assert.deepEqual(
        [data.description, data.maxPrice, data.limits, data.valid, optional],
        ['Monthly', euro(5000n), [{ maxPrice: euro(100n), seconds: 60 }], { forSeconds: 60 }, true],
      );
      assert.deepEqual(read.restrictions, { account_owner: { type: 'natural', requirements: ['identity'], level: 'identified' } });
      assert.deepEqual(read.inquiries[0]?.raw, withInquiry.inquiries?.[0]);
      assert.deepEqual([read.status, read.projectId], ['new', 100]);
    },
  },
  {
    call: 'transactions.create',
    how: 'with an allowance of before, held until a date, without callbacks',
    async run({ client, steady }) {
      const { id } = await steady.allowances.create({ maxPrice: euro(5000n) });
      const until = new Date(Math.floor(Date.now() / 1000 + 3600) * 1000);
      const transaction = await client.transactions.create({ allowance: { id, optional: true }, reserve: { until }, callbackUri: false });
      assert.deepEqual([transaction.allowance?.data.id, transaction.allowance?.optional], [id, true]);
      assert.deepEqual([transaction.reserve, transaction.callbackUri, transaction.payments], [{ until }, false, []]);
    },
  },
  {
    call: 'transactions.get',
    async run({ client, newTransaction }) {
      const { key } = await newTransaction();
      const read = await client.transactions.get(key, { fields: '*,project' });
      assert.deepEqual([read.key, read.status, read.project?.id, read.payments.length], [key, 'new', 100, 1]);
    },
  },
  {
    call: 'transactions.list',
    how: 'page after page, with every filter',
    unseen: {
      project_id: 'the client has one project',
      from: 'older ones of this status do not exist when the newest page is looked at',
      to: 'nothing is made in the future',
      offset: 'a list without it would repeat its first page',
    },
    async run({ client, newTransaction, control }) {
      const now = Number((await control('GET', '/clock')).now);
      const keys: string[] = [];
      for (let nth = 0; nth < 3; nth++) keys.unshift((await newTransaction()).key);
      const rejected = await newTransaction();
      await control('POST', `/transactions/${rejected.key}/reject`);
      const filter = { status: 'new', projectId: 100, from: new Date((now - 60) * 1000), to: new Date((now + 3600) * 1000), limit: 2 };
      const found: string[] = [];
      for await (const { key, status } of client.transactions.list(filter)) {
        assert.equal(status, 'new');
        if (found.push(key) === 3) break;
      }
      assert.deepEqual(found, keys);
      assert.equal((await client.transactions.list(filter).first()).items.length, 2);
      const nowhere = client.transactions.list({ locationId: 999_999 });
      for await (const { key } of nowhere) assert.fail(`${key} is at no location`);
    },
  },
  {
    call: 'transactions.types',
    async run({ client, newTransaction }) {
      const { key } = await newTransaction();
      const types = await client.transactions.types(key, wallets.egle);
      for (const type of ['page', 'pin', 'flash']) assert.ok(types.includes(type), type);
    },
  },
  {
    call: 'transactions.availableTypes',
    async run({ client, newTransaction }) {
      assert.ok((await client.transactions.availableTypes((await newTransaction()).key)).includes('page'));
    },
  },
  {
    call: 'transactions.reserve',
    how: 'by allowance, naming a wallet and naming a payer',
    async run({ client, steady, accepted, newTransaction }) {
      const { key } = await accepted({ payments: undefined, allowance: { data: { maxPrice: euro(5000n) } } } as never);
      await steady.transactions.confirm(key);
      for (const reservation of [
        { by: 'allowance', walletId: wallets.egle },
        { by: 'allowance', payer: { email: 'egle@example.lt' } },
      ] as const) {
        const reserved = await client.transactions.reserve((await newTransaction()).key, reservation);
        assert.deepEqual([reserved.status, reserved.type, reserved.walletId], ['reserved', 'automatic', wallets.egle]);
      }
    },
  },
  {
    call: 'transactions.reserve',
    how: 'by PIN, with a price, a source of funds, and another transaction given up',
    unseen: { 'payment_prices.*.currency': 'the currency of the payment stands for it', notification: 'nobody is notified here' },
    async run(bench) {
      const { client, steady, newTransaction } = bench;
      const old = await newTransaction();
      const { key, payments } = await newTransaction({
        payments: [{ description: 'x', price: euro(200n), priceRules: { min: euro(100n), max: euro(300n) } }],
        ...withInquiry,
      });
      const id = String(payments[0]?.id);
      const reserved = await client.transactions.reserve(key, {
        by: 'pin',
        walletId: wallets.egle,
        pin: '3456',
        paymentPrices: { [id]: euro(250n) },
        fundsSources: { [id]: { type: 'gift', details: 'from aunt' } },
        inquiries: [{ identifier: 'who' }],
        revokeTransactionKey: old.key,
        notification: false,
      });
      const [payment] = reserved.payments;
      assert.deepEqual([reserved.status, reserved.type, payment?.price], ['reserved', 'pin', euro(250n)]);
      assert.deepEqual(payment?.fundsSource, { type: 'gift', details: 'from aunt' });
      assert.equal((await steady.transactions.get(old.key)).status, 'deleted');
      await assert.rejects(
        client.transactions.reserve((await newTransaction()).key, { by: 'pin', walletId: wallets.jonas, pin: '0000' }),
        /invalid_pin/,
      );
    },
  },
  {
    call: 'transactions.reserve',
    how: 'by the code of an SMS',
    async run(bench) {
      const { client, steady, control, newTransaction } = bench;
      const { key } = await newTransaction();
      await steady.transactions.flash(key, wallets.egle);
      const smsCode = String((await control('GET', `/transactions/${key}/flash-code`)).code);
      const reserved = await client.transactions.reserve(key, { by: 'sms', walletId: wallets.egle, smsCode });
      assert.deepEqual([reserved.status, reserved.type], ['reserved', 'flash']);
    },
  },
  {
    call: 'transactions.reserve',
    how: 'by the code of the payer’s app',
    async run(bench) {
      const { key } = await bench.newTransaction();
      const reserved = await bench.client.transactions.reserve(key, {
        by: 'code',
        code: await code(bench, '/reservation-codes', { wallet: wallets.egle }),
      });
      assert.deepEqual([reserved.status, reserved.type, reserved.walletId], ['reserved', 'reservation_code', wallets.egle]);
    },
  },
  {
    call: 'transactions.flash',
    async run({ client, control, newTransaction }) {
      const { key } = await newTransaction();
      assert.equal((await client.transactions.flash(key, wallets.egle)).status, 'waiting');
      await control('POST', `/transactions/${key}/answer-flash`, { accepted: true });
      assert.equal((await client.transactions.get(key)).status, 'reserved');
    },
  },
  {
    call: 'transactions.confirm',
    how: 'in full and for less',
    unseen: { '*.currency': 'the currency of the payment stands for it' },
    async run({ client, accepted }) {
      const whole = await client.transactions.confirm((await accepted()).key);
      assert.deepEqual([whole.status, whole.payments[0]?.status, whole.confirmedAt !== null], ['confirmed', 'confirmed', true]);
      const { key, payments } = await accepted({ payments: [{ description: 'x', price: euro(2000n) }] });
      const less = await client.transactions.confirm(key, new Map([[payments[0]?.id ?? 0, euro(1500n)]]));
      assert.deepEqual([less.status, less.payments[0]?.price], ['confirmed', euro(1500n)]);
    },
  },
  {
    call: 'transactions.revoke',
    how: 'before and after it was accepted',
    async run({ client, accepted, newTransaction }) {
      assert.equal((await client.transactions.revoke((await newTransaction()).key)).status, 'deleted');
      assert.equal((await client.transactions.revoke((await accepted()).key)).status, 'revoked');
    },
  },
  {
    call: 'transactions.inquiredInformation',
    async run({ client, steady, newTransaction }) {
      const { key } = await newTransaction(withInquiry);
      await steady.transactions.reserve(key, { by: 'pin', walletId: wallets.egle, pin: '3456', inquiries: [{ identifier: 'who' }] });
      assert.deepEqual(await client.transactions.inquiredInformation(key), [
        { inquiryIdentifier: 'who', itemIdentifier: 'code', itemType: 'person_code', value: '47807070003' },
      ]);
    },
  },
  {
    call: 'transactions.requestFrom',
    async run({ client, steady, newTransaction }) {
      for (const user of [{ userId: 202 }, { email: 'jonas@example.lt' }, { phone: '37060000202' }] as const) {
        const { key } = await newTransaction();
        await client.transactions.requestFrom(key, user);
        assert.deepEqual((await steady.transactions.get(key)).user, { email: 'jonas@example.lt' });
      }
    },
  },
];
