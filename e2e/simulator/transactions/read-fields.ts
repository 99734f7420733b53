/** Small readers for JSON fields that refuse with the name of the field. */

import { invalid } from '../http/refusal.ts';
import { centsFromDecimal, isCurrency } from '../money/cents.ts';
import type { Span } from '../world/records.ts';

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown, name: string): Fields {
  // PHP writes an empty object as [].
  if (Array.isArray(value) && value.length === 0) return {};
  if (!isFields(value)) throw invalid(name, 'must be an object');
  return value;
}

export function textField(source: Fields, name: string, longest = 2000): string | undefined {
  const value = source[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(name, 'must be a string');
  if (value.length > longest) throw invalid(name, `must have at most ${longest} characters`);
  return value;
}

export function boolField(source: Fields, name: string): boolean | undefined {
  const value = source[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw invalid(name, 'must be true or false');
  return value;
}

export function intField(source: Fields, name: string): number | undefined {
  const value = source[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw invalid(name, 'must be an integer of zero or more');
  return value;
}

export function listField(source: Fields, name: string): unknown[] | undefined {
  const value = source[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw invalid(name, 'must be an array');
  return value;
}

/** An amount comes as integer cents under its name or as a decimal string under `name_decimal`, never as both. */
export function moneyField(source: Fields, name: string): number | undefined {
  const decimal = source[`${name}_decimal`];
  const hasCents = source[name] !== undefined && source[name] !== null;
  if (decimal === undefined || decimal === null) return hasCents ? intField(source, name) : undefined;
  if (hasCents) throw invalid(name, `give ${name} or ${name}_decimal, not both`);
  if (typeof decimal !== 'string') throw invalid(`${name}_decimal`, 'must be a decimal in a string');
  const cents = centsFromDecimal(decimal);
  if (cents === null) throw invalid(`${name}_decimal`, 'must be a decimal with at most two fraction digits');
  return cents;
}

export function currencyField(source: Fields): string | undefined {
  const value = source.currency;
  if (value === undefined || value === null) return undefined;
  if (!isCurrency(value)) throw invalid('currency', 'must be three capital letters');
  return value;
}

const hourSeconds = 3600;

/** `name: {for|until}`, or the old `name_for` in hours and `name_until`; undefined when none is given. */
export function spanField(source: Fields, name: string): Span | undefined {
  const forms: Span[] = [];
  if (source[name] !== undefined && source[name] !== null) {
    const inner = fieldsOf(source[name], name);
    const seconds = intField(inner, 'for');
    const until = intField(inner, 'until');
    if ((seconds === undefined) === (until === undefined)) throw invalid(name, 'must have "for" or "until"');
    forms.push(seconds !== undefined ? { for: seconds } : { until: until as number });
  }
  const hours = intField(source, `${name}_for`);
  if (hours !== undefined) forms.push({ for: hours * hourSeconds });
  const until = intField(source, `${name}_until`);
  if (until !== undefined) forms.push({ until });
  if (forms.length > 1) throw invalid(name, `give one of ${name}, ${name}_for and ${name}_until`);
  return forms[0];
}
