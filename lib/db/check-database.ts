// What the promises about money stand on: settings that keep a commit through a crash, and the indexes that let one of two win.
import type pg from 'pg';

const settingsThatMustBeOn = ['fsync', 'full_page_writes', 'synchronous_commit'];
const indexesThatMustExist = [
  'one_live_attempt',
  'one_capture',
  'attempt_environment_transaction_key_key',
  'shop_order_cart_id_cart_version_key',
  'outbox_order_id_kind_key',
  'ledger_entry_attempt_id_account_kind_key',
];

/** @returns a sentence for the person who starts the shop, or null when all is well. */
export async function checkDatabase(pool: pg.Pool): Promise<string | null> {
  const { rows: settings } = await pool.query<{ name: string }>(
    `SELECT name FROM pg_settings WHERE name = ANY($1) AND setting NOT IN ('on', 'remote_write', 'remote_apply') ORDER BY name`,
    [settingsThatMustBeOn],
  );
  if (settings[0]) return `The database runs with ${settings[0].name} off: a crash could lose payments that were acknowledged.`;
  const { rows: indexes } = await pool.query<{ name: string }>(
    `SELECT wanted.name FROM unnest($1::text[]) AS wanted(name)
     WHERE NOT EXISTS (SELECT FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid WHERE c.relname = wanted.name AND i.indisunique AND i.indisvalid)`,
    [indexesThatMustExist],
  );
  if (indexes[0]) return `The database lacks the unique index ${indexes[0].name}: apply the migrations with npm run migrate.`;
  return null;
}
