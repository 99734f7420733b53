// One pool for everything that speaks to the database: Prisma, the money statements and the jobs.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export type Db = PrismaClient;

/** Nothing we do takes long: what does is stuck, and must not hold others up. */
const limits = { statementMs: 5_000, lockMs: 2_000, idleInTransactionMs: 5_000, connectMs: 3_000 };
/** Connections are opened anew now and then: what is learnt when one opens stays true, and memory a backend gathered is freed. */
const lifetimeS = 600;

export function createPool(
  databaseUrl: string,
  options: {
    size?: number | undefined;
    connectMs?: number;
    onError?: (error: Error) => void;
    onConnect?: (client: pg.ClientBase) => Promise<void>;
  } = {},
): pg.Pool {
  const onError = options.onError ?? (() => {});
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.size ?? 10,
    connectionTimeoutMillis: options.connectMs ?? limits.connectMs,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    application_name: 'tiltas',
    keepAlive: true,
    maxLifetimeSeconds: lifetimeS,
    // Awaited before the connection is handed out, whatever the types say.
    ...(options.onConnect ? { onConnect: options.onConnect } : {}),
  });
  // Without these two a killed connection is an unhandled 'error' event, which ends the process.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

export function createDb(pool: pg.Pool): Db {
  // The pool's owner closes it; Prisma is a guest there.
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
}
