/** Section 6.7: the client accepts on the payer's behalf, by allowance, PIN, SMS code or reservation code. */
import { requirePermission } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import { type Acceptance, accept } from '../transactions/accept.ts';
import { activeAllowance, countUse, covers } from '../transactions/allowance-use.ts';
import { findWallet } from '../transactions/beneficiary.ts';
import { choosePrice } from '../transactions/choose-price.ts';
import { revokeTransaction } from '../transactions/end-transaction.ts';
import { answerInquiries } from '../transactions/inquiries.ts';
import { paymentsOf } from '../transactions/move-transaction.ts';
import { type Fields, fieldsOf, intField, moneyField, textField } from '../transactions/read-fields.ts';
import { readFundsSource } from '../transactions/read-payment-request.ts';
import { showTransaction } from '../transactions/show-transaction.ts';
import { unlessRefused } from '../transactions/unless-refused.ts';
import type { ReservationCode, Transaction, User, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { callerOf, transactionOf, walletOf } from './paths.ts';
import { payerByPin } from './pin-tries.ts';

export function reserve(world: World, call: Call): unknown {
  const transaction = transactionOf(world, call);
  const body = jsonObject(call);
  if (transaction.status !== 'new' && transaction.status !== 'waiting') {
    throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  }
  const consent = readConsent(world, call, body, transaction);
  revokeOther(world, call, body);
  unlessRefused(world, transaction, () => {
    readChoices(world, transaction, body);
    answerInquiries(world, transaction, consent.payer, body.inquiries);
    accept(world, transaction, { ...consent, cause: { by: 'client', what: 'reserve' }, fundsMayCome: false });
  });
  if (consent.code) {
    consent.code.used = true;
    world.reservationCodes.touch(consent.code.code);
  }
  if (consent.type === 'automatic') {
    const allowance = activeAllowance(world, transaction.clientId, consent.wallet.id);
    if (allowance) countUse(world, allowance, transaction);
  }
  return showTransaction(world, transaction);
}

type Consent = Pick<Acceptance, 'wallet' | 'payer' | 'type'> & { code?: ReservationCode };

function readConsent(world: World, call: Call, body: Fields, transaction: Transaction): Consent {
  const code = textField(body, 'code') ?? textField(body, 'reservation_code');
  if (code !== undefined) return byReservationCode(world, code);
  const wallet = payerWallet(world, call, body);
  const pin = textField(body, 'pin') ?? textField(body, 'pin_code');
  if (pin !== undefined) {
    requirePermission(callerOf(call), 'accept_with_pin');
    return { wallet, payer: payerByPin(world, wallet, pin), type: 'pin' };
  }
  const smsCode = textField(body, 'sms_code');
  if (smsCode !== undefined) {
    requirePermission(callerOf(call), 'accept_with_flash');
    if (transaction.flashCode === undefined || transaction.flashCode !== smsCode)
      throw new Refusal('invalid_code', 'The SMS code is wrong');
    return { wallet, payer: firstOperator(world, wallet), type: 'flash' };
  }
  return byAllowance(world, transaction, wallet);
}

function byAllowance(world: World, transaction: Transaction, wallet: Wallet): Consent {
  const allowance = transaction.useAllowance ? activeAllowance(world, transaction.clientId, wallet.id) : null;
  if (!allowance) throw new Refusal('not_found', 'No active allowance for this wallet');
  if (!covers(world, allowance, transaction)) throw new Refusal('limits_exceeded', 'The allowance does not cover the payments');
  return { wallet, payer: firstOperator(world, wallet), type: 'automatic' };
}

/** A code of the payer's app stands for a wallet, once and for a short while. */
function byReservationCode(world: World, text: string): Consent {
  const code = world.reservationCodes.get(text);
  const wallet = code && world.wallets.get(code.walletId);
  const payer = code && world.users.get(code.userId);
  if (!code || !wallet || !payer || code.used || code.expiresAt <= world.clock.nowSeconds()) {
    throw new Refusal('invalid_code', 'The reservation code is not valid');
  }
  return { wallet, payer, type: 'reservation_code', code };
}

export function payerWallet(world: World, call: Call, body: Fields): Wallet {
  if (call.params.wallet !== undefined) return walletOf(world, call);
  const id = intField(body, 'wallet_id');
  const payer = body.payer == null ? undefined : fieldsOf(body.payer, 'payer');
  if (id === undefined && !payer) throw invalid('payer', 'is required when the address names no wallet');
  const wallet = id !== undefined ? world.wallets.get(id) : payer && findPayer(world, payer);
  if (!wallet) throw new Refusal('not_found', 'No such payer');
  return wallet;
}

function findPayer(world: World, payer: Fields): Wallet | null {
  if (payer.card != null) {
    const card = fieldsOf(payer.card, 'card');
    const wanted = `${textField(card, 'issuer')}:${textField(card, 'number')}`;
    for (const wallet of world.wallets.values()) if (wallet.cards?.includes(wanted)) return wallet;
    return null;
  }
  const id = intField(payer, 'id');
  if (id !== undefined) return findWallet(world, { id });
  const email = textField(payer, 'email');
  if (email !== undefined) return findWallet(world, { email });
  return findWallet(world, { phone: textField(payer, 'phone') ?? '' });
}

function firstOperator(world: World, wallet: Wallet): User {
  const account = world.accounts.get(wallet.accountNumber);
  const operator = account?.operators.flatMap((id) => world.users.get(id) ?? [])[0];
  if (!operator) throw new Refusal('no_rights', 'Nobody may pay from this account');
  return operator;
}

function revokeOther(world: World, call: Call, body: Fields): void {
  const key = textField(body, 'revoke_transaction_key');
  if (key === undefined) return;
  revokeTransaction(world, transactionOf(world, { ...call, params: { key } }));
}

/** Prices where the payment leaves a choice, and where the money comes from. */
function readChoices(world: World, transaction: Transaction, body: Fields): void {
  const payments = new Map(paymentsOf(world, transaction).map((payment) => [String(payment.id), payment]));
  for (const [id, value] of Object.entries(body.payment_prices == null ? {} : fieldsOf(body.payment_prices, 'payment_prices'))) {
    const payment = payments.get(id);
    const price = moneyField(fieldsOf(value, id), 'price');
    if (!payment || price === undefined) throw invalid('payment_prices', 'needs prices of payments of this transaction');
    choosePrice(world, payment, price);
  }
  const sources = body.payment_funds_sources ?? body.funds_sources;
  for (const [id, value] of Object.entries(sources == null ? {} : fieldsOf(sources, 'funds_sources'))) {
    const payment = payments.get(id);
    if (!payment) continue;
    payment.fundsSource = readFundsSource(value);
    world.payments.touch(payment.id);
  }
}
