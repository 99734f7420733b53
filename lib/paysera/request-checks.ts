// What a request may not say is refused here, before it is sent, with the field's name as the caller wrote it.
import { InvalidRequest } from './errors.ts';

/** A request on its way to JSON: fields that are undefined are left out by `JSON.stringify`. */
export type WireObject = { readonly [name: string]: unknown };

/** Exactly one of the keys: the others may not even be there. */
export type OneOf<T> = { [K in keyof T]-?: Required<Pick<T, K>> & { [Other in Exclude<keyof T, K>]?: undefined } }[keyof T];

/** At least one of the keys. */
export type SomeOf<T> = { [K in keyof T]-?: Required<Pick<T, K>> & Partial<Omit<T, K>> }[keyof T];

/** The name of the one field that is set. */
export function exactlyOne<K extends string>(field: string, value: { readonly [name in K]?: unknown }, names: readonly K[]): K {
  const given = givenOf(field, value, names);
  const [only] = given;
  if (only === undefined) throw new InvalidRequest(field, `needs one of ${names.join(', ')}`);
  if (given.length > 1) throw new InvalidRequest(`${field}.${given[1]}`, `excludes ${only}`);
  return only;
}

export function atMostOne<K extends string>(field: string, value: { readonly [name in K]?: unknown }, names: readonly K[]): K | null {
  return givenOf(field, value, names).length === 0 ? null : exactlyOne(field, value, names);
}

export function atLeastOne<K extends string>(field: string, value: { readonly [name in K]?: unknown }, names: readonly K[]): void {
  if (givenOf(field, value, names).length === 0) throw new InvalidRequest(field, `needs ${names.join(' or ')}`);
}

function givenOf<K extends string>(field: string, value: { readonly [name in K]?: unknown }, names: readonly K[]): K[] {
  if (typeof value !== 'object' || value === null) throw new InvalidRequest(field, 'is missing');
  return names.filter((name) => value[name] !== undefined && value[name] !== null);
}

export function filled(field: string, text: string | undefined): string {
  if (typeof text !== 'string' || text.trim() === '') throw new InvalidRequest(field, 'is missing or empty');
  return text;
}

export function positiveInteger(field: string, value: number): number {
  if (!Number.isSafeInteger(value) || value <= 0) throw new InvalidRequest(field, 'must be a whole number above zero');
  return value;
}

export function seconds(field: string, date: Date): number {
  const time = date instanceof Date ? date.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidRequest(field, 'is no date');
  return Math.floor(time / 1000);
}

export function absoluteUrl(field: string, text: string): string {
  if (!URL.canParse(text) || /^(?:javascript|data):/i.test(text)) throw new InvalidRequest(field, 'is no absolute URL');
  return text;
}

/** One segment of a path: encoded, and never one that walks up. */
export function segment(field: string, value: string | number): string {
  const text = String(value);
  if (text === '' || text === '.' || text === '..') throw new InvalidRequest(field, 'is missing');
  return encodeURIComponent(text);
}

/** How long something holds: from a moment that the call defines, or until a date. */
export type Span = OneOf<{ forSeconds: number; until: Date }>;

export function spanOnWire(field: string, span: Span): { for: number } | { until: number } {
  return exactlyOne(field, span, ['forSeconds', 'until']) === 'until'
    ? { until: seconds(`${field}.until`, span.until as Date) }
    : { for: positiveInteger(`${field}.forSeconds`, span.forSeconds as number) };
}

/** Query parameters in the order given; those undefined are left out. */
export function queryOf(parameters: Record<string, string | number | boolean | readonly (string | number)[] | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) search.append(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return search.toString();
}
