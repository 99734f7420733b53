import { decimalFromCents } from '../money/cents.ts';
import type { Allowance } from '../world/records.ts';

type Json = Record<string, unknown>;

/** An allowance as responses and events carry it: both forms of validity, and `time` beside `period` in each limit. */
export function showAllowance(allowance: Allowance): Json {
  const shown: Json = {
    id: allowance.id,
    transaction_key: allowance.transactionKey,
    created_at: allowance.createdAt,
    status: allowance.status,
    currency: allowance.currency,
  };
  if (allowance.description !== undefined) shown.description = allowance.description;
  if (allowance.maxPrice !== undefined) {
    shown.max_price = allowance.maxPrice;
    shown.max_price_decimal = decimalFromCents(allowance.maxPrice);
  }
  if (allowance.wallet !== undefined) shown.wallet = allowance.wallet;
  if (allowance.confirmedAt !== undefined) shown.confirmed_at = allowance.confirmedAt;
  shown.valid = allowance.valid;
  if ('for' in allowance.valid) shown.valid_for = Math.ceil(allowance.valid.for / 3600);
  else shown.valid_until = allowance.valid.until;
  if (allowance.limits.length > 0) {
    shown.limits = allowance.limits.map((limit) => ({
      max_price: limit.maxPrice,
      max_price_decimal: decimalFromCents(limit.maxPrice),
      time: limit.time,
      ...(limit.time % 3600 === 0 ? { period: limit.time / 3600 } : {}),
    }));
  }
  return shown;
}
