/**
 * Double-entry books: every movement is an entry whose legs sum to zero, so all books together always hold zero.
 * An account has two books per currency, what is at disposal and what is reserved; `outside` is the rest of the world.
 */
import type { Entry, Leg } from '../world/records.ts';
import type { Table } from '../world/table.ts';

export const outside = 'outside';
export const exchange = 'exchange';
export const disposalBook = (accountNumber: string) => `${accountNumber}|disposal`;
export const reservedBook = (accountNumber: string) => `${accountNumber}|reserved`;
export const commissionBook = (clientId: number) => `commission|${clientId}`;

export class Ledger {
  #entries: Table<number, Entry>;
  #balances = new Map<string, Map<string, number>>();
  #byAccount = new Map<string, Entry[]>();
  #nextId = 1;
  /** Grows with every entry: who waits for money looks again only when it has changed. */
  version = 0;

  constructor(entries: Table<number, Entry>) {
    this.#entries = entries;
    for (const entry of entries.values()) this.#apply(entry);
  }

  /** Forgets what was summed up and sums again: after the entries were read from a file. */
  rebuild(): void {
    this.#balances.clear();
    this.#byAccount.clear();
    for (const entry of this.#entries.values()) this.#apply(entry);
  }

  post(entry: Omit<Entry, 'id'>): Entry {
    const legs = entry.legs.filter((leg) => leg.cents !== 0);
    if (legs.reduce((sum, leg) => sum + leg.cents, 0) !== 0) throw new Error(`entry ${entry.kind} does not sum to zero`);
    for (const leg of legs) {
      const after = this.balance(leg.book, entry.currency) + leg.cents;
      if (!Number.isSafeInteger(after)) throw new Error('an amount left the safe range');
      if (after < 0 && leg.cents < 0 && leg.book !== outside && leg.book !== exchange)
        throw new Error(`book ${leg.book} would go below zero by ${entry.kind}`);
    }
    const whole: Entry = { id: this.#nextId, ...entry, legs };
    this.#entries.set(whole.id, whole);
    this.#apply(whole);
    return whole;
  }

  balance(book: string, currency: string): number {
    return this.#balances.get(book)?.get(currency) ?? 0;
  }

  book(name: string): Record<string, number> {
    return Object.fromEntries(this.#balances.get(name) ?? []);
  }

  currencies(accountNumber: string): string[] {
    const names = new Set([
      ...(this.#balances.get(disposalBook(accountNumber))?.keys() ?? []),
      ...(this.#balances.get(reservedBook(accountNumber))?.keys() ?? []),
    ]);
    return [...names].sort();
  }

  entriesOf(accountNumber: string): readonly Entry[] {
    return this.#byAccount.get(accountNumber) ?? [];
  }

  books(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.#balances].map(([book, amounts]) => [book, Object.fromEntries(amounts)]));
  }

  /** Zero for every currency, always. */
  sums(): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const amounts of this.#balances.values()) {
      for (const [currency, cents] of amounts) sums[currency] = (sums[currency] ?? 0) + cents;
    }
    return sums;
  }

  #apply(entry: Entry): void {
    this.#nextId = Math.max(this.#nextId, entry.id + 1);
    this.version += 1;
    for (const leg of entry.legs) this.#add(leg, entry.currency);
    for (const account of new Set(entry.legs.map((leg) => accountOf(leg.book)))) {
      if (account === null) continue;
      const list = this.#byAccount.get(account);
      if (list) list.push(entry);
      else this.#byAccount.set(account, [entry]);
    }
  }

  #add(leg: Leg, currency: string): void {
    let amounts = this.#balances.get(leg.book);
    if (!amounts) {
      amounts = new Map();
      this.#balances.set(leg.book, amounts);
    }
    amounts.set(currency, (amounts.get(currency) ?? 0) + leg.cents);
  }
}

function accountOf(book: string): string | null {
  const mark = book.indexOf('|');
  if (mark < 0 || book.startsWith('commission|')) return null;
  return book.slice(0, mark);
}
