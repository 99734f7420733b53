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
  // set it up. Two hours let someone compare and come back after lunch; a day ends it on a computer that was lent or forgotten.
  shopper: { idleMs: 2 * HOUR_MS, absoluteMs: 24 * HOUR_MS },
} as const satisfies Record<string, Limits>;

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
