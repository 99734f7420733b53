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
];
