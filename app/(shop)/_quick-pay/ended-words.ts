// Why the last permission ended, in one sentence; and what Paysera knows of it.
import { momentWords } from '#app/_ui/date-time.tsx';
import type { EndedPermission, EndReason } from '#lib/allowances/spending-card.ts';
import { formatMoney } from '#lib/money/format-money.ts';

const sentences: Record<EndReason, (what: string, when: string) => string> = {
  'turned-off': (what, when) => `You turned off quick pay of ${what} on ${when}.`,
  staff: (what, when) => `The shop turned off quick pay of ${what} on ${when}.`,
  'at-paysera': (what, when) => `Your permission for ${what} was ended at Paysera; we learnt of it on ${when}.`,
  expired: (what) => `Your permission for ${what} ended by itself: its last day is over.`,
  replaced: (what, when) => `Your permission for ${what} was replaced by a newer one on ${when}.`,
  disconnected: (what, when) => `Your permission for ${what} ended with the connection of your wallet on ${when}.`,
  'wrong-wallet': (what, when) =>
    `The permission for ${what} was given for a wallet that is not connected here, so we cancelled it at once, on ${when}. Nothing was charged with it.`,
};

export function endedWords({ why, weekly, endedAt }: EndedPermission, timeZone: string): string {
  return sentences[why](`${formatMoney(weekly)} a week`, momentWords(endedAt, timeZone, 'date-time'));
}

/** Null where there is nothing to add: Paysera ended it itself, or was told. */
export function untoldWords({ untold }: EndedPermission): string | null {
  return untold ? 'Paysera could not be told yet. We keep trying until it knows, and charge nothing without your PIN meanwhile.' : null;
}
