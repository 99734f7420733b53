// The choice of quick pay as a form posted it, judged for the person who sent it: only a connected shopper can give a permission.
import { z } from 'zod';
import { findConnectedWallet } from '#lib/accounts/wallet-token-store.ts';
import { type Grant, type ReadGrant, readGrant, sameGrant } from '#lib/allowances/grant.ts';
import { readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import type { Money } from '#lib/money/money.ts';
import type { OrderView } from '#lib/orders/order-store.ts';
import type { Services } from '#lib/services.ts';
import type { TypedChoice } from './quick-pay-choice.tsx';

const text = z.string().max(100).optional();
/** Missing where the page showed no choice. */
export const postedChoice = { quickPay: text, offer: text, weekly: text, ceiling: text, until: text };
export type PostedChoice = { [Field in keyof typeof postedChoice]?: string | undefined };

export type Choice = ReadGrant | { kind: 'signed-out' };

export async function readChoice(
  s: Services,
  { posted, shopperId, total }: { posted: PostedChoice; shopperId: string | null; total: Money },
): Promise<Choice> {
  if (!posted.quickPay || posted.quickPay === 'once') return { kind: 'once' };
  if (shopperId === null || !(await findConnectedWallet(s, shopperId))) return { kind: 'signed-out' };
  return readGrant(await readQuickPaySettings(s), posted, total, s.clock.now(), s.env.shopTimeZone);
}

export function typedChoice({ quickPay = 'once', weekly = '', ceiling = '', until = '' }: PostedChoice): TypedChoice {
  return { quickPay, weekly, ceiling, until };
}

/** A payment that waits at Paysera was asked for with its permission, or without one: from then on that is its choice. */
export function isOpenAtPaysera({ attempt, payment }: OrderView): boolean {
  return attempt?.status === 'created' && payment.canPay;
}

/** Whether this choice, made by somebody who was shown it, comes too late for a payment that is open with another one. */
export function comesTooLate(order: OrderView, posted: PostedChoice, wanted: Grant | null): boolean {
  return posted.quickPay !== undefined && isOpenAtPaysera(order) && !sameGrant(order.grant, wanted);
}
