/** Reads and writes amounts: integer cents (always 1/100 of the unit, whatever the currency) and decimal strings. */

const decimalForm = /^(\d{1,12})(?:\.(\d{0,2}))?$/;

/** "12.9" is 1290 cents; null when the text is no amount of at most two fraction digits. */
export function centsFromDecimal(text: string): number | null {
  const parts = decimalForm.exec(text);
  if (!parts) return null;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

/** Responses always carry two fraction digits. */
export function decimalFromCents(cents: number): string {
  const whole = Math.trunc(Math.abs(cents) / 100);
  return `${cents < 0 ? '-' : ''}${whole}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

/** Quantities may be fractions ("0.35"), so the product is taken in thousandths and rounded half up. */
export function timesQuantity(cents: number, quantity: number): number {
  const thousandths = BigInt(Math.round(quantity * 1000));
  return Number((BigInt(cents) * thousandths + 500n) / 1000n);
}

export function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value);
}
