import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { scope } from '#lib/paysera/scopes.ts';
import { type Contract, euro, unique, wallets } from './contract.ts';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
const locked = (password: string) =>
  ({
    payments: [{ description: unique('locked'), price: euro(100n), password: { type: 'provided', value: password, cancelable: true } }],
  }) as const;

async function first<T>(items: AsyncIterable<T>): Promise<T> {
  for await (const item of items) return item;
  return assert.fail('the list is empty');
}

export const walletContracts: Contract[] = [
  {
    call: 'wallets.get',
    how: 'by id and as me',
    async run({ client, signIn }) {
      const wallet = await client.wallets.get(wallets.ona);
      assert.deepEqual([wallet.id, wallet.owner, wallet.account?.number], [wallets.ona, 201, 'EVP0000000014471']);
      const own = await (await signIn('ona', scope.wallet_list.text)).wallets.get('me');
      assert.deepEqual([own.id, own.account?.ownerTitle !== null || own.account?.ownerDisplayName], [wallets.ona, true]);
    },
  },
  {
    call: 'wallets.find',
    how: 'by each identifier',
    async run({ client, steady }) {
      const plate = { issuer: 'LT', number: unique('card').replace(/\D/g, '7') };
      await steady.wallets.relateCard(wallets.ona, plate);
      const criteria = [
        { phone: '37060000201' },
        { email: 'ona@example.lt' },
        { accountNumber: 'EVP0000000014471' },
        { personCode: { LT: '48501010001' } },
        { barcode: '9900000014471' },
        { card: plate },
        { userId: 201 },
      ] as const;
      for (const criterion of criteria) assert.equal((await client.wallets.find(criterion)).id, wallets.ona, JSON.stringify(criterion));
      assert.equal((await client.wallets.find({ companyCode: { LT: '300000300' } })).id, wallets.kopa);
      await assert.rejects(client.wallets.find({ licencePlate: 'ABC123' }), /not_found/);
    },
  },
  {
    call: 'wallets.findByContacts',
    how: 'in clear and by hash',
    async run({ client }) {
      const clear = await client.wallets.findByContacts({ emails: ['Ona@example.lt', 'nobody@example.lt'], phones: ['+370 600 00202'] });
      assert.deepEqual(
        [...clear].map(([contact, { id }]) => [contact, id]),
        [
          ['ona@example.lt', wallets.ona],
          ['37060000202', wallets.jonas],
        ],
      );
      const hashed = await client.wallets.findByContacts({ emailHashes: [sha1('ona@example.lt')], phoneHashes: [sha1('37060000202')] });
      assert.deepEqual(
        [...hashed.values()].map(({ id }) => id),
        [wallets.ona, wallets.jonas],
      );
      assert.equal((await client.wallets.findByContacts({ emails: ['nobody@example.lt'] })).size, 0);
    },
  },
  {
    call: 'wallets.barcode',
    async run({ client }) {
      assert.equal(await client.wallets.barcode({ email: 'ona@example.lt' }), '9900000014471');
    },
  },
  {
    call: 'wallets.balance',
    async run({ signIn, control }) {
      await control('POST', '/balances', { wallet: wallets.dollars, currency: 'USD', amount: 30_000 });
      const { wallets: own } = await signIn('egle', scope.balance.text);
      const plain = await own.balance(wallets.dollars);
      assert.deepEqual(plain.get('USD')?.atDisposal, { minor: 30_000n, currency: 'USD' });
      assert.equal(plain.get('EUR'), undefined);
      const converted = await own.balance(wallets.dollars, {
        convertTo: 'EUR',
        includeConvertToCurrency: true,
        showHistoricalCurrencies: true,
      });
      assert.ok((converted.get('USD')?.converted?.atDisposal.minor ?? 0n) > 0n);
      assert.deepEqual(converted.get('EUR')?.atDisposal, euro(0n));
    },
    unseen: { show_historical_currencies: 'no wallet of the local Paysera ever held a dead currency' },
  },
  {
    call: 'wallets.hasSufficientAmount',
    async run({ signIn, control }) {
      await control('POST', '/balances', { wallet: wallets.jonas, amount: 2_000 });
      const { wallets: own } = await signIn('jonas', scope.check_has_sufficient_balance.text);
      assert.equal(await own.hasSufficientAmount('me', euro(2_000n)), true);
      assert.equal(await own.hasSufficientAmount('me', euro(2_001n)), false);
    },
  },
  {
    call: 'wallets.statements',
    how: 'page after page, with every filter',
    async run({ signIn, confirmed, control }) {
      const text = unique('statement');
      const before = Number((await control('GET', '/clock')).now);
      for (let nth = 0; nth < 3; nth++) await confirmed({ payments: [{ description: text, price: euro(100n) }] });
      await confirmed({ payments: [{ description: unique('another'), price: euro(100n) }] });
      await control('POST', '/balances', { wallet: wallets.egle, currency: 'USD', amount: (before % 1000) + 1 });
      const { wallets: own } = await signIn('egle', scope.statements.text);
      const filter = {
        currencies: ['EUR'],
        direction: 'out',
        text,
        from: new Date(before * 1000),
        to: new Date((before + 3600) * 1000),
        limit: 2,
      } as const;
      const ids: number[] = [];
      for await (const statement of own.statements('me', filter)) {
        assert.deepEqual([statement.amount, statement.direction, statement.otherParty?.walletId], [euro(100n), 'out', wallets.kopa]);
        ids.push(statement.id);
      }
      assert.equal(ids.length, 3);
      assert.deepEqual(
        ids,
        ids.toSorted((left, right) => right - left),
      );
      assert.equal((await own.statements('me', filter).first()).items.length, 2);
      const upwards = await own.statements('me', { text, orderDirection: 'asc', offset: 1, limit: 1 }).first();
      assert.deepEqual([upwards.offset, upwards.items[0]?.id], [1, ids[1]]);
    },
    unseen: {
      currency: 'the text of the filter alone finds these lines already',
      direction: 'the text of the filter alone finds these lines already',
      from: 'the text of the filter alone finds these lines already',
      to: 'the text of the filter alone finds these lines already',
      after: 'a list without it starts again, and ends in an error instead of a loop',
      order_direction: 'the middle one of three is the middle one both ways',
    },
  },
  {
    call: 'wallets.reservationStatements',
    async run({ signIn, accepted }) {
      const details = unique('held');
      const { key } = await accepted({ payments: [{ description: details, price: euro(170n) }] });
      const line = await first((await signIn('egle', scope.statements.text)).wallets.reservationStatements('me', { limit: 5 }));
      assert.deepEqual([line.transactionKey, line.amount, line.details, line.validUntil !== null], [key, euro(170n), details, true]);
    },
    unseen: { limit: 'the newest line comes first, on a page of any length' },
  },
  {
    call: 'wallets.pendingPayments',
    async run({ signIn, accepted }) {
      const { key, payments } = await accepted(locked('sesame'));
      await accepted();
      const { wallets: own } = await signIn('egle', scope.outgoing_payments.text, scope.incoming_payments.text);
      const pending = await first(own.pendingPayments('me', { type: 'password', direction: 'out', limit: 3 }));
      assert.deepEqual([pending.transactionKey, pending.id, pending.type, pending.cancelable], [key, payments[0]?.id, 'password', true]);
    },
    unseen: { direction: 'nobody pays Eglė', limit: 'the newest line comes first, on a page of any length' },
  },
  {
    call: 'wallets.unlockPendingPayment',
    async run({ signIn, accepted, steady }) {
      const { key, payments } = await accepted(locked('sesame'));
      const { wallets: company } = await signIn('rasa', scope.incoming_payments.text);
      await company.unlockPendingPayment(wallets.kopa, payments[0]?.id ?? 0, 'sesame');
      assert.equal((await steady.transactions.get(key)).status, 'reserved');
    },
  },
  {
    call: 'wallets.cancelPendingPayment',
    async run({ signIn, accepted, steady }) {
      const { key, payments } = await accepted(locked('sesame'));
      const { wallets: own } = await signIn('egle', scope.outgoing_payments.text);
      await own.cancelPendingPayment('me', payments[0]?.id ?? 0);
      assert.notEqual((await steady.transactions.get(key)).status, 'waiting_password');
    },
  },
  {
    call: 'wallets.favourites',
    async run({ signIn, confirmed }) {
      await confirmed();
      const favourites = await (await signIn('egle', scope.favourites.text)).wallets.favourites('me');
      assert.ok(Array.isArray(favourites) && favourites.some(({ wallet_id }) => wallet_id === wallets.kopa));
    },
  },
  {
    call: 'wallets.describe',
    async run({ signIn }) {
      const { wallets: own } = await signIn('ona', scope.manage_account.text, scope.wallet_list.text);
      const description = unique('Savings');
      assert.equal((await own.describe('me', description)).account?.description, description);
      assert.equal((await own.get('me')).account?.description, description);
    },
  },
  {
    call: 'wallets.removeDescription',
    async run({ signIn }) {
      const { wallets: own } = await signIn('ona', scope.manage_account.text);
      await own.describe('me', unique('Savings'));
      assert.equal((await own.removeDescription('me')).account?.description, null);
    },
  },
  {
    call: 'wallets.relateCard',
    async run({ client, steady }) {
      const card = { issuer: 'LT', number: unique('card').replace(/\D/g, '9') };
      await client.wallets.relateCard(wallets.jonas, card);
      assert.equal((await steady.wallets.find({ card })).id, wallets.jonas);
    },
  },
  {
    call: 'wallets.accountByIban',
    async run({ client, signIn }) {
      const own = await (await signIn('ona', scope.wallet_list.text)).wallets.get('me');
      const account = await client.wallets.accountByIban(own.account?.ibans[0] ?? '');
      assert.equal(account.account_number, 'EVP0000000014471');
    },
  },
];
