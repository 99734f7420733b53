'use server';
// An unpaid order taken up again: the same order, and the same transaction at Paysera where one is still open.
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { walletLanguage } from '#app/_server/wallet-language.ts';
import { payForOrder as pay } from '#lib/checkout/pay-for-order.ts';
import { services } from '#lib/services.ts';
import { orderIdOfLink } from '../order-of-link.ts';
import { payAnswerPath } from './pay-answer.ts';

export async function payForOrder(form: FormData): Promise<void> {
  const token = String(form.get('token'));
  const orderId = orderIdOfLink(token); // who holds the link may pay the order, and nothing else
  if (orderId === null) notFound();
  const language = walletLanguage((await headers()).get('accept-language'));
  redirect(payAnswerPath(token, await pay(services(), { orderId, language })));
}
