/** Section 8: where the payer sees a transaction, picks a wallet, enters the PIN, and accepts or rejects. */
import type { Answer } from '../http/answer.ts';
import { Refusal } from '../http/refusal.ts';
import { walletsOfUser } from '../rest/paths.ts';
import { samePin } from '../rest/pin-tries.ts';
import { accept } from '../transactions/accept.ts';
import { failTransaction, rejectTransaction } from '../transactions/end-transaction.ts';
import { recordAnswers } from '../transactions/inquiries.ts';
import { moveTransaction } from '../transactions/move-transaction.ts';
import { unlessRefused } from '../transactions/unless-refused.ts';
import type { Transaction, User, Wallet } from '../world/records.ts';
import { topUp } from './funds-page.ts';
import { agreedTo } from './inquiry-choice.ts';
import { mostWrongPins } from './login.ts';
import { loginView, paymentView, waitingForFundsView } from './payment-views.ts';
import { takePermission } from './permission-choice.ts';
import { takePrices } from './price-choice.ts';
import { statePage, unknownPage } from './state-page.ts';
import { again, logIn, logOut, redirect, userOf, type Visit } from './visit.ts';
import { words } from './words.ts';

/** `then`: where success leads when it is not the shop, as on the way to an OAuth consent. */
export function confirmationPage(visit: Visit, key: string, then?: string): Answer {
  const transaction = visit.world.transactions.get(key);
  if (!transaction) return unknownPage(visit);
  return visit.call.method === 'POST' ? decide(visit, transaction, then) : show(visit, transaction, then);
}

function show(visit: Visit, transaction: Transaction, then: string | undefined): Answer {
  if (transaction.status === 'new') moveTransaction(visit.world, transaction, 'waiting', { by: 'payer', what: 'opened the page' });
  if (then !== undefined && transaction.acceptedAt !== undefined && transaction.status !== 'failed' && transaction.status !== 'revoked')
    return redirect(then);
  if (transaction.status !== 'waiting' && transaction.status !== 'waiting_funds') return statePage(visit, transaction);
  const user = userOf(visit);
  if (!user) return loginView(visit, transaction);
  if (transaction.status === 'waiting') return paymentView(visit, transaction, user);
  return user.id === transaction.payerId ? waitingForFundsView(visit, transaction, user) : statePage(visit, transaction);
}

function decide(visit: Visit, transaction: Transaction, then: string | undefined): Answer {
  const decision = visit.form.get('decision');
  if (visit.form.has('email')) return logIn(visit);
  if (decision === 'log-out') return logOut(visit);
  const user = userOf(visit);
  if (!user) return again(visit);
  if (transaction.status === 'waiting_funds' && decision === 'top-up' && user.id === transaction.payerId) return topUp(visit, transaction);
  if (transaction.status !== 'new' && transaction.status !== 'waiting') return again(visit);
  if (decision === 'reject') {
    rejectTransaction(visit.world, transaction);
    return leave(visit, transaction.redirectUri);
  }
  return pay(visit, transaction, user, then);
}

function pay(visit: Visit, transaction: Transaction, user: User, then: string | undefined): Answer {
  const text = words[visit.language];
  const wallet = walletsOfUser(visit.world, user.id).find((one) => String(one.id) === visit.form.get('wallet'));
  if (!wallet) return again(visit, { message: text.noWallet });
  if (!samePin(user, visit.form.get('pin') ?? '')) return wrongPin(visit, transaction);
  try {
    if (!acceptChoices(visit, transaction, user, wallet)) return again(visit, { message: text.wrongPrice });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return again(visit, { message: error.code === 'identity_required' ? text.missingData : error.message });
  }
  if (transaction.status === 'waiting_funds') return again(visit);
  return leave(visit, then ?? transaction.redirectUri);
}

function acceptChoices(visit: Visit, transaction: Transaction, payer: User, wallet: Wallet): boolean {
  const { world, form } = visit;
  let allowed = true;
  unlessRefused(world, transaction, () => {
    allowed = takePrices(world, transaction, form);
    if (!allowed) return;
    recordAnswers(world, transaction, payer, agreedTo(form));
    accept(world, transaction, {
      wallet,
      payer,
      type: 'page',
      cause: { by: 'payer', what: 'accept' },
      fundsMayCome: true,
      beforeMoving: () => takePermission(world, transaction, form),
    });
  });
  return allowed;
}

function wrongPin(visit: Visit, transaction: Transaction): Answer {
  const text = words[visit.language];
  transaction.wrongPins += 1;
  visit.world.transactions.touch(transaction.key);
  const left = mostWrongPins - transaction.wrongPins;
  if (left > 0) return again(visit, { message: `${text.wrongPin}${left}` });
  failTransaction(visit.world, transaction, 'five wrong PINs');
  return again(visit, { message: text.tooManyPins });
}

/** After success and after failure alike; nothing is added to the address. */
function leave(visit: Visit, address: string | undefined): Answer {
  return address === undefined ? again(visit) : redirect(address);
}
