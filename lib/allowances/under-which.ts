// Under which permission Paysera counted a reserve. The call names a wallet, and its answer no permission: a newer one that took the
// place of ours between our look and our call is what it counts under.
import type { Diary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { findActive } from './check-allowance.ts';

/** `another`: it may be ours all the same, but nobody can tell any more. `unknown`: Paysera could not be asked. */
export type UnderWhich = 'ours' | 'another' | 'unknown';

/**
 * To be asked once the reserve has been answered, or its transaction is read as reserved. A permission that was active before and still is
 * was so at every moment between: one that lost its place never comes back, and a wallet has one.
 */
export async function underWhich(s: Services, diary: Diary, attemptId: string): Promise<UnderWhich> {
  const taken = await runOne<{ wallet_id: string; provider_id: string }>(s.pool, takenFrom, [attemptId, s.env.paysera.environment]);
  if (!taken) return 'another';
  const answer = await askPaysera(s, diary, 'allowance', () => findActive(s, Number(taken.wallet_id)));
  if (answer.kind === 'failed') return 'unknown';
  return answer.value?.id === Number(taken.provider_id) ? 'ours' : 'another';
}

const takenFrom = {
  name: 'allowance-taken-from',
  text: `SELECT w.wallet_id::text AS wallet_id, w.provider_id::text AS provider_id
    FROM allowance_use u JOIN allowance w ON w.id = u.allowance_id WHERE u.attempt_id = $1 AND u.environment = $2`,
};
