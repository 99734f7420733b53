/** Fixed rates, in millionths of a unit per euro, so that conversions are the same in every run. */
import { invalid } from '../http/refusal.ts';

const perEuro: Record<string, bigint> = {
  EUR: 1_000_000n,
  USD: 1_105_000n,
  GBP: 850_000n,
  PLN: 4_300_000n,
  JPY: 160_000_000n,
  KWD: 340_000n,
  LTL: 3_452_800n,
};

export const knownCurrencies = Object.keys(perEuro).filter((currency) => currency !== 'LTL');

function rate(currency: string): bigint {
  const value = perEuro[currency];
  if (value === undefined) throw invalid('currency', `${currency} cannot be converted`);
  return value;
}

/** What one gets for an amount: rounded down, as a bank does. */
export function convert(cents: number, from: string, to: string): number {
  return Number((BigInt(cents) * rate(to)) / rate(from));
}

/** What one must give to get an amount: rounded up. */
export function priceOf(cents: number, from: string, to: string): number {
  const top = BigInt(cents) * rate(from);
  return Number((top + rate(to) - 1n) / rate(to));
}
