// What a page that shows a permission asks of Paysera: once for all that the page draws, and inside what Paysera answers in a minute.
import { type Asker, mayAsk } from '../checkout/rate-limit.ts';
import type { Services } from '../services.ts';
import { type AskedAllowance, readActiveAllowance, readAskedOfPaid, type StoredAllowance } from './allowance-store.ts';
import { type Checked, checkAllowance } from './check-allowance.ts';
import { followGrant } from './follow-grant.ts';

/** A permission that has not ended, as far as could be learnt. */
export type Standing = { allowance: StoredAllowance; checked: Exclude<Checked, { kind: 'ended' }> };
export type Look = {
  standing: Standing | null;
  /** Asked for with an order that is paid, and its fate is still open. */
  asked: AskedAllowance | null;
};

export async function lookAtPermission(s: Services, shopperId: string): Promise<Look> {
  const asked = await readAskedOfPaid(s, shopperId);
  const isOpen =
    asked !== null && (!(await mayAsk(s, lookerAt(asked.allowanceId))) || (await followGrant(s, asked.allowanceId)) === 'later');
  const allowance = await readActiveAllowance(s, shopperId);
  const checked = allowance && (await checkAllowance(s, allowance, 'look', { may: () => mayAsk(s, lookerAt(allowance.id)) }));
  const standing = checked && checked.kind !== 'ended' ? { allowance, checked } : null;
  return { standing, asked: isOpen ? asked : null };
}

/** All who look at one permission share its calls: there is one shopper, whatever number of browsers. */
export function lookerAt(allowanceId: string): Asker {
  return `permission ${allowanceId}`;
}
