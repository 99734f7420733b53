/** Accepted with too little money: the payer may add what is missing, or leave and let it come later. */
import type { Answer } from '../http/answer.ts';
import { centsFromDecimal, decimalFromCents } from '../money/cents.ts';
import { disposalBook, outside } from '../money/ledger.ts';
import { missingFunds, payerAccount } from '../transactions/hold-money.ts';
import { paymentsOf } from '../transactions/move-transaction.ts';
import { settlePending } from '../transactions/settle-pending.ts';
import type { Transaction, User } from '../world/records.ts';
import { formatAmount } from './format-amount.ts';
import { type Html, html } from './html.ts';
import { paymentSummary } from './payment-summary.ts';
import { again, redirect, someoneElse, takeMessage, type Visit } from './visit.ts';
import { words } from './words.ts';

const mostTopUpCents = 1_000_000_00;

export function fundsPage(visit: Visit, transaction: Transaction, user: User): Html {
  const text = words[visit.language];
  const missing = missingFunds(visit.world, payerAccount(visit.world, transaction), paymentsOf(visit.world, transaction));
  return html`<div class="card">
<h1>${text.fundsTitle}</h1>
${paymentSummary(visit.world, transaction, visit.language)}
${takeMessage(visit)}
<p>${text.fundsText} <strong class="money">${missing && formatAmount(missing.cents, missing.currency, visit.language)}</strong></p>
<form method="post">
<div class="field"><label class="label" for="amount">${text.topUp} (${missing?.currency})</label>
<input id="amount" class="short" name="amount" inputmode="decimal" required pattern="[0-9]+([.,][0-9]{1,2})?" value="${missing ? decimalFromCents(missing.cents) : ''}"></div>
<div class="buttons"><button class="primary" name="decision" value="top-up">${text.topUp}</button>
${transaction.redirectUri && html`<a class="button quiet" href="${transaction.redirectUri}">${text.leave}</a>`}</div>
</form>
</div>
${someoneElse(visit, user.displayName)}`;
}

export function topUp(visit: Visit, transaction: Transaction): Answer {
  const account = payerAccount(visit.world, transaction);
  const missing = missingFunds(visit.world, account, paymentsOf(visit.world, transaction));
  const cents = centsFromDecimal((visit.form.get('amount') ?? '').replace(',', '.'));
  if (missing && cents !== null && cents > 0 && cents <= mostTopUpCents) {
    visit.world.ledger.post({
      at: visit.world.clock.nowSeconds(),
      kind: 'transfer',
      currency: missing.currency,
      legs: [
        { book: outside, cents: -cents },
        { book: disposalBook(account.number), cents },
      ],
      details: 'Top-up',
    });
    settlePending(visit.world);
  }
  const waits = transaction.status === 'waiting_funds';
  return waits || transaction.redirectUri === undefined ? again(visit) : redirect(transaction.redirectUri);
}
