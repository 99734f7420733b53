// Before a button is drawn: what would happen at a click, said truly.
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';

export type PinReason =
  | { kind: 'over-weekly' | 'over-ceiling'; by: Money }
  /** The wallet has too little money; only said where its owner allowed us to ask. */
  | { kind: 'cannot-cover' }
  | { kind: 'sign-in-again' };
export type OneClick =
  | { kind: 'now'; amount: Money; allowanceId: string; leftAfter: Money }
  /** `reason` is null where Paysera said no and the reason is none of ours to tell. */
  | { kind: 'pin'; amount: Money; reason: PinReason | null }
  /** No permission, another currency, or one-click switched off. */
  | { kind: 'none' };
export type Person = {
  shopperId: string;
  /** When this browser's session was opened. */
  signedInAt: Date;
};

export async function judgeOneClick(_s: Services, _input: Person & { total: Money }): Promise<OneClick> {
  return { kind: 'none' };
}
