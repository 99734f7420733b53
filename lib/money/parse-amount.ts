import { fromDecimal, type Money, minorDigits } from './money.ts';

export type ParsedAmount = { kind: 'amount'; money: Money } | { kind: 'invalid'; reason: 'empty' | 'not-an-amount' | 'too-precise' };

const longestText = 40;
const separators = /[.,]/g;

/**
 * Reads an amount as a person types it: "18.40", "18,40", "€18.40", "1 450", "1,450.00", "1.450,00", "18.40 EUR".
 * "1,450" alone is refused as too precise in a currency with two digits: it may mean either, and money is not guessed.
 * A currency without minor digits leaves no doubt: "1,450" yen is a group.
 */
export function parseAmount(text: string, currency: string): ParsedAmount {
  if (text.length > longestText) return { kind: 'invalid', reason: 'not-an-amount' };
  const bare = text
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^\p{Sc}|\p{Sc}$/u, '')
    .replace(new RegExp(`^${currency}|${currency}$`, 'i'), '');
  if (bare === '') return { kind: 'invalid', reason: 'empty' };
  if (!/^\d+(?:[.,]\d+)*$/.test(bare)) return { kind: 'invalid', reason: 'not-an-amount' };

  const plain = withoutGroups(bare, minorDigits(currency));
  if (plain === null) return { kind: 'invalid', reason: 'not-an-amount' };
  const fraction = plain.split('.')[1] ?? '';
  if (fraction.length > minorDigits(currency)) return { kind: 'invalid', reason: 'too-precise' };
  const money = fromDecimal(plain, currency);
  return money ? { kind: 'amount', money } : { kind: 'invalid', reason: 'not-an-amount' };
}

/** With several separators the last kind of them is the decimal one and the rest must part groups of three. */
function withoutGroups(digits: string, places: number): string | null {
  const found = digits.match(separators) ?? [];
  const canOnlyGroup = places === 0 && /^\d{1,3}[.,]\d{3}$/.test(digits);
  if (canOnlyGroup) return digits.replace(separators, '');
  if (found.length <= 1) return digits.replace(',', '.');
  const decimal = found.at(-1) as string;
  const isGroupedOnly = found.every((separator) => separator === decimal);
  const [whole, fraction] = isGroupedOnly ? [digits, null] : cutAtLast(digits, decimal);
  if (!/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole)) return null;
  const plainWhole = whole.replace(separators, '');
  return fraction === null ? plainWhole : `${plainWhole}.${fraction}`;
}

function cutAtLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
