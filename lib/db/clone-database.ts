// A database of its own for whoever tests, cloned in a few dozen milliseconds from a template that is migrated once.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { prepareDatabase } from '../jobs/prepare-database.ts';
import { startPostgres } from '../runtime/embedded-postgres.ts';
import { withClient } from './with-client.ts';

const root = path.resolve(import.meta.dirname, '../..');
const migrations = path.join(root, 'prisma/migrations');
const templateLock = 5152001; // two test files that start at once make one template

/** A fresh, migrated, empty database; whoever asked for it drops it. */
export async function cloneDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = await testServer();
  return createFrom(server, await makeTemplate(server));
}

/** A second one like it, with all that is in it; nobody may be connected to the first meanwhile. */
export async function copyDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  // As files: through the log, a million orders would be written twice.
  return createFrom(await testServer(), new URL(url).pathname.slice(1), 'STRATEGY file_copy');
}

async function createFrom(server: string, template: string, strategy = '') {
  const name = `t_${randomBytes(8).toString('hex')}`;
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} ${strategy}`));
  return {
    url: at(server, name),
    drop: async () => {
      await onServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** A server that tests may fill with databases: the one named in the environment, or the embedded one of this checkout. */
async function testServer(): Promise<string> {
  const given = process.env.DATABASE_URL_FOR_TESTS;
  if (given) return given;
  const { url } = await startPostgres(path.join(root, '.tiltas/test-postgres'), { port: 0 });
  return url;
}

/** Named by the hash of the migrations: an edited migration makes another template. Nobody stays connected to it. */
async function makeTemplate(server: string): Promise<string> {
  const name = `tiltas_${hashOfMigrations()}`;
  await onServer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const unfinished = `${name}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    await prepareDatabase(at(server, unfinished));
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
  });
  return name;
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(migrations, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (entry.isDirectory()) hash.update(entry.name).update(readFileSync(path.join(migrations, entry.name, 'migration.sql')));
  }
  hash.update(readFileSync(path.join(root, 'node_modules/graphile-worker/package.json')));
  return hash.digest('hex').slice(0, 16);
}

function at(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

function onServer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(at(server, 'postgres'), work);
}
