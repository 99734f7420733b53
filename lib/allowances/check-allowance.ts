// Whether a permission is what we think: asked at every view of the card, before every use, and by a slow round. Whatever happened to
// it at Paysera is written down here, and only an answer ends it: that Paysera is away says nothing.
import { openDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { run } from '../db/statement.ts';
import { Refused } from '../paysera/errors.ts';
import type { Services } from '../services.ts';
import { endAllowance, type StoredAllowance } from './allowance-store.ts';
import { tellPaysera } from './tell-paysera.ts';

export type Checked =
  | { kind: 'active'; at: Date }
  /** It has ended, and that is written down. */
  | { kind: 'ended' }
  /** Paysera could not be asked: what we knew may no longer be true. `asked` is false where it was not even tried. */
  | { kind: 'unreachable'; asked: boolean };

type Asking = {
  /** A page that only shows something asks whether it may; whoever pays need not. */
  may?: () => Promise<boolean>;
};

export async function checkAllowance(s: Services, allowance: StoredAllowance, source: string, { may }: Asking = {}): Promise<Checked> {
  if (allowance.status !== 'active' || allowance.walletId === null) return { kind: 'ended' };
  const now = s.clock.now();
  const end = async (why: 'expired' | 'disconnected' | 'replaced' | 'at-paysera', summary: string, tell: boolean): Promise<Checked> => {
    const ended = await endAllowance(s, { allowanceId: allowance.id, from: 'active', why, tell, source, summary });
    if (ended && tell) await tellPaysera(s, allowance.id);
    return { kind: 'ended' };
  };
  if (allowance.validUntil <= now) return end('expired', 'Its time is over', false);
  if (!allowance.connected) return end('disconnected', 'The wallet is no longer connected', true);

  if (may && !(await may())) return { kind: 'unreachable', asked: false };
  const walletId = allowance.walletId;
  const answer = await askPaysera(s, openDiary(s, { source }), 'allowance', () => findActive(s, walletId));
  if (answer.kind === 'failed') return { kind: 'unreachable', asked: true };
  // Told all the same: were it a slip, one would stay active there of which nobody here knows any more.
  if (answer.value === null) return end('at-paysera', 'No longer active at Paysera', true);
  if (answer.value.id !== allowance.providerId) return end('replaced', 'Another permission took its place at Paysera', false);
  const at = s.clock.now();
  await run(s.pool, noteCheck, [allowance.id, at, new Date(at.getTime() + s.timing.permissionRoundMs)]);
  return { kind: 'active', at };
}

/** Null when the wallet has no active permission of ours. */
export async function findActive(s: Services, walletId: number): Promise<{ id: number; currency: string; transactionKey: string } | null> {
  try {
    return await s.paysera.allowances.active(walletId, { timeoutMs: s.timing.shortCallMs });
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_found') return null;
    throw error;
  }
}

const noteCheck = {
  name: 'allowance-note-check',
  text: `UPDATE allowance SET checked_at = $2, next_check_at = $3, updated_at = $2 WHERE id = $1 AND status = 'active'`,
};
