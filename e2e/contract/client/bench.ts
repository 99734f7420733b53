// Sets the stage of a contract: the local Paysera as a process, a client over HTTPS, people who sign in and pay.
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPayseraClient, type PayseraClient, type PayseraClientOptions } from '#lib/paysera/client.ts';
import type { Scope } from '#lib/paysera/scopes.ts';
import type { TransactionRequest } from '#lib/paysera/transaction.ts';
import { createTransport } from '#lib/paysera/transport.ts';
import { createAuthority, type Pair } from '../certificates.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { watch } from './altered-transport.ts';
import { type Bench, euro, type Person, wallets } from './contract.ts';

export const kopa = { kind: 'mac', clientId: 'wkVd93h2uS', macKey: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU' } as const;
/** A client of type `application`, which may only register installs. */
export const application = { kind: 'mac', clientId: 'appKopa001', macKey: 'applicationKeyOfKopa0000000000001' } as const;

const people: Record<Person, { email: string; pin: string }> = {
  ona: { email: 'ona@example.lt', pin: '1234' },
  jonas: { email: 'jonas@example.lt', pin: '2345' },
  egle: { email: 'egle@example.lt', pin: '3456' },
  rasa: { email: 'rasa@example.lt', pin: '4567' },
};

export type Stage = {
  options(more?: Partial<PayseraClientOptions>): PayseraClientOptions;
  bench(client: PayseraClient): Bench;
  /** Every key that can sign, by id: those of the clients, and those of all tokens issued here. */
  keys: Map<string, string>;
  /** Registered with the local Paysera as a client of its own. */
  certificate: Pair;
  stop(): Promise<void>;
};

export async function startStage(): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'client-contract-'));
  const certificate = await (await createAuthority('Clients of Paysera')).issue({ names: ['kopa.example'] });
  const seed = path.join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify({ clients: clients(certificate) }));
  const simulator = await startSimulator(['--seed', seed]);
  const options: Stage['options'] = (more = {}) => ({
    environment: { name: 'local', apiUrl: simulator.https, pagesUrl: simulator.http },
    credentials: kopa,
    ca: simulator.ca,
    // Generous: a busy machine must not look like a broken contract.
    timeouts: { connectMs: 20_000, totalMs: 60_000 },
    ...more,
  });
  const control: Bench['control'] = async (method, where, body) => {
    const answer = await simulator.control(method, where, body);
    if (answer.status !== 200) throw new Error(`${method} ${where}: ${answer.status} ${answer.text}`);
    return answer.json;
  };
  // What is done can no longer be given back: no contract has to be quicker than that.
  await control('POST', '/settings', { paymentDoneSeconds: 3_600 });
  const keys = new Map<string, string>([kopa, application].map(({ clientId, macKey }) => [clientId, macKey]));
  const https = createTransport({ origin: simulator.https, ca: simulator.ca, connectTimeoutMs: 20_000, maxConnections: 8 });
  const steady = createPayseraClient(options({ transport: watch(https, keys) }));

  return {
    options,
    certificate,
    keys,
    bench: (client) => createBench(client, steady, control, options),
    async stop() {
      await steady.close();
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createBench(client: PayseraClient, steady: PayseraClient, control: Bench['control'], optionsOf: Stage['options']): Bench {
  const bench: Bench = {
    client,
    steady,
    control,
    optionsOf,
    async signIn(person, ...scopes: Scope[]) {
      const { email, pin } = people[person];
      return client.withToken(await steady.oauth.passwordGrant({ username: email, password: pin, scopes }));
    },
    consent: (person, url) => consent(people[person], url),
    newTransaction: (request) => steady.transactions.create(withPayment(request)),
    async accepted(request, wallet = wallets.egle) {
      const { key } = await bench.newTransaction(request);
      await control('POST', `/transactions/${key}/accept`, { wallet });
      return steady.transactions.get(key);
    },
    async confirmed(request, wallet) {
      const { key } = await bench.accepted(request, wallet);
      return steady.transactions.confirm(key);
    },
  };
  return bench;
}

function withPayment(request: Partial<TransactionRequest> = {}): TransactionRequest {
  return { payments: [{ description: randomUUID(), price: euro(150n) }], ...request } as TransactionRequest;
}

/** A browser without scripts: logs in, allows, and is sent back. */
async function consent({ email, pin }: { email: string; pin: string }, url: URL): Promise<URL> {
  let cookie = '';
  const go = async (form?: Record<string, string>) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  await go();
  await go({ email, pin });
  const answer = await go({ decision: 'allow' });
  return new URL(answer.headers.get('location') ?? '', url);
}

const everyPermission =
  'show_in_frame give_trusted_user_info use_password_grant accept_with_flash accept_with_pin access_statements search_by_person_code use_wallet_api use_client_api use_oauth_api provide_registration_parameters';

function clients(certificate: Pair) {
  const fingerprint = createHash('sha256').update(new X509Certificate(certificate.certificate).raw).digest('hex');
  const common = {
    permissions: everyPermission.split(' '),
    hosts: [{ host: 'localhost', any_port: true }],
    projectId: 100,
    projectIds: [100],
    permissionsToWallets: [{ wallet: wallets.kopa, scopes: ['balance', 'statements'] }],
    certificateFingerprints: [] as string[],
  };
  return [
    { ...common, id: 1, macId: kopa.clientId, macKey: kopa.macKey, type: 'private_client', title: 'Kopa' },
    { ...common, id: 2, macId: application.clientId, macKey: application.macKey, type: 'application', title: 'Kopa for phones' },
    {
      ...common,
      id: 3,
      macId: 'certified01',
      macKey: 'unused',
      type: 'private_client',
      title: 'Kopa, by certificate',
      certificateFingerprints: [fingerprint],
    },
  ];
}
