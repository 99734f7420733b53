/** A payment as responses and events carry it. Fields without a value are left out, never null. */
import { decimalFromCents, timesQuantity } from '../money/cents.ts';
import type { Item, Payment, Span } from '../world/records.ts';

type Json = Record<string, unknown>;

export function showPayment(payment: Payment): Json {
  const shown: Json = {
    id: payment.id,
    transaction_key: payment.transactionKey,
    created_at: payment.createdAt,
    status: payment.status,
    cancelable: payment.status === 'confirmed',
    price: payment.price,
    currency: payment.currency,
    price_decimal: decimalFromCents(payment.price),
  };
  if (payment.wallet !== undefined) shown.wallet = payment.wallet;
  if (payment.confirmedAt !== undefined) shown.confirmed_at = payment.confirmedAt;
  addFreeze(shown, payment.freeze);
  if (payment.description !== undefined) shown.description = payment.description;
  if (payment.items) shown.items = payment.items.map(showItem);
  if (payment.beneficiary) shown.beneficiary = payment.beneficiary;
  if (payment.parameters !== undefined) shown.parameters = payment.parameters;
  if (payment.commission) shown.commission = showCommission(payment.commission);
  if (payment.cashback !== undefined) {
    shown.cashback = payment.cashback;
    shown.cashback_decimal = decimalFromCents(payment.cashback);
  }
  if (payment.priceRules) shown.price_rules = payment.priceRules;
  if (payment.password) shown.password = { type: payment.password.type, status: payment.password.status };
  if (payment.purpose !== undefined) shown.purpose = payment.purpose;
  if (payment.fundsSource) shown.funds_source = payment.fundsSource;
  return shown;
}

function addFreeze(shown: Json, freeze: Span): void {
  shown.freeze = freeze;
  if ('until' in freeze) shown.freeze_until = freeze.until;
  else shown.freeze_for = Math.ceil(freeze.for / 3600);
}

function showItem(item: Item): Json {
  const total = item.totalPrice ?? timesQuantity(item.price, item.quantity);
  return {
    title: item.title,
    ...(item.description !== undefined ? { description: item.description } : {}),
    price: item.price,
    currency: item.currency,
    price_decimal: decimalFromCents(item.price),
    quantity: item.quantity,
    total_price: total,
    total_price_decimal: decimalFromCents(total),
    ...(item.imageUri !== undefined ? { image_uri: item.imageUri } : {}),
    ...(item.parameters !== undefined ? { parameters: item.parameters } : {}),
  };
}

function showCommission(commission: NonNullable<Payment['commission']>): Json {
  const shown: Json = {};
  if (commission.out !== undefined) {
    shown.out_commission = commission.out;
    shown.out_commission_decimal = decimalFromCents(commission.out);
  }
  if (commission.in !== undefined) {
    shown.in_commission = commission.in;
    shown.in_commission_decimal = decimalFromCents(commission.in);
  }
  return shown;
}
