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

  constructor(value: unknown, parent: Reader | null = null, key = '$') {
    this.#parent = parent;
    this.#key = key;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Unreadable(this.place(), value === undefined ? 'is missing' : 'is not an object');
    }
    this.raw = value as JsonObject;
  }

  /** `$.payments[0].price`: where a field stands in the answer. */
  place(name?: string): string {
    const own = this.#parent ? this.#parent.place(this.#key) : this.#key;
    if (name === undefined) return own;
    return /^\w+$/.test(name)
      ? `${own}.${name}`
      : name.startsWith('[') || /^\w+\[/.test(name)
        ? `${own}.${name}`
        : `${own}[${JSON.stringify(name)}]`;
  }

  fail(name: string, problem: string): never {
    throw new Unreadable(this.place(name), problem);
  }

  has(name: string): boolean {
    const value = this.raw[name];
    return value !== undefined && value !== null;
  }

  #required(name: string): Json {
    const value = this.raw[name];
    return value === undefined || value === null ? this.fail(name, 'is missing') : value;
  }

  text(name: string): string {
    const value = this.#required(name);
    return typeof value === 'string' ? value : this.fail(name, 'is not text');
  }

  optionalText(name: string): string | null {
    return this.has(name) ? this.text(name) : null;
  }

  integer(name: string): number {
    const value = this.#required(name);
    return Number.isSafeInteger(value) ? (value as number) : this.fail(name, 'is not an integer');
  }

  optionalInteger(name: string): number | null {
    return this.has(name) ? this.integer(name) : null;
  }

  number(name: string): number {
    const value = this.#required(name);
    return typeof value === 'number' ? value : this.fail(name, 'is not a number');
  }

  optionalNumber(name: string): number | null {
    return this.has(name) ? this.number(name) : null;
  }

  flag(name: string): boolean {
    const value = this.#required(name);
    return typeof value === 'boolean' ? value : this.fail(name, 'is not true or false');
  }

  optionalFlag(name: string): boolean | null {
    return this.has(name) ? this.flag(name) : null;
  }

  /** UNIX seconds. */
  instant(name: string): Date {
    return new Date(this.integer(name) * 1000);
  }

  optionalInstant(name: string): Date | null {
    return this.has(name) ? this.instant(name) : null;
  }

  object<T>(name: string, decode: (reader: Reader) => T): T {
    return decode(new Reader(this.#required(name), this, name));
  }

  optionalObject<T>(name: string, decode: (reader: Reader) => T): T | null {
    return this.has(name) ? this.object(name, decode) : null;
  }

  list<T>(name: string, decode: (reader: Reader) => T): T[] {
    const value = this.#required(name);
    if (!Array.isArray(value)) this.fail(name, 'is not a list');
    return (value as Json[]).map((item, index) => decode(new Reader(item, this, `${name}[${index}]`)));
  }

  optionalList<T>(name: string, decode: (reader: Reader) => T): T[] {
    return this.has(name) ? this.list(name, decode) : [];
  }

  texts(name: string): string[] {
    const value = this.#required(name);
    if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) this.fail(name, 'is not a list of texts');
    return value as string[];
  }

  optionalTexts(name: string): string[] {
    return this.has(name) ? this.texts(name) : [];
  }

  integers(name: string): number[] {
    const value = this.#required(name);
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
    return value.map((item, index) => decode(new Reader(item, null, `$[${index}]`)));
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
