// One sentence about whether our books and Paysera's say the same, and how far it can be trusted. Pure.
import type { ReconciliationReport } from './report.ts';

export type ReconciliationHealth = { tone: 'positive' | 'warning' | 'danger'; words: string };

/** It is compared every minute; after five without one, "0 differ" is old news. */
const freshMs = 5 * 60_000;

type Known = Pick<ReconciliationReport, 'differing' | 'checkedAt' | 'lastFailure'>;

export function reconciliationHealth({ differing, checkedAt, lastFailure }: Known, now: Date): ReconciliationHealth {
  const orders = `${differing} ${differing === 1 ? 'order differs' : 'orders differ'}`;
  if (!checkedAt) return { tone: 'warning', words: lastFailure ? 'The check against Paysera failed' : 'Not checked against Paysera yet' };
  const age = ageWords(now.getTime() - checkedAt.getTime());
  if (differing > 0) return { tone: 'danger', words: `${orders}, checked ${age}` };
  if (lastFailure) return { tone: 'warning', words: `Last check failed; ${orders} ${age}` };
  if (now.getTime() - checkedAt.getTime() > freshMs) return { tone: 'warning', words: `${orders}, but checked ${age}` };
  return { tone: 'positive', words: `${orders}, checked ${age}` };
}

/** How long ago, in the largest whole unit. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 100) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}
