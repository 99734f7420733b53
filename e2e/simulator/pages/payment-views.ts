/** The three faces of an open transaction: log in, decide, wait for money. */
import type { Answer } from '../http/answer.ts';
import { chargesByCurrency } from '../transactions/hold-money.ts';
import { paymentsOf } from '../transactions/move-transaction.ts';
import type { Transaction, User } from '../world/records.ts';
import { formatAmount } from './format-amount.ts';
import { fundsPage } from './funds-page.ts';
import { type Html, html } from './html.ts';
import { inquiryChoice } from './inquiry-choice.ts';
import { originOf, pageAnswer } from './layout.ts';
import { loginForm } from './login.ts';
import { beneficiaryName, paymentSummary, pictureAddresses } from './payment-summary.ts';
import { permissionChoice } from './permission-choice.ts';
import { priceChoice } from './price-choice.ts';
import { inLanguage, someoneElse, takeMessage, type Visit } from './visit.ts';
import { walletChoice } from './wallet-choice.ts';
import { words } from './words.ts';

export function loginView(visit: Visit, transaction: Transaction): Answer {
  const text = words[visit.language];
  const payments = paymentsOf(visit.world, transaction);
  const sellers = [...new Set(payments.map((payment) => beneficiaryName(visit.world, payment)))].join(', ');
  const chosen = payments.some((payment) => payment.priceRules);
  const totals = [...chargesByCurrency(payments)].map(([currency, cents]) => formatAmount(cents, currency, visit.language)).join(' + ');
  const context = html`<p class="seller first"><span>${sellers}</span> <span class="money">${chosen ? text.yourChoice : totals}</span></p>`;
  const email = visit.session?.email ?? transaction.user?.email;
  const body = loginForm(visit.language, text.logInToPay, email, takeMessage(visit), payments.length > 0 ? context : null);
  return frame(visit, transaction, text.logInToPay, body);
}

export function paymentView(visit: Visit, transaction: Transaction, user: User): Answer {
  const text = words[visit.language];
  const { world, language } = visit;
  const title = transaction.payments.length > 0 ? text.payTitle : text.permitTitle;
  const body = html`<div class="card">
<h1>${title}</h1>
${paymentSummary(world, transaction, language)}
${takeMessage(visit)}
<form method="post">
${priceChoice(world, transaction, language)}
${permissionChoice(world, transaction, user, language)}
${inquiryChoice(transaction, language)}
${walletChoice(world, transaction, user, language)}
<div class="field"><label class="label" for="pin">${text.pin}</label>
<input id="pin" class="short" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="12" required aria-describedby="pin-hint">
<p class="hint" id="pin-hint">${text.pinHint}</p></div>
<div class="buttons"><button class="primary" name="decision" value="pay">${text.pay}</button>
<button class="quiet" name="decision" value="reject" formnovalidate>${text.reject}</button></div>
</form>
</div>
${someoneElse(visit, user.displayName)}`;
  return frame(visit, transaction, title, body);
}

export function waitingForFundsView(visit: Visit, transaction: Transaction, user: User): Answer {
  return frame(visit, transaction, words[visit.language].fundsTitle, fundsPage(visit, transaction, user));
}

function frame(visit: Visit, transaction: Transaction, title: string, body: Html): Answer {
  return pageAnswer({
    language: visit.language,
    title,
    body,
    foot: visit.foot(visit, transaction.key),
    inLanguage: inLanguage(visit),
    formOrigins: [...originOf(transaction.redirectUri), ...originOf(visit.call.query.get('redirect_uri'))],
    imageOrigins: pictureAddresses(visit.world, transaction).flatMap(originOf),
  });
}
