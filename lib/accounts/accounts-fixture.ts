// Services for the tests of this folder: a real database of their own, a clock the test moves, and no Paysera unless one is given.
import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { createDb, createPool } from '#lib/db/client.ts';
import { freshDatabase } from '#lib/db/test-database.ts';
import type { Env } from '#lib/env.ts';
import { randomIds } from '#lib/ids.ts';
import { deriveKeys } from '#lib/keys.ts';
import { createLog } from '#lib/log.ts';
import type { Services } from '#lib/services.ts';

export const newSecret = (): string => randomBytes(32).toString('base64url');

type Given = {
  secret?: string;
  previousSecret?: string;
  environment?: Env['paysera']['environment'];
  owner?: bigint;
  paysera?: object;
  startAt?: Date;
};
export type Fixture = { s: Services; pass(ms: number): void; with(given: Given): Services };

export async function accountsFixture(given: Given = {}): Promise<Fixture> {
  const databaseUrl = await freshDatabase();
  const pool = createPool(databaseUrl, { size: 4 });
  const db = createDb(pool);
  after(async () => {
    await db.$disconnect();
    await pool.end();
  });
  let now = (given.startAt ?? new Date('2026-11-24T09:00:00Z')).getTime();
  const build = ({ secret = newSecret(), previousSecret, environment = 'local', owner, paysera = {} }: Given): Services => ({
    env: { shopOwner: owner ?? null, shopUrl: 'http://localhost:3000', paysera: { environment, clientId: 'test' } } as unknown as Env,
    pool,
    db,
    clock: { now: () => new Date(now) },
    ids: randomIds,
    keys: deriveKeys(secret, previousSecret ?? null, environment),
    log: createLog('silent'),
    paysera: paysera as Services['paysera'],
    timing: {} as Services['timing'],
  });
  return {
    s: build(given),
    pass: (ms) => {
      now += ms;
    },
    with: (other) => build({ ...given, ...other }),
  };
}
