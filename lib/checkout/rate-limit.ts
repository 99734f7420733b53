// Paysera answers 60 calls a minute for one access token and so many an hour for the shop's account (1,000 unless it agreed to more).
// What a payment needs is asked in any case; what a page only wants to show asks here first, so that nobody who turns pages quickly can
// use up what the payments of others need. Counted in the database, for all instances together: no library of ours counts there.
import { run, runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type Asker = `permission ${string}` | `wallet of ${string}`;

// At most 36 + 18 = 54 calls in any minute, and with the presses between them not above 60.
const atOnce = 36;
const everyMs = 60_000 / 18;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Whether one more call for something that is only shown may go to Paysera; a yes is taken. `asker` is null for the shop's own rounds. */
export async function mayAsk(s: Services, asker: Asker | null): Promise<boolean> {
  const { environment, callsPerHour } = s.env.paysera;
  // A quarter at once and a quarter an hour: at most half of what Paysera answers in any hour.
  const quarter = Math.floor(callsPerHour / 4);
  const values = [environment, asker, s.clock.now(), everyMs, everyMs * atOnce, hourMs / quarter, hourMs];
  return (await runOne(s.pool, take, values)) !== null;
}

/** Who has long not asked needs no row. */
export async function forgetIdleAskers(s: Services): Promise<void> {
  await run(s.pool, forget, [s.env.paysera.environment, new Date(s.clock.now().getTime() - dayMs)]);
}

/**
 * A call (or whatever is counted) moves the asker's moment on by its share; it is refused when that would lie further ahead than all of
 * them at once (GCRA). The numbers are those of parameters: milliseconds of each, and of all at once; $1 is the environment, $3 now.
 */
export const takeFor = (asker: string, each: string, atMost: string, only: string) => `
    INSERT INTO call_rate AS r (environment, asker, spent_until)
    SELECT $1, ${asker}, $3::timestamptz + $${each}::float8 * interval '1 ms' WHERE ${only}
    ON CONFLICT (environment, asker) DO UPDATE SET spent_until = greatest(r.spent_until, $3) + $${each} * interval '1 ms'
    WHERE greatest(r.spent_until, $3) + $${each} * interval '1 ms' <= $3 + $${atMost}::float8 * interval '1 ms'
    RETURNING r.asker`;
const take = {
  name: 'call-rate-take',
  text: `WITH own AS (${takeFor('$2::text', '4', '5', '$2::text IS NOT NULL')}),
    account AS (${takeFor("'account'", '6', '7', '$2::text IS NULL OR EXISTS (SELECT FROM own)')})
    SELECT asker FROM account`,
};
const forget = { name: 'call-rate-forget', text: 'DELETE FROM call_rate WHERE environment = $1 AND spent_until < $2' };
