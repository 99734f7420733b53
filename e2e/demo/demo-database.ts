// The database of the demo: its own in the embedded server, or the one that DATABASE_URL names.
import pg from 'pg';
import { withClient } from '#lib/db/with-client.ts';

const ownName = 'tiltas';
const connectMs = 5_000; // a wrong address is said soon

/** Makes the database if the server has none of that name, and returns its address. */
export async function createDatabase(serverUrl: string, name = ownName): Promise<string> {
  await withClient(
    serverUrl,
    async (client) => {
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    },
    connectMs,
  );
  return at(serverUrl, name);
}

/** Takes the named database into use; refuses one in which a shop has sold for real. */
export async function useNamedDatabase(url: string, options: { fresh: boolean }): Promise<string> {
  if (!URL.canParse(url)) throw new Error('DATABASE_URL is not an address like postgresql://user:password@host:port/name.');
  const name = decodeURIComponent(new URL(url).pathname.slice(1)) || ownName;
  const named = at(url, name);
  try {
    await withClient(named, (client) => prepare(client, options.fresh), connectMs);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === '3D000') return createDatabase(at(url, 'postgres'), name);
    if (error instanceof NotForTheDemo) throw error;
    throw new Error(`DATABASE_URL names a database that cannot be used: ${message || code}.`);
  }
  return named;
}

class NotForTheDemo extends Error {}

async function prepare(client: pg.Client, fresh: boolean): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(`SELECT to_regclass('attempt') IS NOT NULL AS used`);
  if (rows[0]?.used) {
    const real = await client.query(`SELECT FROM attempt WHERE environment <> 'local' LIMIT 1`);
    if (real.rowCount) throw new NotForTheDemo('DATABASE_URL names the database of a real shop: the demo leaves it alone.');
  } else {
    const { rowCount } = await client.query(`SELECT FROM pg_tables WHERE schemaname = 'public' LIMIT 1`);
    if (rowCount) throw new NotForTheDemo('DATABASE_URL names a database that holds something else: give the demo an empty one.');
  }
  if (fresh) await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS graphile_worker CASCADE');
}

function at(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}
