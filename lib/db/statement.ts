// Money is written by single statements, prepared once for each connection; measured, they are ten times an interactive transaction.
import type pg from 'pg';
import { sqlstateOf, sqlstates } from './sqlstate.ts';

const mostTries = 3;

export type Statement = { name: string; text: string };

/** The name lets the server keep the plan; it must differ for every text. */
export async function run<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: Statement, values: unknown[]): Promise<Row[]> {
  for (let tries = 1; ; tries++) {
    try {
      const result = await pool.query<Row>({ ...statement, values });
      return result.rows;
    } catch (error) {
      // A statement that lost a deadlock, or waited too long for its turn, did nothing at all: saying it again is safe.
      const state = sqlstateOf(error);
      const lost = state === sqlstates.deadlock || state === sqlstates.serializationFailure || state === sqlstates.lockTimeout;
      if (!lost || tries === mostTries) throw error;
    }
  }
}

export async function runOne<Row extends pg.QueryResultRow>(pool: pg.Pool, statement: Statement, values: unknown[]): Promise<Row | null> {
  return (await run<Row>(pool, statement, values))[0] ?? null;
}
