// Why signing in did not end in a session, in the few words the sign-in page can explain.

import { FRESH_SIGN_IN_MS, sessionLimits } from '#lib/accounts/session-limits.ts';

const { staff, shopper } = sessionLimits;
const inMinutes = (ms: number) => ms / 60_000;
const inHours = (ms: number) => inMinutes(ms) / 60;

export const signInFailures = ['denied', 'lost', 'refused', 'unavailable', 'ended', 'again', 'fresh', 'failed'] as const;
export type SignInFailure = (typeof signInFailures)[number];

export function readSignInFailure(text: unknown): SignInFailure | null {
  if (typeof text !== 'string' || text === '') return null;
  return signInFailures.find((failure) => failure === text) ?? 'failed';
}

/** What the person reads. Every sentence says what did not happen and what to do next. */
export const failureNotice: Record<SignInFailure, { title: string; text: string }> = {
  denied: {
    title: 'You did not connect your wallet',
    text: 'Nothing was shared with us. Connect whenever you like.',
  },
  lost: {
    title: 'This sign-in can no longer be finished',
    text: 'It was started in another browser, used already, or waited more than ten minutes. Nothing was connected. Start again here.',
  },
  refused: {
    title: 'Paysera did not accept the sign-in',
    text: 'The permission was used already or has run out. Nothing was connected. Start again here.',
  },
  unavailable: {
    title: 'We can’t reach Paysera right now',
    text: 'Nothing was connected. Wait a moment, then try again.',
  },
  ended: {
    title: 'You were signed out',
    text: `A sign-in ends by itself: at the desk after ${inMinutes(staff.idleMs)} minutes without use and ${inHours(staff.absoluteMs)} hours at the latest, in the shop after ${inMinutes(shopper.idleMs)} minutes and ${inHours(shopper.absoluteMs)} hours. Sign in again to go on.`,
  },
  again: {
    title: 'Sign in again to pay without a PIN',
    text: 'A sign-in is good for that for a day, and yours is over. You were not charged.',
  },
  fresh: {
    title: 'Sign in once more',
    text: `For this the desk wants to know that it is still you: a sign-in that is at most ${inMinutes(FRESH_SIGN_IN_MS)} minutes old. Nothing was sent. You come back to the same page with what you typed, and press again.`,
  },
  failed: {
    title: 'Signing in did not work',
    text: 'Nothing was connected. Try again in a moment.',
  },
};
