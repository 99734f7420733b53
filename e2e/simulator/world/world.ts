/** All the simulator knows, in one place: tables of records, the clock, the agenda, the books. */
import { generateKeyPairSync } from 'node:crypto';
import { Nonces } from '../auth/nonces.ts';
import { disposalBook, Ledger, outside } from '../money/ledger.ts';
import { Agenda } from './agenda.ts';
import { Clock, type ClockState } from './clock.ts';
import type {
  Account,
  Allowance,
  Card,
  Client,
  ContactCode,
  Delivery,
  Entry,
  Grant,
  Location,
  MposCredentials,
  Payment,
  PinTries,
  PreparedSession,
  Project,
  ReservationCode,
  SmsCode,
  StandingConsent,
  Token,
  Transaction,
  User,
  Wallet,
} from './records.ts';
import type { Seed } from './seed.ts';
import { Table } from './table.ts';

export type Settings = {
  /** How far a request's timestamp may be from our clock. */
  macWindowSeconds: number;
  publicPort?: number;
  /** Waits before the second, third, … try of a callback; the last repeats until a day has passed. */
  callbackRetrySeconds: number[];
  activateAllowanceAtReservation: boolean;
  accessTokenSeconds: number;
  /** A confirmed payment that is not frozen is done, and can no longer be cancelled, after this. */
  paymentDoneSeconds: number;
  rateLimits: boolean;
};

export type KeyPair = { publicPem: string; privatePem: string };

export function createTables() {
  return {
    users: new Table<number, User>(),
    accounts: new Table<string, Account>(),
    wallets: new Table<number, Wallet>(),
    projects: new Table<number, Project>(),
    clients: new Table<number, Client>(),
    tokens: new Table<string, Token>(),
    grants: new Table<string, Grant>(),
    consents: new Table<string, StandingConsent>(),
    transactions: new Table<string, Transaction>(),
    payments: new Table<number, Payment>(),
    allowances: new Table<number, Allowance>(),
    entries: new Table<number, Entry>(),
    deliveries: new Table<number, Delivery>(),
    reservationCodes: new Table<string, ReservationCode>(),
    pinTries: new Table<number, PinTries>(),
    preparedSessions: new Table<string, PreparedSession>(),
    locations: new Table<number, Location>(),
    cards: new Table<number, Card>(),
    mposCredentials: new Table<number, MposCredentials>(),
    smsCodes: new Table<string, SmsCode>(),
    contactCodes: new Table<string, ContactCode>(),
    counters: new Table<string, number>(),
    settings: new Table<'settings', Settings>(),
    callbackKey: new Table<'key', KeyPair>(),
    clockState: new Table<'clock', ClockState>(),
  };
}

export type Tables = ReturnType<typeof createTables>;

export type World = Tables & {
  clock: Clock;
  agenda: Agenda;
  ledger: Ledger;
  nonces: Nonces;
  clientsByMacId: Map<string, Client>;
  /** Keys of transactions that wait for money, a beneficiary or a password: few, and looked at when one of these comes. */
  pending: Set<string>;
  /** The one active allowance of a client and a wallet, under `client|wallet`. */
  activeAllowances: Map<string, number>;
  /** Called when a transaction reached a state its shop must hear of. */
  announce: (transaction: Transaction, type: string) => void;
};

export const defaultSettings: Settings = {
  macWindowSeconds: 300,
  callbackRetrySeconds: [5, 60, 600, 3600],
  activateAllowanceAtReservation: false,
  accessTokenSeconds: 3600,
  paymentDoneSeconds: 1,
  rateLimits: false,
};

export function openWorld(tables: Tables): World {
  const world: World = {
    ...tables,
    clock: new Clock(),
    agenda: new Agenda(),
    ledger: new Ledger(tables.entries),
    nonces: new Nonces(),
    clientsByMacId: new Map(),
    pending: new Set(),
    activeAllowances: new Map(),
    announce: () => {},
  };
  for (const client of world.clients.values()) world.clientsByMacId.set(client.macId, client);
  return world;
}

export function seedWorld(world: World, seed: Seed): void {
  for (const user of seed.users) world.users.set(user.id, structuredClone(user));
  for (const account of seed.accounts) world.accounts.set(account.number, structuredClone(account));
  for (const wallet of seed.wallets) world.wallets.set(wallet.id, structuredClone(wallet));
  for (const project of seed.projects) world.projects.set(project.id, structuredClone(project));
  for (const client of seed.clients) addClient(world, structuredClone(client));
  world.settings.set('settings', { ...defaultSettings, ...(seed.publicPort ? { publicPort: seed.publicPort } : {}) });
  const at = world.clock.nowSeconds();
  for (const { wallet, currency, cents } of seed.balances) {
    const number = world.wallets.get(wallet)?.accountNumber;
    if (!number) throw new Error(`the seed gives a balance to wallet ${wallet}, which it does not name`);
    const legs = [
      { book: outside, cents: -cents },
      { book: disposalBook(number), cents },
    ];
    world.ledger.post({ at, kind: 'transfer', currency, legs, details: 'Opening balance' });
  }
}

export function addClient(world: World, client: Client): void {
  world.clients.set(client.id, client);
  world.clientsByMacId.set(client.macId, client);
}

export function settings(world: World): Settings {
  // What an older program wrote knows fewer of them.
  return { ...defaultSettings, ...world.settings.get('settings') };
}

export function changeSettings(world: World, change: Partial<Settings>): void {
  world.settings.set('settings', { ...settings(world), ...change });
}

/** Ids grow by one from a start that keeps payments, allowances and the rest apart for a reader. */
export function nextId(world: World, noun: keyof typeof firstIds): number {
  const id = (world.counters.get(noun) ?? firstIds[noun] - 1) + 1;
  world.counters.set(noun, id);
  return id;
}

const firstIds = {
  payment: 186_975_531,
  allowance: 5_478,
  delivery: 1,
  transfer: 123_456,
  user: 1_001,
  wallet: 20_001,
  project: 1_221,
  client: 101,
  location: 301,
  card: 401,
  conversion: 11_221,
  mpos: 501,
};

/** Made when it is first asked for: it costs more than all the rest of a start. */
export function callbackKey(world: World): KeyPair {
  return world.callbackKey.get('key') ?? rotateCallbackKey(world);
}

export function rotateCallbackKey(world: World): KeyPair {
  const pair = newKeyPair();
  world.callbackKey.set('key', pair);
  return pair;
}

function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
