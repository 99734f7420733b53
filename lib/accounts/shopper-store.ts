// People who connected a wallet. Paysera's user id says who someone is; name and e-mail are only what Paysera told us last.
import type { Services } from '#lib/services.ts';
import { runOne } from '../db/statement.ts';

export type Shopper = { id: string; payseraUserId: bigint; email: string | null; name: string | null };
export type PayseraPerson = { payseraUserId: bigint; email: string | null; name: string | null };

const shown = { id: true, payseraUserId: true, email: true, name: true } as const;

export async function findShopper(s: Services, shopperId: string): Promise<Shopper | null> {
  return s.db.shopper.findFirst({ where: { id: shopperId, environment: s.env.paysera.environment }, select: shown });
}

/** Makes the shopper at their first connection and renews name and e-mail at every later one. */
export async function saveShopper(s: Services, person: PayseraPerson): Promise<Shopper> {
  const { payseraUserId, email, name } = person;
  const values = [s.ids.next('shp'), s.env.paysera.environment, payseraUserId, email, name, s.clock.now()];
  const row = (await runOne<Row>(s.pool, save, values)) as Row;
  return { ...row, payseraUserId: BigInt(row.payseraUserId) };
}

type Row = { id: string; payseraUserId: string; email: string | null; name: string | null };

const save = {
  name: 'shopper-save',
  text: `INSERT INTO shopper (id, environment, paysera_user_id, email, name, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
    ON CONFLICT (environment, paysera_user_id) DO UPDATE SET email = excluded.email, name = excluded.name, updated_at = excluded.updated_at
    RETURNING id, paysera_user_id::text AS "payseraUserId", email, name`,
};
