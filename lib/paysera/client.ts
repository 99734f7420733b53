// The Paysera Wallet API as one object. Start here; README.md shows the whole surface at a glance.
import { type Clock, systemClock } from '#lib/clock.ts';
import { type Allowances, createAllowances } from './allowances.ts';
import { type Call, type CallContext, type CallOptions, createInvoke, type Identity } from './call.ts';
import { type Callbacks, createCallbacks } from './callbacks.ts';
import { type Cards, createCards } from './cards.ts';
import { type Clients, createClients } from './clients.ts';
import { type Credentials, checkCredentials, createSigner } from './credentials.ts';
import { type CurrencyConversion, createCurrencyConversion } from './currency-conversion.ts';
import { type Environment, hostsOf } from './environment.ts';
import { InvalidRequest } from './errors.ts';
import { createHostedPages, type HostedPages } from './hosted-pages.ts';
import { createOAuth, type OAuth } from './oauth.ts';
import type { Observe } from './observe.ts';
import { createPayments, type Payments } from './payments.ts';
import { createLocations, createProjects, type Locations, type Projects } from './projects.ts';
import { segment } from './request-checks.ts';
import { createServer, type Server } from './server.ts';
import { createTokenSession, type TokenSession, type TokenSessionOptions, type UsableToken } from './token-session.ts';
import { createTransactions, type Transactions } from './transactions.ts';
import { createTransport, type Transport } from './transport.ts';
import { createUserAccounts, type UserAccounts } from './user-accounts.ts';
import { createUsers, type Users } from './users.ts';
import { createWallets, type Wallets } from './wallets.ts';

export type PayseraClientOptions = {
  environment: Environment;
  credentials: Credentials;
  /** The project to act for when a call does not say another; Paysera takes the client's main project when neither does. */
  projectId?: number | bigint | string;
  locationId?: number | bigint | string;
  /** PEM of the authority to trust instead of the system's. There is no option that trusts more, and none that verifies less. */
  ca?: string;
  clock?: Clock;
  /** 1,000 ms to connect and 5,000 ms for a whole call with its repetitions, unless said. */
  timeouts?: { connectMs?: number; totalMs?: number };
  /** Told of every send and its outcome; never of a secret. */
  observe?: Observe;
  /** Kept-alive connections to the API at most, 32 unless said. */
  maxConnections?: number;
  userAgent?: string;
  /** Sends instead of HTTPS; for tests. */
  transport?: Transport;
  /** Chance in [0, 1) that spreads repetitions; for tests. */
  chance?: () => number;
};

export type PayseraClient = {
  /** Name of the environment. */
  readonly environment: string;
  readonly clientId: string;
  transactions: Transactions;
  payments: Payments;
  allowances: Allowances;
  wallets: Wallets;
  users: Users;
  userAccounts: UserAccounts;
  oauth: OAuth;
  pages: HostedPages;
  callbacks: Callbacks;
  server: Server;
  projects: Projects;
  locations: Locations;
  clients: Clients;
  cards: Cards;
  currencyConversion: CurrencyConversion;
  /** Calls as the token's user. The token must be of this environment. */
  withToken(token: UsableToken, options?: TokenSessionOptions): TokenSession;
  /** Any call the surface above does not have, signed, judged and observed like the rest: `path` begins with `/rest/v1/` or `/oauth/v1/`. */
  call<T>(call: Call<T>, options?: CallOptions): Promise<T>;
  /** Lets running calls end, then closes the connections. */
  close(): Promise<void>;
};

export function createPayseraClient(options: PayseraClientOptions): PayseraClient {
  const { credentials, projectId, locationId, clock = systemClock, timeouts = {} } = options;
  const hosts = hostsOf(options.environment);
  checkCredentials(credentials, hosts.name);
  const certificate = credentials.kind === 'certificate' ? credentials : null;
  const context: CallContext = {
    hosts,
    transport:
      options.transport ??
      createTransport({
        origin: hosts.origin,
        ca: options.ca,
        certificate: certificate?.certificate,
        privateKey: certificate?.privateKey,
        passphrase: certificate?.passphrase,
        connectTimeoutMs: timeouts.connectMs ?? 1000,
        maxConnections: options.maxConnections ?? 32,
      }),
    clock,
    offsetMs: 0,
    resyncing: null,
    totalTimeoutMs: timeouts.totalMs ?? 5000,
    userAgent: options.userAgent ?? 'tiltas-paysera/1',
    observe: options.observe,
    chance: options.chance ?? Math.random,
  };
  const defaultParameters =
    projectId === undefined && locationId === undefined
      ? null
      : {
          ...(projectId === undefined ? {} : { project_id: String(projectId) }),
          ...(locationId === undefined ? {} : { location_id: String(locationId) }),
        };
  const identity: Identity =
    credentials.kind === 'certificate'
      ? { kind: 'certificate', defaultParameters }
      : { kind: 'mac', signer: createSigner(credentials.clientId, credentials.macKey, 'credentials'), defaultParameters };
  const invoke = createInvoke(context, identity);
  const oauth = createOAuth(invoke, hosts, credentials.clientId, clock);

  return {
    environment: hosts.name,
    clientId: credentials.clientId,
    transactions: createTransactions(invoke),
    payments: createPayments(invoke),
    allowances: createAllowances(invoke),
    wallets: createWallets<number>(invoke, numericRef),
    users: createUsers<number>(invoke, numericRef),
    userAccounts: createUserAccounts(invoke),
    oauth,
    pages: createHostedPages(hosts, credentials.clientId),
    callbacks: createCallbacks(invoke),
    server: createServer(invoke),
    projects: createProjects(invoke),
    locations: createLocations(invoke),
    clients: createClients(invoke),
    cards: createCards(invoke),
    currencyConversion: createCurrencyConversion(invoke),
    withToken: (token, sessionOptions) => createTokenSession(context, oauth, token, sessionOptions),
    call: async (call, callOptions) => invoke(checkedPath(call), callOptions),
    close: () => context.transport.close(),
  };
}

/** 'me' means the user of a token, and client credentials have none. */
function numericRef(field: string, ref: number | 'me'): string {
  if (typeof ref !== 'number') throw new InvalidRequest(field, 'must be an id: me needs a token');
  return segment(field, ref);
}

/** What is signed must be what is sent, byte for byte. */
function checkedPath<T>(call: Call<T>): Call<T> {
  if (!/^\/[\x21-\x7e]*$/.test(call.path)) throw new InvalidRequest('path', 'must begin with a slash and be percent-encoded');
  return call;
}
