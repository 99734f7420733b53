// Money on the wire (section 11): integer hundredths ("cents", whatever the currency) or a decimal text. Only this file knows.
import { fromDecimal, isCurrencyCode, type Money, minorDigits, toDecimal } from '#lib/money/money.ts';
import type { Reader } from './decode.ts';
import { InvalidRequest } from './errors.ts';

/** Hundredths as a JSON integer, for calls that want cents. */
export function toCents(amount: Money, field: string): number {
  const cents = hundredths(amount, field);
  if (cents > BigInt(Number.MAX_SAFE_INTEGER)) throw new InvalidRequest(field, 'is more than a JSON integer can carry');
  return Number(cents);
}

/** "18.40", or "500" for yen, for calls that want a decimal. */
export function toWireDecimal(amount: Money, field: string): string {
  hundredths(amount, field);
  const decimal = toDecimal(amount);
  // Paysera's decimals have two digits: what the wire cannot say was refused above, so only zeros are cut.
  return minorDigits(amount.currency) > 2 ? decimal.slice(0, decimal.indexOf('.') + 3) : decimal;
}

function hundredths(amount: Money, field: string): bigint {
  if (typeof amount?.minor !== 'bigint' || !isCurrencyCode(amount.currency)) throw new InvalidRequest(field, 'is not Money');
  if (amount.minor < 0n) throw new InvalidRequest(field, 'is negative');
  const places = minorDigits(amount.currency);
  if (places === 2) return amount.minor;
  if (places < 2) return amount.minor * 10n ** BigInt(2 - places);
  const scale = 10n ** BigInt(places - 2);
  if (amount.minor % scale !== 0n)
    throw new InvalidRequest(field, `is finer than a hundredth of ${amount.currency}, which the wire cannot carry`);
  return amount.minor / scale;
}

/** Null when neither form is there; two forms that differ are an error, not a guess. */
export function readAmount(reader: Reader, name: string, currency: string): Money | null {
  const decimalName = `${name}_decimal`;
  const cents = reader.optionalInteger(name);
  const decimalText = reader.optionalText(decimalName);
  if (cents === null && decimalText === null) return null;
  if (!isCurrencyCode(currency)) reader.fail('currency', 'is no currency code');
  const byCents = cents === null ? null : (fromCents(cents, currency) ?? reader.fail(name, `does not fit ${currency}`));
  if (byCents !== null && (decimalText === null || decimalText === hundredthsText(cents as number))) return byCents;
  if (decimalText === null) return null;
  const byDecimal = fromDecimal(decimalText, currency) ?? reader.fail(decimalName, `is no amount of ${currency}`);
  if (byCents !== null && byCents.minor !== byDecimal.minor) reader.fail(decimalName, `contradicts ${name}`);
  return byDecimal;
}

/** How the decimal of so many cents is usually written: when it is, the slow way of comparing is spared. */
function hundredthsText(cents: number): string | null {
  if (cents < 0) return null;
  const fraction = cents % 100;
  return `${(cents - fraction) / 100}.${fraction < 10 ? '0' : ''}${fraction}`;
}

export function fromCents(cents: number, currency: string): Money | null {
  const places = minorDigits(currency);
  const value = BigInt(cents);
  if (places === 2) return { minor: value, currency };
  if (places > 2) return { minor: value * 10n ** BigInt(places - 2), currency };
  const scale = 10n ** BigInt(2 - places);
  return value % scale === 0n ? { minor: value / scale, currency } : null;
}
