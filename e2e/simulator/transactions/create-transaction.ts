/** Turns checked requests into records: a transaction, or a lone payment or allowance with its default transaction. */
import type { KnownCaller } from '../auth/caller.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import { randomText } from '../world/random-text.ts';
import { newLifeSeconds } from '../world/rebuild.ts';
import type { Allowance, Payment, Transaction } from '../world/records.ts';
import { nextId, type World } from '../world/world.ts';
import { findAccount } from './beneficiary.ts';
import type { AllowanceDraft } from './read-allowance-request.ts';
import type { PaymentDraft } from './read-payment-request.ts';
import { defaultReserveSeconds, type TransactionDraft } from './read-transaction-request.ts';

export function createTransaction(world: World, caller: KnownCaller, draft: TransactionDraft): Transaction {
  const projectId = draft.projectId ?? caller.projectId;
  if (!caller.client.projectIds.includes(projectId)) throw new Refusal('forbidden', 'The client does not belong to this project');
  for (const content of draft.payments) if (typeof content !== 'number') checkBeneficiary(world, content);
  const existingPayments = draft.payments.map((content) => (typeof content === 'number' ? movablePayment(world, caller, content) : null));
  const content = draft.allowance?.content;
  const existingAllowance = typeof content === 'number' ? movableAllowance(world, caller, content) : null;

  const transaction = emptyTransaction(world, caller, projectId);
  const locationId = draft.locationId ?? caller.locationId;
  if (locationId !== undefined) transaction.locationId = locationId;
  transaction.reserve = draft.reserve;
  transaction.useAllowance = draft.useAllowance;
  transaction.suggestAllowance = draft.suggestAllowance;
  transaction.autoConfirm = draft.autoConfirm;
  transaction.validForPaymentCardDebit = draft.validForPaymentCardDebit;
  transaction.redirectUri = draft.redirectUri;
  transaction.callbackUri = draft.callbackUri;
  transaction.user = draft.user;
  transaction.restrictions = draft.restrictions;
  transaction.inquiries = draft.inquiries;
  draft.payments.forEach((draftOrId, i) => {
    const existing = existingPayments[i];
    if (existing) {
      leaveTransaction(world, existing.transactionKey, { payment: existing.id });
      existing.transactionKey = transaction.key;
      world.payments.touch(existing.id);
      transaction.payments.push(existing.id);
    } else transaction.payments.push(addPayment(world, caller, transaction, draftOrId as PaymentDraft).id);
  });
  if (draft.allowance) {
    const allowance = existingAllowance ?? addAllowance(world, caller, transaction, content as AllowanceDraft);
    if (existingAllowance) {
      leaveTransaction(world, existingAllowance.transactionKey, { allowance: existingAllowance.id });
      existingAllowance.transactionKey = transaction.key;
      world.allowances.touch(existingAllowance.id);
    }
    transaction.allowance = { id: allowance.id, optional: draft.allowance.optional };
  }
  return transaction;
}

export function createPayment(world: World, caller: KnownCaller, draft: PaymentDraft): Payment {
  checkBeneficiary(world, draft);
  const transaction = emptyTransaction(world, caller, caller.projectId);
  const payment = addPayment(world, caller, transaction, draft);
  transaction.payments.push(payment.id);
  return payment;
}

export function createAllowance(world: World, caller: KnownCaller, draft: AllowanceDraft): Allowance {
  const transaction = emptyTransaction(world, caller, caller.projectId);
  const allowance = addAllowance(world, caller, transaction, draft);
  transaction.allowance = { id: allowance.id, optional: false };
  return allowance;
}

/** An allowance the payer agreed to on the page, where the shop only suggested one. */
export function suggestedAllowance(world: World, transaction: Transaction, currency: string, maxPrice: number): void {
  const client = world.clients.get(transaction.clientId);
  if (!client) return;
  const caller: KnownCaller = { kind: 'client', client, projectId: transaction.projectId, locationId: undefined };
  const allowance = addAllowance(world, caller, transaction, {
    currency,
    maxPrice,
    limits: [],
    valid: { for: suggestedSeconds },
    description: undefined,
  });
  allowance.createdAt = world.clock.nowSeconds();
  transaction.allowance = { id: allowance.id, optional: true };
}

const suggestedSeconds = 30 * 86_400;

function emptyTransaction(world: World, caller: KnownCaller, projectId: number): Transaction {
  const now = world.clock.nowSeconds();
  const transaction: Transaction = {
    key: randomText(20),
    clientId: caller.client.id,
    projectId,
    createdAt: now,
    status: 'new',
    reserve: { for: defaultReserveSeconds },
    useAllowance: true,
    suggestAllowance: false,
    autoConfirm: false,
    validForPaymentCardDebit: false,
    inquiries: [],
    payments: [],
    wrongPins: 0,
    steps: [{ at: now, from: null, to: 'new', cause: 'client: create' }],
  };
  world.transactions.set(transaction.key, transaction);
  world.agenda.add(now + newLifeSeconds, 'forget-new', transaction.key);
  return transaction;
}

function addPayment(world: World, caller: KnownCaller, transaction: Transaction, draft: PaymentDraft): Payment {
  const payment: Payment = {
    id: nextId(world, 'payment'),
    transactionKey: transaction.key,
    clientId: caller.client.id,
    projectId: transaction.projectId,
    createdAt: transaction.createdAt,
    status: 'new',
    ...draft,
  };
  world.payments.set(payment.id, payment);
  return payment;
}

function addAllowance(world: World, caller: KnownCaller, transaction: Transaction, draft: AllowanceDraft): Allowance {
  const allowance: Allowance = {
    id: nextId(world, 'allowance'),
    transactionKey: transaction.key,
    clientId: caller.client.id,
    projectId: transaction.projectId,
    createdAt: transaction.createdAt,
    status: 'new',
    uses: [],
    ...draft,
  };
  world.allowances.set(allowance.id, allowance);
  return allowance;
}

/** People may be unknown yet (they register later); a wallet id or a barcode must exist. */
function checkBeneficiary(world: World, draft: PaymentDraft): void {
  const beneficiary = draft.beneficiary;
  if (!beneficiary || beneficiary.email !== undefined || beneficiary.phone !== undefined) return;
  if (findAccount(world, beneficiary) === null) throw invalid('beneficiary', 'no such wallet');
}

function movablePayment(world: World, caller: KnownCaller, id: number): Payment {
  const payment = world.payments.get(id);
  if (!payment) throw new Refusal('not_found', `Payment ${id} does not exist`);
  if (!caller.client.projectIds.includes(payment.projectId)) throw new Refusal('forbidden', 'This payment is assigned to other project');
  if (payment.status !== 'new') throw new Refusal('invalid_state', `Payment ${id} is ${payment.status}`);
  return payment;
}

function movableAllowance(world: World, caller: KnownCaller, id: number): Allowance {
  const allowance = world.allowances.get(id);
  if (!allowance) throw new Refusal('not_found', `Allowance ${id} does not exist`);
  if (!caller.client.projectIds.includes(allowance.projectId))
    throw new Refusal('forbidden', 'This allowance is assigned to other project');
  if (allowance.status !== 'new') throw new Refusal('invalid_state', `Allowance ${id} is ${allowance.status}`);
  return allowance;
}

/** Each payment and allowance belongs to exactly one transaction; one that is left with nothing is gone. */
function leaveTransaction(world: World, key: string, what: { payment?: number; allowance?: number }): void {
  const old = world.transactions.get(key);
  if (!old) return;
  if (what.payment !== undefined) old.payments = old.payments.filter((id) => id !== what.payment);
  if (what.allowance !== undefined && old.allowance?.id === what.allowance) old.allowance = undefined;
  if (old.payments.length === 0 && !old.allowance) world.transactions.delete(key);
  else world.transactions.touch(key);
}
