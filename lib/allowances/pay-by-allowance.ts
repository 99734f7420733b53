// The one click: a person decided, and the money is reserved under their permission. Never called but from a POST.
import { type Pay, payForOrder } from '../checkout/pay-for-order.ts';
import type { Language } from '../checkout/place-order.ts';
import type { Services } from '../services.ts';
import type { Person } from './judge-one-click.ts';

export type WithPinReason =
  | 'over-weekly'
  | 'over-ceiling'
  | 'used-meanwhile'
  | 'cannot-cover'
  | 'ended'
  | 'sign-in-again'
  | 'unreachable'
  | null;
export type PayByAllowance = Person & {
  orderId: string;
  /** Made for each form that is drawn, 16 to 64 characters of A-Z a-z 0-9 _ and -: the same click never charges twice. */
  clickKey: string;
  language: Language;
};
export type PaidByAllowance =
  | { kind: 'held'; until: Date }
  /** The same transaction goes on to Paysera's page. */
  | { kind: 'with-pin'; url: string; reason: WithPinReason }
  | Exclude<Pay, { kind: 'redirect' }>;

export async function payByAllowance(s: Services, { orderId, language }: PayByAllowance): Promise<PaidByAllowance> {
  const paid = await payForOrder(s, { orderId, language });
  return paid.kind === 'redirect' ? { kind: 'with-pin', url: paid.url, reason: null } : paid;
}
