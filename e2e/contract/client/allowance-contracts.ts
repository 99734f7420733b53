import assert from 'node:assert/strict';
import { type Bench, type Contract, euro, unique, wallets } from './contract.ts';

/** An allowance that Eglė has given, in place of any before. */
async function active({ accepted, steady }: Bench): Promise<number> {
  const { key, allowance } = await accepted({
    payments: undefined,
    allowance: { data: { description: unique('allowance'), maxPrice: euro(5000n) } },
  } as never);
  await steady.transactions.confirm(key);
  return allowance?.data.id ?? 0;
}

export const allowanceContracts: Contract[] = [
  {
    call: 'allowances.create',
    async run({ client, steady }) {
      const request = {
        description: unique('Monthly'),
        maxPrice: euro(5000n),
        valid: { forSeconds: 86_400 },
        limits: [{ maxPrice: euro(1000n), seconds: 3600 }],
      } as const;
      const created = await client.allowances.create(request);
      const { description, maxPrice, valid, limits, currency, status } = await steady.allowances.get(created.id);
      assert.deepEqual({ description, maxPrice, valid, limits, currency, status }, { ...request, currency: 'EUR', status: 'new' });
      const until = new Date(Math.floor(Date.now() / 1000 + 86_400) * 1000);
      const limited = await client.allowances.create({
        limits: [{ maxPrice: { minor: 5n, currency: 'USD' }, seconds: 60 }],
        valid: { until },
      });
      assert.deepEqual([limited.currency, limited.maxPrice, limited.valid], ['USD', null, { until }]);
    },
  },
  {
    call: 'allowances.get',
    async run(bench) {
      const id = await active(bench);
      const allowance = await bench.client.allowances.get(id);
      assert.deepEqual([allowance.id, allowance.status, allowance.walletId], [id, 'active', wallets.egle]);
    },
  },
  {
    call: 'allowances.active',
    async run(bench) {
      const id = await active(bench);
      const found = await bench.client.allowances.active(wallets.egle);
      assert.deepEqual([found.id, found.status], [id, 'active']);
      await assert.rejects(bench.client.allowances.active(wallets.jonas), /not_found/);
    },
  },
  {
    call: 'allowances.limit',
    async run(bench) {
      await active(bench);
      assert.deepEqual(await bench.client.allowances.limit(wallets.egle), euro(5000n));
      assert.deepEqual(await bench.client.allowances.limit(wallets.egle, 'USD'), { minor: 0n, currency: 'USD' });
    },
  },
  {
    call: 'allowances.cancel',
    async run(bench) {
      const id = await active(bench);
      await bench.client.allowances.cancel(id);
      assert.equal((await bench.steady.allowances.get(id)).status, 'inactive');
    },
  },
  {
    call: 'allowances.cancelActive',
    async run(bench) {
      const id = await active(bench);
      await bench.client.allowances.cancelActive(wallets.egle);
      assert.equal((await bench.steady.allowances.get(id)).status, 'inactive');
    },
  },
];
