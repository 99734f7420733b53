// Applies prisma/migrations as `prisma migrate deploy` does, with the same table, checksums and lock, but without its engine.
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { withClient } from '../db/with-client.ts';

const projectMigrations = path.resolve(import.meta.dirname, '../../prisma/migrations');
const prismaLock = 72707369; // the advisory lock Prisma takes: its CLI and this file never migrate at once

type Applied = { migration_name: string; checksum: string; finished_at: Date | null };
type Migration = { name: string; sql: string; checksum: string };

export class MigrationError extends Error {}

/** Brings the database up to date and returns the names of what was applied. */
export async function migrate(url: string, options: { directory?: string; log?: (line: string) => void } = {}): Promise<string[]> {
  const wanted = await readMigrations(options.directory ?? projectMigrations);
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]);
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
      logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
    const missing = compare(wanted, await readApplied(client), options.log);
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  });
}

/** The names of migrations this database still lacks; changes nothing. */
export async function missingMigrations(url: string, directory = projectMigrations): Promise<string[]> {
  const wanted = await readMigrations(directory);
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ known: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS known`);
    const applied = rows[0]?.known ? await readApplied(client) : [];
    return compare(wanted, applied).map((migration) => migration.name);
  });
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, 'migration.sql'));
      return { name, sql: sql.toString('utf8'), checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return rows;
}

/** What is missing; refuses a database that a newer version, or a failed migration, has left its mark on. */
function compare(wanted: Migration[], applied: Applied[], log?: (line: string) => void): Migration[] {
  const known = new Map(wanted.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!migration) throw new MigrationError(`The database has the migration ${row.migration_name}, which this version does not know.`);
    if (!row.finished_at) {
      throw new MigrationError(`The migration ${row.migration_name} failed earlier: mend the database, then "prisma migrate resolve".`);
    }
    if (row.checksum !== migration.checksum) log?.(`The migration ${row.migration_name} was edited after it was applied.`);
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return wanted.filter((migration) => !done.has(migration.name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [id, checksum, name]);
  try {
    await client.query(sql); // one message of several statements is one transaction: it applies whole or not at all
  } catch (error) {
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(error)]);
    throw new MigrationError(`The migration ${name} could not be applied: ${(error as Error).message}`, { cause: error });
  }
  await client.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
}
