/** What is being paid: a block per payment with its seller, items and pictures, then the totals. */

import { timesQuantity } from '../money/cents.ts';
import type { Language } from '../oauth/scope-names.ts';
import { beneficiaryWallet } from '../transactions/beneficiary.ts';
import { chargesByCurrency } from '../transactions/hold-money.ts';
import { paymentsOf } from '../transactions/move-transaction.ts';
import type { Payment, Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { formatAmount } from './format-amount.ts';
import { type Html, html } from './html.ts';
import { words } from './words.ts';

export function paymentSummary(world: World, transaction: Transaction, language: Language): Html {
  const payments = paymentsOf(world, transaction);
  const text = words[language];
  if (payments.length === 0) return html``;
  const open = transaction.status === 'waiting' && payments.some((payment) => payment.priceRules);
  return html`<div class="summary">
${payments.map((payment) => paymentBlock(world, payment, language))}
${
  !open &&
  [...chargesByCurrency(payments)].map(
    ([currency, cents]) =>
      html`<div class="total"><span>${text.total}</span> <span class="money">${formatAmount(cents, currency, language)}</span></div>`,
  )
}
</div>`;
}

function paymentBlock(world: World, payment: Payment, language: Language): Html {
  const text = words[language];
  const items = payment.items?.map(
    (item) => html`<li>${item.imageUri && html`<img src="${item.imageUri}" alt="" width="48" height="60">`}
<span>${item.title}${item.quantity !== 1 && html` <span class="soft">${text.quantity}\u00a0${item.quantity}</span>`}${item.description && html`<br><span class="small soft">${item.description}</span>`}</span>
<span class="money">${formatAmount(item.totalPrice ?? timesQuantity(item.price, item.quantity), item.currency, language)}</span></li>`,
  );
  return html`<div class="seller"><span>${beneficiaryName(world, payment)}</span> <span class="money">${payment.priceRules && payment.status === 'waiting' ? text.yourChoice : formatAmount(payment.price, payment.currency, language)}</span></div>
${payment.description && html`<p class="small soft">${payment.description}</p>`}
${items && html`<ul class="items">${items}</ul>`}
${payment.cashback ? html`<ul class="items"><li><span>${text.cashback}</span><span class="money">${formatAmount(payment.cashback, payment.currency, language)}</span></li></ul>` : null}`;
}

export function beneficiaryName(world: World, payment: Payment): string {
  const wallet = beneficiaryWallet(world, payment);
  const owner = wallet && world.users.get(wallet.userId);
  return owner?.displayName ?? payment.beneficiary?.email ?? payment.beneficiary?.phone ?? '';
}

export function pictureAddresses(world: World, transaction: Transaction): string[] {
  return paymentsOf(world, transaction).flatMap((payment) => payment.items?.flatMap((item) => item.imageUri ?? []) ?? []);
}
