import type { Money } from '#lib/money/money.ts';
import type { CallOptions, Invoke } from './call.ts';
import { type JsonObject, objectOf, type Reader } from './decode.ts';
import { InvalidRequest } from './errors.ts';
import { exactlyOne, filled, type OneOf, queryOf } from './request-checks.ts';
import { toCents } from './wire-money.ts';

/** Exactly one of the amounts; the other is what the rate makes of it. */
type Conversion = OneOf<{ fromAmount: Money; toAmount: Money }> & { fromCurrency: string; toCurrency: string };

export type Calculation = Conversion & { accountNumber?: string };
/** Guards against a rate that moved: the most to give, the least to get. */
export type ConversionRequest = Conversion & { accountNumber: string; maxFromAmount?: Money; minToAmount?: Money };

export type Converted = { from: Money; to: Money; id: number | null; date: Date | null; accountNumber: string | null; raw: JsonObject };

/** Section 6.11. Scope `convert_currency`, which Paysera does not enable by default. */
export type CurrencyConversion = {
  calculate(calculation: Calculation, options?: CallOptions): Promise<Converted>;
  convert(request: ConversionRequest, options?: CallOptions): Promise<Converted>;
};

const converted = objectOf(decodeConverted);
const path = '/rest/v1/currency-conversion';

export function createCurrencyConversion(invoke: Invoke): CurrencyConversion {
  return {
    calculate: async (calculation, options) => {
      const query = queryOf({ ...encodeConversion(calculation), account_number: calculation.accountNumber });
      return invoke({ name: 'currencyConversion.calculate', method: 'GET', path, query, decode: converted }, options);
    },
    convert: async (request, options) => {
      const { accountNumber, maxFromAmount, minToAmount, fromCurrency, toCurrency } = request;
      const json = {
        ...encodeConversion(request),
        account_number: filled('accountNumber', accountNumber),
        max_from_amount: maxFromAmount && toCents(of(maxFromAmount, fromCurrency, 'maxFromAmount'), 'maxFromAmount'),
        min_to_amount: minToAmount && toCents(of(minToAmount, toCurrency, 'minToAmount'), 'minToAmount'),
      };
      return invoke({ name: 'currencyConversion.convert', method: 'POST', path, json, decode: converted }, options);
    },
  };
}

function encodeConversion(conversion: Conversion): Record<string, string | number | undefined> {
  const { fromAmount, toAmount, fromCurrency, toCurrency } = conversion;
  exactlyOne('conversion', conversion, ['fromAmount', 'toAmount']);
  return {
    from_currency: fromCurrency,
    to_currency: toCurrency,
    from_amount: fromAmount && toCents(of(fromAmount, fromCurrency, 'fromAmount'), 'fromAmount'),
    to_amount: toAmount && toCents(of(toAmount, toCurrency, 'toAmount'), 'toAmount'),
  };
}

function of(amount: Money, currency: string, field: string): Money {
  if (amount.currency !== currency) throw new InvalidRequest(field, `is not in ${currency}`);
  return amount;
}

function decodeConverted(reader: Reader): Converted {
  return {
    from: reader.money('from_amount', reader.text('from_currency')),
    to: reader.money('to_amount', reader.text('to_currency')),
    id: reader.optionalInteger('id'),
    date: reader.optionalInstant('date'),
    accountNumber: reader.optionalText('account_number'),
    raw: reader.raw,
  };
}
