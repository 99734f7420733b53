/** The payer (or the client on the payer's behalf) accepts a transaction: checks, then money, registration, password, in this order. */
import { Refusal } from '../http/refusal.ts';
import type { Account, Payment, Transaction, User, Wallet } from '../world/records.ts';
import { settings, type World } from '../world/world.ts';
import { activateAllowance } from './allowance-use.ts';
import { beneficiaryAccount } from './beneficiary.ts';
import { confirmTransaction } from './confirm.ts';
import { chargesByCurrency, holdMoney, missingFunds } from './hold-money.ts';
import { type Cause, moveTransaction, paymentsOf } from './move-transaction.ts';

export type Acceptance = {
  wallet: Wallet;
  payer: User;
  type: 'automatic' | 'page' | 'flash' | 'pin' | 'reservation_code' | 'mobile_app';
  cause: Cause;
  /** On the page too little money is no refusal: the transaction waits for it. */
  fundsMayCome: boolean;
  /** Runs once all checks have passed, before anything moves. */
  beforeMoving?: () => void;
};

export function accept(world: World, transaction: Transaction, acceptance: Acceptance): void {
  if (transaction.status !== 'new' && transaction.status !== 'waiting') {
    throw new Refusal('invalid_state', `The transaction is ${transaction.status}`);
  }
  const payments = paymentsOf(world, transaction);
  const account = world.accounts.get(acceptance.wallet.accountNumber) as Account;
  checkPayer(world, transaction, payments, account, acceptance);
  const missing = missingFunds(world, account, payments);
  if (missing && !acceptance.fundsMayCome) throw new Refusal('not_enough_funds', `Not enough ${missing.currency} in the wallet`);

  acceptance.beforeMoving?.();
  const now = world.clock.nowSeconds();
  transaction.wallet = acceptance.wallet.id;
  transaction.payerId = acceptance.payer.id;
  transaction.type = acceptance.type;
  transaction.acceptedAt = now;
  transaction.reservedUntil = 'until' in transaction.reserve ? transaction.reserve.until : now + transaction.reserve.for;
  world.agenda.add(transaction.reservedUntil, 'reservation-end', transaction.key);
  for (const payment of payments) {
    payment.wallet = acceptance.wallet.id;
    world.payments.touch(payment.id);
  }
  if (missing) moveTransaction(world, transaction, 'waiting_funds', acceptance.cause);
  else {
    holdMoney(world, transaction);
    advance(world, transaction, acceptance.cause);
  }
}

/** Goes as far as it can: registration, then password, then reserved, then (with auto_confirm) confirmed. */
export function advance(world: World, transaction: Transaction, cause: Cause) {
  const payments = paymentsOf(world, transaction);
  const step = (to: 'waiting_registration' | 'waiting_password' | 'reserved') => {
    if (transaction.status !== to) moveTransaction(world, transaction, to, cause);
  };
  if (payments.some((payment) => beneficiaryAccount(world, payment) === null)) return step('waiting_registration');
  if (payments.some((payment) => payment.password?.status === 'pending')) return step('waiting_password');
  step('reserved');
  const allowance = transaction.allowance && world.allowances.get(transaction.allowance.id);
  if (allowance && settings(world).activateAllowanceAtReservation) activateAllowance(world, allowance, transaction.wallet as number);
  if (transaction.autoConfirm) confirmTransaction(world, transaction, new Map(), cause);
}

function checkPayer(world: World, transaction: Transaction, payments: Payment[], account: Account, { wallet, payer }: Acceptance): void {
  if (!account.operators.includes(payer.id)) throw new Refusal('no_rights', 'The user has no rights to pay from this account');
  if (account.status !== 'active') throw new Refusal('payer_account_inactive', 'The account of the payer is not active');
  if (account.restricted) throw new Refusal('restriction_limits_exceeded', 'Payments from this account are restricted for now');
  if (world.clients.get(transaction.clientId)?.restricted) throw new Refusal('client_restricted', 'The client is restricted');
  checkRestrictions(world, transaction, account, payer);
  for (const payment of payments) {
    const target = beneficiaryAccount(world, payment);
    if (target?.number === account.number) throw new Refusal('payment_to_same_account', 'Payer and beneficiary are the same account');
    if (target && target.status !== 'active')
      throw new Refusal('beneficiary_account_inactive', 'The account of the beneficiary is not active');
  }
  for (const [currency, cents] of chargesByCurrency(payments)) {
    const limit = account.limits?.[currency];
    if (limit !== undefined && cents > limit) throw new Refusal('limits_exceeded', `More than wallet ${wallet.id} may pay at once`);
  }
}

const levelOrder = ['unidentified', 'semi_identified', 'identified', 'fully_identified'];

function checkRestrictions(world: World, transaction: Transaction, account: Account, payer: User): void {
  const wanted = transaction.restrictions?.account_owner;
  const owner = world.users.get(account.ownerId);
  if (!wanted || !owner) return;
  if (wanted.type && owner.type !== wanted.type) throw new Refusal('restriction_violation', `The payer must be ${wanted.type}`);
  if (wanted.level && levelOrder.indexOf(owner.level) < levelOrder.indexOf(wanted.level)) {
    throw new Refusal('client_not_verified', `The payer must be ${wanted.level}`);
  }
  if (wanted.requirements?.includes('identity') && !(payer.name && payer.surname && payer.code)) {
    throw new Refusal('restriction_violation', 'The identity of the payer is not known');
  }
}
