import assert from 'node:assert/strict';
import type { Contract } from './contract.ts';

export const serverContracts: Contract[] = [
  {
    call: 'server.time',
    async run({ client, control }) {
      const time = await client.server.time();
      const { now } = await control('GET', '/clock');
      assert.ok(Math.abs(time.getTime() / 1000 - Number(now)) <= 2);
    },
  },
  {
    call: 'server.configuration',
    async run({ client }) {
      assert.equal((await client.server.configuration()).minimumPasswordLength, 8);
    },
  },
  {
    call: 'server.currencies',
    async run({ client }) {
      assert.ok((await client.server.currencies()).includes('EUR'));
    },
  },
  {
    call: 'call',
    how: 'signs, sends and judges what the surface does not have',
    async run({ client }) {
      const call = {
        name: 'call',
        method: 'GET',
        path: '/rest/v1/project/100',
        decode: (value: unknown) => (value as { id: number }).id,
      } as const;
      assert.equal(await client.call(call), 100);
      await assert.rejects(client.call({ ...call, path: '/rest/v1/spot/1' }), /call: refused with not_found/);
    },
  },
];
