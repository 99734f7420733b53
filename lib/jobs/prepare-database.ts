// Brings a database up to date: our migrations first, then those of graphile-worker, which our statements call.
import { runMigrations } from 'graphile-worker';
import { createPool } from '../db/client.ts';
import { migrate } from '../runtime/migrate.ts';
import { quietLogger } from './quiet-logger.ts';

/** @returns the names of our migrations that were applied. */
export async function prepareDatabase(databaseUrl: string, log?: (line: string) => void): Promise<string[]> {
  const applied = await migrate(databaseUrl, { log });
  const pool = createPool(databaseUrl, { size: 1 });
  try {
    await runMigrations({ pgPool: pool, logger: quietLogger });
  } finally {
    await pool.end();
  }
  return applied;
}
