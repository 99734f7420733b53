/** A transaction as responses and events carry it, in the order of the recorded response. */
import type { Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { showAllowance } from './show-allowance.ts';
import { showPayment } from './show-payment.ts';

type Json = Record<string, unknown>;

export function showTransaction(world: World, transaction: Transaction): Json {
  const shown: Json = { transaction_key: transaction.key, created_at: transaction.createdAt, status: transaction.status };
  if (transaction.type !== undefined) shown.type = transaction.type;
  if (transaction.wallet !== undefined) shown.wallet = transaction.wallet;
  if (transaction.confirmedAt !== undefined) shown.confirmed_at = transaction.confirmedAt;
  shown.valid_for_payment_card_debit = transaction.validForPaymentCardDebit;
  shown.reserve = transaction.reserve;
  shown.use_allowance = transaction.useAllowance;
  shown.suggest_allowance = transaction.suggestAllowance;
  shown.auto_confirm = transaction.autoConfirm;
  if (transaction.redirectUri !== undefined) shown.redirect_uri = transaction.redirectUri;
  if (transaction.callbackUri !== undefined) shown.callback_uri = transaction.callbackUri;
  shown.project_id = transaction.projectId;
  if (transaction.locationId !== undefined) shown.location_id = transaction.locationId;
  const payments: Json[] = [];
  for (const id of transaction.payments) {
    const payment = world.payments.get(id);
    if (payment) payments.push(showPayment(payment));
  }
  shown.payments = payments;
  const allowance = transaction.allowance && world.allowances.get(transaction.allowance.id);
  if (allowance) shown.allowance = { id: allowance.id, data: showAllowance(allowance), optional: transaction.allowance?.optional };
  if (transaction.user) shown.user = transaction.user;
  if (transaction.restrictions) shown.restrictions = transaction.restrictions;
  shown.inquiries = transaction.inquiries.map(({ identifier, type, description, items, status }) => ({
    identifier,
    type,
    ...(description !== undefined ? { description } : {}),
    items,
    ...(status !== undefined ? { status } : {}),
  }));
  return shown;
}
