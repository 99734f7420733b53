// How long a session lives, and whether one still does. Pure: the clock is the caller's.
import type { StaffRole } from './permissions.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Limits = { idleMs: number; absoluteMs: number };
export type SessionTimes = { createdAt: Date; seenAt: Date };

export const sessionLimits = {
  // The desk shows every customer and changes prices, often on a shared counter: short, and over at the end of a shift.
  staff: { idleMs: 15 * MINUTE_MS, absoluteMs: 8 * HOUR_MS },
  // A shopper's session shows their own orders and wallet numbers, and pays without a PIN within the limits of quick pay, where they
  // set it up. Half an hour lets someone find a PIN and compare; a day ends it on a computer that was lent or forgotten.
  shopper: { idleMs: 30 * MINUTE_MS, absoluteMs: 24 * HOUR_MS },
} as const satisfies Record<string, Limits>;

/** THE SETTING of signing in once more: what moves money or power at the desk wants a sign-in in this browser that is no older (ASVS 7.5.3). */
export const FRESH_SIGN_IN_MS = 5 * MINUTE_MS;

/** A sign-in always opens a new session, so its beginning is the moment somebody proved who they are. */
export function isFreshSignIn(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() <= FRESH_SIGN_IN_MS;
}

/** A use is written down at most this often: precise enough for the limits, and reading a page is not a write each time. */
export const SEEN_EVERY_MS = MINUTE_MS;

/** The role counts as it is now: whoever becomes staff lives by the desk's limits at once, in the shop too. */
export function limitsFor(role: StaffRole | null): Limits {
  return role ? sessionLimits.staff : sessionLimits.shopper;
}

export function endOfSession({ createdAt, seenAt }: SessionTimes, role: StaffRole | null): Date {
  const { idleMs, absoluteMs } = limitsFor(role);
  return new Date(Math.min(seenAt.getTime() + idleMs, createdAt.getTime() + absoluteMs));
}
