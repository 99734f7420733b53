// What a one-click has reserved is held only once it is known to count under the permission that was pressed for, and is let go where
// that can no longer be told: the next approval is by PIN.
import type { Diary } from '../audit/diary.ts';
import { failpoint } from '../checkout/failpoint.ts';
import { letGo, type Seen } from '../payments/transition-attempt.ts';
import type { Services } from '../services.ts';
import { readQuickPaySettings } from './quick-pay-settings.ts';
import { keepHeld } from './take-use.ts';
import { underWhich } from './under-which.ts';

export type MadeSure =
  /** Held until then. Where it is not sure, Paysera could not be asked, and it is not taken before it was. */
  | { kind: 'held'; until: Date; sure: boolean }
  /** Another permission is active, or none: to be revoked at Paysera, which gives the use back wherever it counts. */
  | { kind: 'let-go' }
  /** It has moved on, or was made sure by another. */
  | { kind: 'lost' };

export const permissionChanged = 'permission-changed';

type Reserved = { attemptId: string; orderId: string; seen: Seen; known: boolean };

/**
 * `known`: that it is reserved was written down before, and its seconds have begun. `nextReadAt`: when another may go on with it, if this
 * process dies.
 */
export async function makeSure(s: Services, reserved: Reserved, nextReadAt: Date, diary: Diary): Promise<MadeSure> {
  const { attemptId, orderId, seen, known } = reserved;
  const which = await underWhich(s, diary, attemptId);
  await failpoint('after-make-sure', attemptId);
  if (which === 'another') {
    diary.note('attempt-releasing', 'Let go: nobody can tell any more under which permission it counts', { reason: permissionChanged });
    const how = { reason: permissionChanged, closeAs: null, nextReadAt, whileUnsure: true };
    return { kind: (await letGo(s, { attemptId, orderId }, seen, how, diary)) ? 'let-go' : 'lost' };
  }
  const { undoSeconds } = await readQuickPaySettings(s);
  const until = new Date(s.clock.now().getTime() + undoSeconds * 1000);
  if (!known) {
    diary.note('attempt-held', `Held for ${undoSeconds} seconds, in which it can be undone`, {
      until: until.toISOString(),
      way: 'allowance',
    });
  }
  const sure = which === 'ours';
  const held = await keepHeld(s, { attemptId }, seen, { until, sure, nextReadAt }, diary);
  return held ? { kind: 'held', until: held, sure } : { kind: 'lost' };
}
