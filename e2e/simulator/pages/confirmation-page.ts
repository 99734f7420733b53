/** Section 8: where the payer sees a transaction, picks a wallet, enters the PIN, and accepts or rejects. */
import type { Answer } from '../http/answer.ts';
import { Refusal } from '../http/refusal.ts';
import { walletsOfUser } from '../rest/paths.ts';
import { accept } from '../transactions/accept.ts';
import { failTransaction, rejectTransaction } from '../transactions/end-transaction.ts';
import { chargesByCurrency } from '../transactions/hold-money.ts';
import { moveTransaction, paymentsOf } from '../transactions/move-transaction.ts';
import type { Transaction, User } from '../world/records.ts';
import { formatAmount } from './format-amount.ts';
import { fundsPage, topUp } from './funds-page.ts';
import { type Html, html } from './html.ts';
import { originOf, pageAnswer } from './layout.ts';
import { loginForm, mostWrongPins, pinMatches } from './login.ts';
import { beneficiaryName, paymentSummary, pictureAddresses } from './payment-summary.ts';
import { statePage, unknownPage } from './state-page.ts';
import { again, inLanguage, logIn, logOut, redirect, someoneElse, takeMessage, type Visit } from './visit.ts';
import { walletChoice } from './wallet-choice.ts';
import { words } from './words.ts';

export function confirmationPage(visit: Visit, key: string): Answer {
  const transaction = visit.world.transactions.get(key);
  if (!transaction) return unknownPage(visit);
  return visit.call.method === 'POST' ? decide(visit, transaction) : show(visit, transaction);
}

function show(visit: Visit, transaction: Transaction): Answer {
  if (transaction.status === 'new') moveTransaction(visit.world, transaction, 'waiting', { by: 'payer', what: 'opened the page' });
  if (transaction.status !== 'waiting' && transaction.status !== 'waiting_funds') return statePage(visit, transaction);
  const user = visit.session?.userId === undefined ? undefined : visit.world.users.get(visit.session.userId);
  if (!user) return frame(visit, transaction, words[visit.language].logInToPay, login(visit, transaction));
  if (transaction.status === 'waiting_funds') {
    if (user.id !== transaction.payerId) return statePage(visit, transaction);
    return frame(visit, transaction, words[visit.language].fundsTitle, fundsPage(visit, transaction, user));
  }
  return frame(visit, transaction, words[visit.language].payTitle, paymentForm(visit, transaction, user));
}

function decide(visit: Visit, transaction: Transaction): Answer {
  const decision = visit.form.get('decision');
  if (visit.form.has('email')) return logIn(visit);
  if (decision === 'log-out') return logOut(visit);
  const user = visit.session?.userId === undefined ? undefined : visit.world.users.get(visit.session.userId);
  if (!user) return again(visit);
  if (transaction.status === 'waiting_funds' && decision === 'top-up' && user.id === transaction.payerId) return topUp(visit, transaction);
  if (transaction.status !== 'new' && transaction.status !== 'waiting') return again(visit);
  if (decision === 'reject') {
    rejectTransaction(visit.world, transaction);
    return backToShop(visit, transaction);
  }
  return pay(visit, transaction, user);
}

function pay(visit: Visit, transaction: Transaction, user: User): Answer {
  const text = words[visit.language];
  const wallet = walletsOfUser(visit.world, user.id).find((one) => String(one.id) === visit.form.get('wallet'));
  if (!wallet) return again(visit, { message: text.noWallet });
  if (!pinMatches(user, visit.form.get('pin') ?? '')) {
    transaction.wrongPins += 1;
    visit.world.transactions.touch(transaction.key);
    const left = mostWrongPins - transaction.wrongPins;
    if (left > 0) return again(visit, { message: `${text.wrongPin}${left}` });
    failTransaction(visit.world, transaction, 'five wrong PINs');
    return again(visit, { message: text.tooManyPins });
  }
  try {
    accept(visit.world, transaction, { wallet, payer: user, type: 'page', cause: { by: 'payer', what: 'accept' }, fundsMayCome: true });
  } catch (error) {
    if (error instanceof Refusal) return again(visit, { message: error.message });
    throw error;
  }
  return waitsForFunds(transaction) ? again(visit) : backToShop(visit, transaction);
}

const waitsForFunds = (transaction: Transaction) => transaction.status === 'waiting_funds';

/** After success and after failure alike; nothing is added to the address. */
function backToShop(visit: Visit, transaction: Transaction): Answer {
  return transaction.redirectUri === undefined ? again(visit) : redirect(transaction.redirectUri);
}

function paymentForm(visit: Visit, transaction: Transaction, user: User): Html {
  const text = words[visit.language];
  return html`<div class="card">
<h1>${text.payTitle}</h1>
${paymentSummary(visit.world, transaction, visit.language)}
${takeMessage(visit)}
<form method="post">
${walletChoice(visit.world, transaction, user, visit.language)}
<div class="field"><label class="label" for="pin">${text.pin}</label>
<input id="pin" class="short" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="12" required aria-describedby="pin-hint">
<p class="hint" id="pin-hint">${text.pinHint}</p></div>
<div class="buttons"><button class="primary" name="decision" value="pay">${text.pay}</button>
<button class="quiet" name="decision" value="reject" formnovalidate>${text.reject}</button></div>
</form>
</div>
${someoneElse(visit, user.displayName)}`;
}

function login(visit: Visit, transaction: Transaction): Html {
  const text = words[visit.language];
  const payments = paymentsOf(visit.world, transaction);
  const sellers = [...new Set(payments.map((payment) => beneficiaryName(visit.world, payment)))].join(', ');
  const totals = [...chargesByCurrency(payments)].map(([currency, cents]) => formatAmount(cents, currency, visit.language)).join(' + ');
  const context = html`<div class="seller"><span>${sellers}</span> <span class="money">${totals}</span></div>`;
  return loginForm(
    visit.language,
    text.logInToPay,
    visit.session?.email ?? transaction.user?.email,
    takeMessage(visit),
    payments.length > 0 ? context : null,
  );
}

function frame(visit: Visit, transaction: Transaction, title: string, body: Html): Answer {
  return pageAnswer({
    language: visit.language,
    title,
    body,
    foot: visit.foot(visit, transaction.key),
    inLanguage: inLanguage(visit),
    formOrigins: originOf(transaction.redirectUri),
    imageOrigins: pictureAddresses(visit.world, transaction).flatMap(originOf),
  });
}
