// Remembers which sign-ins were finished, so that the way back from Paysera can be walked once only, by whichever instance.
import { createHash } from 'node:crypto';
import type { Services } from '#lib/services.ts';

// Longer than the cookie that carries a state lives: after that no browser can present it any more.
const REMEMBERED_MS = 15 * 60_000;

/** True for the first caller with this state, false for every other one. */
export async function claimState(s: Services, state: string): Promise<boolean> {
  const now = s.clock.now();
  const hash = new Uint8Array(createHash('sha256').update(state).digest());
  await s.db.usedState.deleteMany({ where: { expiresAt: { lt: now } } });
  const { count } = await s.db.usedState.createMany({
    data: [{ hash, expiresAt: new Date(now.getTime() + REMEMBERED_MS) }],
    skipDuplicates: true,
  });
  return count === 1;
}
