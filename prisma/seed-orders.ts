// Fills a database with a year of orders by COPY. All or nothing: one transaction, in which indexes are dropped and built again at the end.
import pg from 'pg';
import { addOrders, columns, type Tables } from './believable-orders.ts';
import { copyRows } from './copy-rows.ts';

const batchOrders = 10_000;
const tables = {
  orders: 'shop_order',
  lines: 'order_line',
  attempts: 'attempt',
  ledger: 'ledger_entry',
  outbox: 'outbox',
  diary: 'audit_event',
};

export async function seedOrders(databaseUrl: string, count: number, say: (line: string) => void = () => {}): Promise<{ seconds: number }> {
  const started = performance.now();
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'tiltas-seed' });
  await client.connect();
  try {
    await client.query('BEGIN');
    // Triggers guard what a running shop may do; this writes history, whose states were reached long ago.
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`SET LOCAL maintenance_work_mem = '256MB'`);
    const indexes = await dropIndexes(client);
    const firstNumber = await reserveNumbers(client, count);
    for (let from = 0; from < count; from += batchOrders) {
      const to = Math.min(count, from + batchOrders);
      const batch: Tables = { orders: [], lines: [], attempts: [], ledger: [], outbox: [], diary: [] };
      addOrders({ firstNumber, count, until: new Date() }, from, to, batch);
      for (const [name, table] of Object.entries(tables) as [keyof Tables, string][])
        await copyRows(client, table, columns[name], batch[name]);
      if (to % 100_000 === 0 || to === count) say(`${to.toLocaleString('en')} orders written`);
    }
    for (const index of indexes) await client.query(index);
    say('Indexes built');
    await client.query('COMMIT');
    for (const table of Object.values(tables)) await client.query(`VACUUM (ANALYZE) ${table}`);
  } finally {
    await client.end();
  }
  return { seconds: (performance.now() - started) / 1_000 };
}

/** Those no rule depends on; a million rows are sorted into them at once, rather than one by one. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_class t ON t.oid = i.indrelid WHERE t.relname = ANY($1) AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
    [Object.values(tables)],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${pg.escapeIdentifier(name)}`);
  return rows.map((row) => row.definition);
}

async function reserveNumbers(client: pg.Client, count: number): Promise<number> {
  const { rows } = await client.query<{ first: string }>(`SELECT nextval('shop_order_number_seq') AS first`);
  const first = Number(rows[0]?.first);
  await client.query(`SELECT setval('shop_order_number_seq', $1)`, [first + count]);
  return first;
}
