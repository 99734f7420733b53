/** Section 6.5: what a request for an allowance may say, checked. */
import { invalid } from '../http/refusal.ts';
import type { Allowance, Limit } from '../world/records.ts';
import { currencyField, type Fields, fieldsOf, intField, listField, moneyField, spanField, textField } from './read-fields.ts';

export type AllowanceDraft = Pick<Allowance, 'currency' | 'description' | 'maxPrice' | 'valid' | 'limits'>;

const defaultValiditySeconds = 720 * 3600;

export function readAllowanceRequest(source: Fields): AllowanceDraft {
  const currency = currencyField(source);
  if (currency === undefined) throw invalid('currency', 'is required');
  const maxPrice = moneyField(source, 'max_price');
  const limits = (listField(source, 'limits') ?? []).map(readLimit);
  if (maxPrice === undefined && limits.length === 0) throw invalid('max_price', 'max_price or limits is required');
  return {
    currency,
    maxPrice,
    limits,
    description: textField(source, 'description'),
    valid: spanField(source, 'valid') ?? { for: defaultValiditySeconds },
  };
}

/** A window is `time` in seconds, or `period` in hours in the old form. */
function readLimit(value: unknown): Limit {
  const fields = fieldsOf(value, 'limits');
  const maxPrice = moneyField(fields, 'max_price');
  if (maxPrice === undefined) throw invalid('limits', 'each needs max_price');
  const time = intField(fields, 'time');
  const period = intField(fields, 'period');
  if ((time === undefined) === (period === undefined)) throw invalid('limits', 'each needs time or period');
  const seconds = time ?? (period as number) * 3600;
  if (seconds === 0) throw invalid('limits', 'the window must not be empty');
  return { maxPrice, time: seconds };
}
