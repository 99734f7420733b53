import { type Money, minorDigits, toDecimal } from './money.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** "€18.40", "¥500", "KWD 1.250": exact for any size, since Intl is given the decimal digits and never a number. */
export function formatMoney(amount: Money, locale = 'en'): string {
  const key = `${locale} ${amount.currency}`;
  let format = formats.get(key);
  if (!format) {
    const places = minorDigits(amount.currency);
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: amount.currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    });
    formats.set(key, format);
  }
  return format.format(toDecimal(amount) as `${number}`);
}
