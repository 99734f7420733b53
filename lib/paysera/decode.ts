// Answers become types once, at the door. A Reader knows its place in the answer only when something is wrong, so reading right ones is cheap.
import type { Money } from '#lib/money/money.ts';
import { fromCents, readAmount } from './wire-money.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** A known word, or one that was not known when this was written. */
export type Open<Known extends string> = Known | (string & {});

/** Thrown inside decoders only; the call turns it into `Unintelligible`. */
export class Unreadable extends Error {
  readonly path: string;
  readonly problem: string;

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.path = path;
    this.problem = problem;
  }
}

export class Reader {
  readonly raw: JsonObject;
  readonly #parent: Reader | null;
  readonly #key: string;
  readonly #index: number | null;

  constructor(value: unknown, parent: Reader | null = null, key = '$', index: number | null = null) {
    this.#parent = parent;
    this.#key = key;
    this.#index = index;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Unreadable(this.place(), value === undefined ? 'is missing' : 'is not an object');
    }
    this.raw = value as JsonObject;
  }

  /** `$.payments[0].price`: where a field stands in the answer. */
  place(name?: string): string {
    const own = (this.#parent ? this.#parent.place(this.#key) : this.#key) + (this.#index === null ? '' : `[${this.#index}]`);
    if (name === undefined) return own;
    return /^[\w[\]]+$/.test(name) ? `${own}.${name}` : `${own}[${JSON.stringify(name)}]`;
  }

  fail(name: string, problem: string): never {
    throw new Unreadable(this.place(name), problem);
  }

  has(name: string): boolean {
    const value = this.raw[name];
    return value !== undefined && value !== null;
  }

  #missing(name: string): never {
    return this.fail(name, 'is missing');
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name);
  }

  // One look at the field each, for these run a hundred times per answer.
  optionalText(name: string): string | null {
    const value = this.raw[name];
    if (typeof value === 'string') return value;
    return value === undefined || value === null ? null : this.fail(name, 'is not text');
  }

  integer(name: string): number {
    return this.optionalInteger(name) ?? this.#missing(name);
  }

  optionalInteger(name: string): number | null {
    const value = this.raw[name];
    if (Number.isSafeInteger(value)) return value as number;
    return value === undefined || value === null ? null : this.fail(name, 'is not an integer');
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? this.#missing(name);
  }

  optionalNumber(name: string): number | null {
    const value = this.raw[name];
    if (typeof value === 'number') return value;
    return value === undefined || value === null ? null : this.fail(name, 'is not a number');
  }

  flag(name: string): boolean {
    return this.optionalFlag(name) ?? this.#missing(name);
  }

  optionalFlag(name: string): boolean | null {
    const value = this.raw[name];
    if (typeof value === 'boolean') return value;
    return value === undefined || value === null ? null : this.fail(name, 'is not true or false');
  }

  /** UNIX seconds. */
  instant(name: string): Date {
    return new Date(this.integer(name) * 1000);
  }

  optionalInstant(name: string): Date | null {
    const seconds = this.optionalInteger(name);
    return seconds === null ? null : new Date(seconds * 1000);
  }

  object<T>(name: string, decode: (reader: Reader) => T): T {
    return decode(new Reader(this.raw[name] ?? this.#missing(name), this, name));
  }

  optionalObject<T>(name: string, decode: (reader: Reader) => T): T | null {
    return this.has(name) ? this.object(name, decode) : null;
  }

  list<T>(name: string, decode: (reader: Reader) => T): T[] {
    const value = this.raw[name] ?? this.#missing(name);
    if (!Array.isArray(value)) return this.fail(name, 'is not a list');
    return value.map((item, index) => decode(new Reader(item, this, name, index)));
  }

  optionalList<T>(name: string, decode: (reader: Reader) => T): T[] {
    return this.has(name) ? this.list(name, decode) : [];
  }

  texts(name: string): string[] {
    const value = this.raw[name] ?? this.#missing(name);
    if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) this.fail(name, 'is not a list of texts');
    return value as string[];
  }

  optionalTexts(name: string): string[] {
    return this.has(name) ? this.texts(name) : [];
  }

  integers(name: string): number[] {
    const value = this.raw[name] ?? this.#missing(name);
    if (!Array.isArray(value) || value.some((item) => !Number.isSafeInteger(item))) this.fail(name, 'is not a list of integers');
    return value as number[];
  }

  optionalIntegers(name: string): number[] {
    return this.has(name) ? this.integers(name) : [];
  }

  /** `name` in cents, `name_decimal`, or both when they agree. */
  money(name: string, currency: string): Money {
    return readAmount(this, name, currency) ?? this.fail(name, 'is missing');
  }

  /** A list of integer cents. */
  optionalCents(name: string, currency: string | null): Money[] {
    return this.optionalIntegers(name).map((cents, index) => {
      return (
        fromCents(cents, currency ?? this.fail('currency', 'is missing')) ?? this.fail(`${name}[${index}]`, `does not fit ${currency}`)
      );
    });
  }

  optionalMoney(name: string, currency: string | null): Money | null {
    if (currency === null) return this.has(name) || this.has(`${name}_decimal`) ? this.fail('currency', 'is missing') : null;
    return readAmount(this, name, currency);
  }
}

/** Decodes a whole answer that is a list. */
export function listOf<T>(decode: (reader: Reader) => T): (value: unknown) => T[] {
  return (value) => {
    if (!Array.isArray(value)) throw new Unreadable('$', 'is not a list');
    return value.map((item, index) => decode(new Reader(item, null, '$', index)));
  };
}

export function objectOf<T>(decode: (reader: Reader) => T): (value: unknown) => T {
  return (value) => decode(new Reader(value));
}

export function textBody(value: unknown): string {
  if (typeof value !== 'string') throw new Unreadable('$', 'is not text');
  return value;
}

export function textsBody(value: unknown): string[] {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) throw new Unreadable('$', 'is not a list of texts');
  return value;
}

export function integersBody(value: unknown): number[] {
  if (!Array.isArray(value) || value.some((item) => !Number.isSafeInteger(item))) throw new Unreadable('$', 'is not a list of integers');
  return value;
}

/** For calls whose answer carries nothing: `{}`, an empty body, or an object nobody documented. */
export function nothing(): void {}
