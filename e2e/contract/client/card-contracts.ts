import assert from 'node:assert/strict';
import { type Bench, type Contract, wallets } from './contract.ts';

const account = { number: 'EVP0000000014471', order: 3 };
const relation = { redirectBackUri: 'https://shop.example/cards', locale: 'lt' };
const create = ({ steady }: Bench) => steady.cards.create({ userId: 201, accounts: [account], relation });

/** A right that only an SMS code adds to a token, when it is refreshed. */
async function converter({ client, steady, control }: Bench) {
  const { refreshToken } = await steady.oauth.passwordGrant({ username: 'egle@example.lt', password: '3456' });
  const code = String((await control('POST', '/sms-codes', { user: 203 })).code);
  return client.withToken(await steady.oauth.refresh({ refreshToken: refreshToken ?? '', scopes: ['convert_currency'], code }));
}

export const cardContracts: Contract[] = [
  {
    call: 'cards.create',
    async run({ client, steady }) {
      const { id } = await client.cards.create({ userId: 201, accounts: [account], relation });
      const card = await steady.cards.get(id);
      assert.deepEqual([card.userId, card.accounts, card.relation?.redirectBackUri], [201, [account], relation.redirectBackUri]);
      assert.match(card.relation?.redirectUri ?? '', /\/lt\//);
    },
  },
  {
    call: 'cards.get',
    async run(bench) {
      const { id } = await create(bench);
      const card = await bench.client.cards.get(id);
      assert.deepEqual([card.id, card.status], [id, 'new']);
    },
  },
  {
    call: 'cards.list',
    unseen: { limit: 'pages of any length hold them all', offset: 'a list without it would repeat its first page' },
    async run(bench) {
      const made = [(await create(bench)).id, (await create(bench)).id, (await create(bench)).id];
      const ids: number[] = [];
      for await (const { id } of bench.client.cards.list({ userId: 201, limit: 2 })) ids.push(id);
      assert.deepEqual(ids.slice(-3), made);
    },
  },
  {
    call: 'cards.remove',
    async run(bench) {
      const { id } = await create(bench);
      await bench.client.cards.remove(id);
      await assert.rejects(bench.steady.cards.get(id), /not_found/);
    },
  },
  {
    call: 'currencyConversion.calculate',
    unseen: { account_number: 'the rate is the same for every account' },
    async run(bench) {
      const { currencyConversion } = await converter(bench);
      const pair = { fromCurrency: 'EUR', toCurrency: 'USD' };
      const there = await currencyConversion.calculate({
        ...pair,
        fromAmount: { minor: 10_000n, currency: 'EUR' },
        accountNumber: 'EVP0000000014473',
      });
      assert.deepEqual(there.from, { minor: 10_000n, currency: 'EUR' });
      assert.ok(there.to.currency === 'USD' && there.to.minor > 0n);
      const back = await currencyConversion.calculate({ ...pair, toAmount: there.to });
      assert.deepEqual(back.to, there.to);
    },
  },
  {
    call: 'currencyConversion.convert',
    async run(bench) {
      await bench.control('POST', '/balances', { wallet: wallets.egle, amount: 500_000 });
      const { currencyConversion } = await converter(bench);
      const pair = { fromCurrency: 'EUR', toCurrency: 'USD', accountNumber: 'EVP0000000014473' };
      const euros = (minor: bigint) => ({ minor, currency: 'EUR' });
      const dollars = (minor: bigint) => ({ minor, currency: 'USD' });
      const done = await currencyConversion.convert({ ...pair, toAmount: dollars(200n), maxFromAmount: euros(1_000n) });
      assert.deepEqual([done.to, done.accountNumber, done.id !== null], [dollars(200n), pair.accountNumber, true]);
      const given = await currencyConversion.convert({ ...pair, fromAmount: euros(100n), minToAmount: dollars(1n) });
      assert.deepEqual(given.from, euros(100n));
      await assert.rejects(
        currencyConversion.convert({ ...pair, toAmount: dollars(200n), maxFromAmount: euros(1n) }),
        /invalid_parameters/,
      );
      await assert.rejects(
        currencyConversion.convert({ ...pair, fromAmount: euros(100n), minToAmount: dollars(10_000n) }),
        /invalid_parameters/,
      );
    },
  },
];
