import type { Language } from '../oauth/scope-names.ts';

const locales: Record<Language, string> = { en: 'en-IE', lt: 'lt-LT', ru: 'ru-RU' };

/** "€18.40", "18,40 €": exact for any amount, because the decimal string itself is formatted. */
export function formatAmount(cents: number, currency: string, language: Language): string {
  const decimal = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}` as `${number}`;
  // Cents are always 1/100 here; currencies without minor units are still shown as they were asked for.
  const digits = cents % 100 === 0 && !usesHundredths(currency) ? 0 : 2;
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: 2,
  }).format(decimal);
}

function usesHundredths(currency: string): boolean {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits !== 0;
}
