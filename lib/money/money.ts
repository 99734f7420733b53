// An amount is a bigint in the currency's own minor units, so no sum is ever a float: ¥ has none, the euro two digits, KWD three.

export type Money = { readonly minor: bigint; readonly currency: string };

// ISO 4217, written down rather than asked of Intl: a stored amount must not change its meaning with Node's ICU data.
const unusualDigits: ReadonlyMap<string, number> = new Map([
  ...digits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...digits(3, 'BHD IQD JOD KWD LYD OMN TND'),
  ...digits(4, 'CLF UYW'),
]);

/** How many digits of the currency stand after the decimal point. */
export function minorDigits(currency: string): number {
  return unusualDigits.get(currency) ?? 2;
}

/** @throws {RangeError} when the currency is not three capital letters. */
export function money(minor: bigint, currency: string): Money {
  if (!isCurrencyCode(currency)) throw new RangeError(`not a currency code: ${JSON.stringify(currency)}`);
  return { minor, currency };
}

const currencyCode = /^[A-Z]{3}$/;

export function isCurrencyCode(text: string): boolean {
  return currencyCode.test(text);
}

export function addMoney(left: Money, right: Money): Money {
  return { minor: left.minor + sameCurrency(left, right).minor, currency: left.currency };
}

export function subtractMoney(left: Money, right: Money): Money {
  return { minor: left.minor - sameCurrency(left, right).minor, currency: left.currency };
}

export function multiplyMoney(price: Money, quantity: number | bigint): Money {
  return { minor: price.minor * BigInt(quantity), currency: price.currency };
}

export function sumMoney(amounts: Iterable<Money>, currency: string): Money {
  let sum = money(0n, currency);
  for (const amount of amounts) sum = addMoney(sum, amount);
  return sum;
}

export function equalMoney(left: Money, right: Money): boolean {
  return left.minor === right.minor && left.currency === right.currency;
}

/** Below zero when left is less, zero when equal, above when more; amounts of two currencies have no order. */
export function compareMoney(left: Money, right: Money): number {
  const difference = left.minor - sameCurrency(left, right).minor;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** "18.40", "-0.05", "500" for yen: all the digits of the currency, a point, no grouping. */
export function toDecimal({ minor, currency }: Money): string {
  const places = minorDigits(currency);
  const digitsOnly = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const sign = minor < 0n ? '-' : '';
  if (places === 0) return sign + digitsOnly;
  return `${sign}${digitsOnly.slice(0, -places)}.${digitsOnly.slice(-places)}`;
}

/**
 * Reads "18.40", "18.4", "18" or "18.400": digits beyond the currency's own must be zeros.
 * @returns null when the text is no decimal or does not fit the currency.
 */
export function fromDecimal(text: string, currency: string): Money | null {
  const parts = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text);
  if (!parts || !isCurrencyCode(currency)) return null;
  const places = minorDigits(currency);
  const fraction = (parts[3] ?? '').padEnd(places, '0');
  if (/[^0]/.test(fraction.slice(places))) return null;
  const minor = BigInt((parts[2] ?? '') + fraction.slice(0, places));
  return { minor: parts[1] ? -minor : minor, currency };
}

function sameCurrency(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new RangeError(`${left.currency} and ${right.currency} do not mix`);
  return right;
}

function digits(count: number, codes: string): [string, number][] {
  return codes.split(' ').map((code) => [code, count]);
}
