// Somebody at the database's console, past every rule and trigger: for states that only time or a fault would bring.
import type pg from 'pg';

export async function byHand(pool: pg.Pool, change: string, values: unknown[] = []): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(change, values);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** The attempt of this order is before a person, since half an hour, after it was claimed. `key`: Paysera has forgotten it. */
export function putInReview(pool: pg.Pool, orderId: string, { reason, key }: { reason: string; key?: string }): Promise<void> {
  return byHand(
    pool,
    `UPDATE attempt SET status = 'review', reason = $2, transaction_key = coalesce($3, transaction_key), provider_status = 'reserved',
      claimed_at = now() - interval '40 minutes', next_read_at = now() + interval '15 minutes', updated_at = now(),
      doubt_count = CASE WHEN $3::text IS NULL THEN 0 ELSE 6 END, doubt_since = CASE WHEN $3::text IS NULL THEN NULL ELSE now() - interval '30 minutes' END,
      forgotten_since = CASE WHEN $3::text IS NULL THEN NULL ELSE now() - interval '30 minutes' END
     WHERE order_id = $1`,
    [orderId, reason, key ?? null],
  );
}

/** Whoever is signed in as this user of Paysera did so that many minutes ago. */
export async function ageSignIn(pool: pg.Pool, payseraUserId: number, minutes: number): Promise<void> {
  await pool.query(
    `UPDATE session SET created_at = created_at - make_interval(mins => $2) WHERE shopper_id IN (SELECT id FROM shopper WHERE paysera_user_id = $1)`,
    [payseraUserId, minutes],
  );
}
