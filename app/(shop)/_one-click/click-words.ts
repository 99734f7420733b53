// What the button of a one-click says: what will happen at a press, and nothing that we do not know.
import type { OneClick } from '#lib/allowances/judge-one-click.ts';
import { formatMoney } from '#lib/money/format-money.ts';

export type ClickWords = {
  label: string;
  /** Under the button; empty where there is nothing to add. */
  note: string;
};

export function clickWords(judged: Exclude<OneClick, { kind: 'none' }>, undoSeconds: number): ClickWords {
  const amount = formatMoney(judged.amount);
  if (judged.kind === 'now') {
    const left = `${formatMoney(judged.leftAfter)} of your weekly limit left after it.`;
    return { label: `Pay ${amount} now, no PIN`, note: undoSeconds > 0 ? `${left} ${secondsWords(undoSeconds)} to undo.` : left };
  }
  const { reason } = judged;
  switch (reason?.kind) {
    case 'over-weekly':
      return { label: `Pay ${amount} with PIN: ${formatMoney(reason.by)} over your weekly limit`, note: '' };
    case 'over-ceiling':
      return { label: `Pay ${amount} with PIN: ${formatMoney(reason.by)} over your limit for one purchase`, note: '' };
    case 'cannot-cover':
      return {
        label: `Pay ${amount} with PIN`,
        note: 'Your wallet cannot cover this today. Add money to it, or choose another one at Paysera.',
      };
    case 'sign-in-again':
      return { label: `Pay ${amount} with PIN`, note: 'You signed in more than a day ago.' };
    case 'asked-often':
      return {
        label: `Pay ${amount} with PIN`,
        note: 'We ask Paysera about a permission only so often. Look again a little later to pay without a PIN.',
      };
    case undefined:
      return { label: `Pay ${amount} with PIN`, note: '' };
  }
}

function secondsWords(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
