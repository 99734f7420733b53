// One connection for one piece of work, outside any pool: for what happens before there is one, and for looking from outside.
import pg from 'pg';

/**
 * Connects, works, and disconnects whatever comes of it. A connection that dies meanwhile fails the work, not the process.
 * @param connectMs how long connecting may take; 0 waits as long as the system does
 */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>, connectMs = 0): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One statement, and its rows. */
export function queryOnce(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows);
}
