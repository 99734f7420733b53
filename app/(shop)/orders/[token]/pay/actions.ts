'use server';
// An unpaid order taken up again: the same order, and the same transaction at Paysera where one is still open.
import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { z } from 'zod';
import { currentShopper } from '#app/_auth/session.ts';
import { walletLanguage } from '#app/_server/wallet-language.ts';
import { payForOrder as pay } from '#lib/checkout/pay-for-order.ts';
import { readOrder } from '#lib/orders/order-store.ts';
import { services } from '#lib/services.ts';
import { comesTooLate, postedChoice, readChoice, typedChoice } from '../../../_quick-pay/read-choice.ts';
import { orderIdOfLink } from '../order-of-link.ts';
import { payAnswerPath } from './pay-answer.ts';
import type { PayState } from './pay-state.ts';

export async function payForOrder(form: FormData): Promise<void> {
  const token = String(form.get('token'));
  const orderId = orderIdOfLink(token); // who holds the link may pay the order, and nothing else
  if (orderId === null) notFound();
  const language = walletLanguage((await headers()).get('accept-language'));
  redirect(payAnswerPath(token, await pay(services(), { orderId, language })));
}

const choice = z.object(postedChoice);

/** By the shopper whose order it is, who may permit something with it. */
export async function payWithChoice(_before: PayState, form: FormData): Promise<PayState> {
  const token = String(form.get('token'));
  const [s, orderId, shopper, posted] = [
    services(),
    orderIdOfLink(token),
    await currentShopper(),
    choice.safeParse(Object.fromEntries(form)),
  ];
  const order = orderId === null ? null : await readOrder(s, orderId);
  if (!order || !posted.success) notFound();
  const shopperId = shopper?.id ?? null;
  const read = await readChoice(s, {
    posted: posted.data,
    shopperId: order.shopperId === shopperId ? shopperId : null,
    total: order.total,
  });
  const typed = typedChoice(posted.data);
  if (read.kind === 'invalid') return { kind: 'invalid', fields: read.fields, typed };
  const grant = read.kind === 'grant' ? read.grant : null;
  const tooLate = comesTooLate(order, posted.data, grant);
  if (tooLate || read.kind === 'gone' || read.kind === 'signed-out') {
    refresh();
    return { kind: tooLate ? 'too-late' : 'gone', typed: { ...typed, quickPay: 'once' } };
  }
  const language = walletLanguage((await headers()).get('accept-language'));
  redirect(payAnswerPath(token, await pay(s, { orderId: order.id, language, grant, shopperId })));
}
