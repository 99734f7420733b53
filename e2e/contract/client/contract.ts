// What a contract is: one call of the client, made against the local Paysera, whose effect is looked at from another side where there is one.
import type { PayseraClient, PayseraClientOptions } from '#lib/paysera/client.ts';
import type { Scope } from '#lib/paysera/scopes.ts';
import type { TokenSession } from '#lib/paysera/token-session.ts';
import type { Transaction, TransactionRequest } from '#lib/paysera/transaction.ts';

export type Person = 'ona' | 'jonas' | 'egle' | 'rasa';

export type Bench = {
  /** The client whose calls are under test. */
  client: PayseraClient;
  /** The same credentials, never altered: for preparing and for looking. */
  steady: PayseraClient;
  /** The test door of the local Paysera. */
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** A session of the person with these scopes, on the client under test. */
  signIn(person: Person, ...scopes: Scope[]): Promise<TokenSession>;
  /** The person walks the consent page and comes back with a code. */
  consent(person: Person, url: URL): Promise<URL>;
  /** Options of a client with other credentials. */
  optionsOf(more: Partial<PayseraClientOptions>): PayseraClientOptions;
  newTransaction(request?: Partial<TransactionRequest>): Promise<Transaction>;
  /** The payer (Eglė, unless said) accepts. */
  accepted(request?: Partial<TransactionRequest>, wallet?: number): Promise<Transaction>;
  confirmed(request?: Partial<TransactionRequest>, wallet?: number): Promise<Transaction>;
};

export type Contract = {
  /** As the caller writes it, `transactions.confirm`; also the name the observer hears. */
  call: string;
  /** Distinguishes several contracts of one call. */
  how?: string;
  /** Made by the client of type `application` instead. */
  as?: 'application';
  /** Fields whose loss the local Paysera cannot show, each with the reason. */
  unseen?: Readonly<Record<string, string>>;
  run(bench: Bench): Promise<void>;
};

export const wallets = { kopa: 5000, ona: 14471, jonas: 14472, egle: 14473, dollars: 14474 } as const;
export const euro = (minor: bigint) => ({ minor, currency: 'EUR' });
/** Distinct in every run, so that contracts can repeat in one world. */
let counter = 0;
export const unique = (word: string) => `${word} ${++counter}`;
export const digits = (length: number) => `${Date.now()}${++counter}`.slice(-length).padStart(length, '7');
