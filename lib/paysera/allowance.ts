// An allowance (section 6.5): the payer's standing permission to charge a wallet within limits, without asking each time.
import type { Money } from '#lib/money/money.ts';
import type { JsonObject, Open, Reader } from './decode.ts';
import { InvalidRequest } from './errors.ts';
import { decodeSpan } from './payment.ts';
import { positiveInteger, type Span, spanOnWire, type WireObject } from './request-checks.ts';
import { toCents } from './wire-money.ts';

export type AllowanceStatus = 'new' | 'active' | 'inactive' | 'deleted';

/** At most `maxPrice` within any `seconds`. */
export type AllowanceLimit = { maxPrice: Money; seconds: number };

type Bounded =
  | { maxPrice: Money; limits?: readonly AllowanceLimit[] }
  | { maxPrice?: Money; limits: readonly [AllowanceLimit, ...AllowanceLimit[]] };

export type AllowanceRequest = Bounded & {
  /** Sum of everything ever charged under it. */
  maxPrice?: Money;
  description?: string;
  /** A duration counts from confirmation; 30 days when left out. */
  valid?: Span;
};

export type Allowance = {
  id: number;
  transactionKey: string;
  createdAt: Date;
  confirmedAt: Date | null;
  status: Open<AllowanceStatus>;
  currency: string;
  description: string | null;
  maxPrice: Money | null;
  limits: AllowanceLimit[];
  valid: { forSeconds: number } | { until: Date } | null;
  walletId: number | null;
  raw: JsonObject;
};

/** Cents throughout, as the PHP client sends them. */
export function encodeAllowance(request: AllowanceRequest, field = 'allowance'): WireObject {
  const { maxPrice, limits, valid } = request;
  const currency = maxPrice?.currency ?? limits?.[0]?.maxPrice.currency;
  if (currency === undefined) throw new InvalidRequest(field, 'needs maxPrice or limits');
  const cents = (amount: Money, name: string) => {
    if (amount.currency !== currency)
      throw new InvalidRequest(`${field}.${name}`, `is not in ${currency}, and an allowance has one currency`);
    return toCents(amount, `${field}.${name}`);
  };
  return {
    description: request.description,
    currency,
    max_price: maxPrice && cents(maxPrice, 'maxPrice'),
    valid: valid && spanOnWire(`${field}.valid`, valid),
    limits: limits?.map((limit, index) => ({
      max_price: cents(limit.maxPrice, `limits[${index}].maxPrice`),
      time: positiveInteger(`${field}.limits[${index}].seconds`, limit.seconds),
    })),
  };
}

export function decodeAllowance(reader: Reader): Allowance {
  const currency = reader.text('currency');
  return {
    id: reader.integer('id'),
    transactionKey: reader.text('transaction_key'),
    createdAt: reader.instant('created_at'),
    confirmedAt: reader.optionalInstant('confirmed_at'),
    status: reader.text('status'),
    currency,
    description: reader.optionalText('description'),
    maxPrice: reader.optionalMoney('max_price', currency),
    limits: reader.optionalList('limits', (limit) => ({ maxPrice: limit.money('max_price', currency), seconds: windowOf(limit) })),
    valid: validityOf(reader),
    walletId: reader.optionalInteger('wallet'),
    raw: reader.raw,
  };
}

/** `time` in seconds, or the old `period` in hours; both must agree (section 12, row 19). */
function windowOf(limit: Reader): number {
  const hours = limit.optionalNumber('period');
  const seconds = limit.optionalInteger('time');
  if (seconds === null) return hours === null ? limit.fail('time', 'is missing') : hours * 3600;
  if (hours !== null && hours * 3600 !== seconds) limit.fail('period', 'contradicts time');
  return seconds;
}

/** `valid`, or the old fields, of which `valid_for` counts hours. */
function validityOf(reader: Reader): Allowance['valid'] {
  const valid = reader.optionalObject('valid', decodeSpan);
  if (valid) return valid;
  const until = reader.optionalInstant('valid_until');
  if (until) return { until };
  const hours = reader.optionalInteger('valid_for');
  return hours === null ? null : { forSeconds: hours * 3600 };
}
