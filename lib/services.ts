// The composition root: what a process needs is made once here and handed to every use case as its first argument.
import type pg from 'pg';
import { type Timing, usualTiming } from './checkout/timing.ts';
import type { Clock } from './clock.ts';
import { createDb, createPool, type Db } from './db/client.ts';
import { createDatabaseClock } from './db/database-clock.ts';
import { type Env, env as processEnv } from './env.ts';
import { type Ids, randomIds } from './ids.ts';
import { deriveKeys, type Keys } from './keys.ts';
import { createLog, type Log } from './log.ts';
import { createPayseraClient, type PayseraClient } from './paysera/client.ts';

export type Services = {
  env: Env;
  pool: pg.Pool;
  db: Db;
  paysera: PayseraClient;
  clock: Clock;
  ids: Ids;
  log: Log;
  keys: Keys;
  timing: Timing;
};

// Next loads a module once per bundle; a process has one pool all the same.
const holder = globalThis as { tiltasServices?: Services };

/** The services of this process, made from its environment at the first call. */
export function services(): Services {
  holder.tiltasServices ??= createServices(processEnv());
  return holder.tiltasServices;
}

/** `machineClock` and `poolSize` shape what is made here; everything else takes the place of it. */
export function createServices(env: Env, overrides: Partial<Services> & { machineClock?: Clock; poolSize?: number } = {}): Services {
  const log = overrides.log ?? createLog(env.logLevel);
  const databaseClock = createDatabaseClock(overrides.machineClock);
  const clock = overrides.clock ?? databaseClock;
  const timing = overrides.timing ?? usualTiming;
  const pool =
    overrides.pool ??
    createPool(env.databaseUrl, {
      size: overrides.poolSize,
      onError: (error) => log.warn({ error }, 'A database connection was lost'),
      onConnect: (client) => databaseClock.learn(client),
    });
  return {
    env,
    log,
    clock,
    timing,
    pool,
    db: overrides.db ?? createDb(pool),
    paysera: overrides.paysera ?? createPaysera(env, clock, timing),
    ids: overrides.ids ?? randomIds,
    keys: overrides.keys ?? deriveKeys(env.shopSecret, env.shopSecretPrevious, env.paysera.environment),
  };
}

export async function closeServices(s: Services): Promise<void> {
  if (holder.tiltasServices === s) delete holder.tiltasServices;
  await s.paysera.close();
  await s.db.$disconnect();
  await s.pool.end();
}

function createPaysera(env: Env, clock: Clock, timing: Timing): PayseraClient {
  const { environment, clientId, macKey, projectId, local } = env.paysera;
  return createPayseraClient({
    environment: local ? { name: 'local', apiUrl: local.apiUrl, pagesUrl: local.pagesUrl } : (environment as 'production' | 'sandbox'),
    credentials: { kind: 'mac', clientId, macKey },
    projectId: Number(projectId),
    ...(local ? { ca: local.ca } : {}),
    clock,
    timeouts: { connectMs: 1_000, totalMs: timing.callMs },
  });
}
