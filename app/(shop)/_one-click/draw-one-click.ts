// Judged before it is drawn: whether this person, in this browser, can pay this sum with one press. Reads only; nothing is charged here.
import { currentSession } from '#app/_auth/session.ts';
import { judgeOneClick } from '#lib/allowances/judge-one-click.ts';
import { readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import { readEmail } from '#lib/checkout/read-email.ts';
import type { Money } from '#lib/money/money.ts';
import { services } from '#lib/services.ts';
import { lookOfPage } from '../_quick-pay/look-of-page.ts';
import { type ClickWords, clickWords } from './click-words.ts';

export type DrawnClick = ClickWords & {
  /** What the button says; at a press only that can happen, or less. */
  says: 'now' | 'pin';
  /** The person has to sign in again before a press can do without a PIN. */
  signInAgain: boolean;
  /** Of this drawing alone, so that its form charges once however often it is sent. */
  clickKey: string;
  /** In minor units: another total is never charged. */
  shownTotalMinor: string;
};

/** Null where there is nothing to press: nobody signed in, no permission, another currency, or no address for the receipt. */
export async function drawOneClick(total: Money): Promise<DrawnClick | null> {
  const session = await currentSession();
  if (!session || total.minor <= 0n || readEmail(session.shopper.email ?? '').kind === 'invalid') return null;
  const s = services();
  const { shopper, createdAt } = session;
  const look = () => lookOfPage(shopper.id);
  const judged = await judgeOneClick(s, { shopperId: shopper.id, signedInAt: createdAt, total, look });
  if (judged.kind === 'none') return null;
  const { undoSeconds } = await readQuickPaySettings(s);
  return {
    ...clickWords(judged, undoSeconds),
    says: judged.kind,
    signInAgain: judged.kind === 'pin' && judged.reason?.kind === 'sign-in-again',
    clickKey: s.ids.token(),
    shownTotalMinor: String(total.minor),
  };
}
