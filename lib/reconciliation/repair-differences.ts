// What can be mended without touching money: reading again what is behind, and taking back transactions that nothing of ours waits for.
import { openDiary, writeDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { refreshAttempt } from '../checkout/refresh-attempt.ts';
import type { Services } from '../services.ts';
import type { NewDifference } from './difference-store.ts';
import { readDifference } from './difference-store.ts';

/** Right after a comparison: all that is safe to do at once. */
export async function repairFound(s: Services, found: NewDifference[]): Promise<void> {
  for (const { repair, attemptId, orderId, secretKey, kind } of found) {
    if (repair === 'ask' && kind === 'behind' && attemptId) await refreshAttempt(s, attemptId, 'sweep');
    if (repair === 'revoke' && secretKey) {
      const diary = openDiary(s, { orderId, attemptId, source: 'reconciliation' });
      if (kind === 'orphan') diary.note('orphan-revoked', 'A transaction whose key was never shown is taken back');
      else diary.note('dead-revoked', 'A transaction of an attempt that is over is taken back');
      await askPaysera(s, diary, 'revoke', () => s.paysera.transactions.revoke(secretKey));
      await writeDiary(s, diary);
    }
  }
}

export type Repaired =
  | { kind: 'asked'; status: string }
  | { kind: 'unreachable'; code: string }
  | { kind: 'needs-a-person' }
  | { kind: 'unknown' };

/** "Repair" on the desk: asks Paysera about that attempt once more, and writes down who asked. Anything else is a person's decision. */
export async function repairDifference(s: Services, differenceId: string, staffId: string): Promise<Repaired> {
  const difference = await readDifference(s, differenceId);
  if (!difference) return { kind: 'unknown' };
  if (!difference.attemptId || difference.repair !== 'ask') return { kind: 'needs-a-person' };
  const diary = openDiary(s, { orderId: difference.orderId, attemptId: difference.attemptId, source: 'staff' });
  diary.note('repair-asked', 'A difference was to be repaired: Paysera is asked again', { difference: differenceId, staff: staffId });
  await writeDiary(s, diary);
  const refreshed = await refreshAttempt(s, difference.attemptId, 'staff');
  if (refreshed.kind === 'unreachable') return refreshed;
  return refreshed.kind === 'read' ? { kind: 'asked', status: refreshed.status } : { kind: 'unknown' };
}
