// The worker's round: ends that Paysera has not been told of, grants whose fate is open, and, slowly, every active permission.
import { forgetIdleAskers, mayAsk } from '../checkout/rate-limit.ts';
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { readAllowance } from './allowance-store.ts';
import { checkAllowance } from './check-allowance.ts';
import { followGrant } from './follow-grant.ts';
import { tellPaysera } from './tell-paysera.ts';

const mostTold = 5;
const mostFollowed = 5;
/** With a beat every 15 seconds these are at most 480 calls an hour of the thousand Paysera allows (section 10). */
const mostChecked = 2;

export async function sweepAllowances(s: Services): Promise<void> {
  for (const id of await lease(s, leaseUntold, mostTold)) await quietly(s, () => tellPaysera(s, id));
  for (const id of await lease(s, leaseAsked, mostFollowed)) await quietly(s, () => followGrant(s, id));
  for (const id of await lease(s, leaseActive, mostChecked)) {
    await quietly(s, async () => {
      const allowance = await readAllowance(s, id);
      if (allowance) await checkAllowance(s, allowance, 'round', { may: () => mayAsk(s, null) });
    });
  }
  await quietly(s, () => forgetIdleAskers(s));
}

/** One that fails stops none of the others, and is looked at again when its lease is over. */
async function quietly(s: Services, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    s.log.error({ error }, 'A permission could not be looked at');
  }
}

async function lease(s: Services, statement: { name: string; text: string }, limit: number): Promise<string[]> {
  const now = s.clock.now();
  const rows = await run<{ id: string }>(s.pool, statement, [
    s.env.paysera.environment,
    now,
    new Date(now.getTime() + 2 * s.timing.permissionAgainMs),
    limit,
  ]);
  return rows.map((row) => row.id);
}

const leaseOf = (column: string, status: string) => `UPDATE allowance SET ${column} = $3 WHERE id IN (
      SELECT id FROM allowance WHERE environment = $1 AND status = '${status}' AND ${column} <= $2 ORDER BY ${column} LIMIT $4 FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
const leaseUntold = { name: 'allowances-untold', text: leaseOf('tell_at', 'ended') };
const leaseAsked = { name: 'allowances-asked', text: leaseOf('next_check_at', 'asked') };
const leaseActive = { name: 'allowances-to-check', text: leaseOf('next_check_at', 'active') };
