/** A simulator to test: signed calls, the user pages as a browser without JavaScript sees them, and a shop that receives callbacks. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { type RawAnswer, sendRaw } from './raw-http.ts';
import { authorization, type Credentials, extFor, freshNonce, shop } from './signer.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

export type CallOptions = {
  as?: Credentials;
  parameters?: Record<string, string | number>;
  headers?: Record<string, string>;
  over?: 'http' | 'https';
  /** Seconds the caller's clock is off. */
  skew?: number;
  withinMs?: number;
};

export type World = {
  simulator: Simulator;
  control: Simulator['control'];
  call: (method: string, path: string, body?: unknown, options?: CallOptions) => Promise<RawAnswer>;
  /** The same, and it must succeed; gives the body. */
  get: (path: string, options?: CallOptions) => Promise<Json>;
  post: (path: string, body?: unknown, options?: CallOptions) => Promise<Json>;
  put: (path: string, body?: unknown, options?: CallOptions) => Promise<Json>;
  delete: (path: string, options?: CallOptions) => Promise<Json>;
  now: () => number;
  advance: (seconds: number) => Promise<void>;
  browser: () => Browser;
  token: (scope: string, who?: Person) => Promise<Json & { credentials: Credentials }>;
  stop: () => Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a stranger, checked field by field
type Json = any;

export type Person = { email: string; pin: string; id: number };
export const ona: Person = { email: 'ona@example.lt', pin: '1234', id: 201 };
export const jonas: Person = { email: 'jonas@example.lt', pin: '2345', id: 202 };
export const egle: Person = { email: 'egle@example.lt', pin: '3456', id: 203 };
export const rasa: Person = { email: 'rasa@example.lt', pin: '4567', id: 301 };

export const returnAddress = 'http://localhost:3000/connect?from=cart';

export async function openWorld(args: string[] = [], nodeArgs: string[] = []): Promise<World> {
  const simulator = await startSimulator(args, nodeArgs);
  let offset = 0;
  const now = () => Math.floor(Date.now() / 1000) + offset;

  const call: World['call'] = (method, path, value, options = {}) => {
    const { as = shop, parameters = {}, headers = {}, over = 'http', skew = 0, withinMs } = options;
    const base = over === 'http' ? simulator.http : simulator.https;
    const url = new URL(base);
    const isForm = typeof value === 'string';
    const body = value === undefined ? '' : isForm ? value : JSON.stringify(value);
    const uri = path.startsWith('/') ? path : `/rest/v1/${path}`;
    const ext = extFor(body, parameters);
    const signed = authorization(as, {
      ts: String(now() + skew),
      nonce: freshNonce(),
      method,
      uri,
      host: url.hostname,
      port: Number(url.port),
      ext,
    });
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    return sendRaw({
      base,
      method,
      uri,
      body,
      ca: simulator.ca,
      withinMs,
      headers: { Host: url.host, Authorization: signed, 'Content-Type': type, ...headers },
    });
  };
  const must =
    (method: string) =>
    async (path: string, value?: unknown, options?: CallOptions): Promise<Json> => {
      const answer = await call(method, path, value, options);
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
      return answer.json;
    };
  const advance = async (seconds: number) => {
    const answer = await simulator.control('POST', '/clock', { advance: seconds });
    offset = answer.json.now - Math.floor(Date.now() / 1000);
  };
  const browser = () => new Browser(simulator.http);

  const token = async (scope: string, who: Person = ona) => {
    const query = new URLSearchParams({ response_type: 'code', client_id: shop.id, redirect_uri: returnAddress, scope, state: 's' });
    const visitor = browser();
    const page = `/frontend/oauth?${query}`;
    await visitor.logIn(page, who);
    const optional = scope.split(' ').filter((name) => name.endsWith('_optional'));
    const back = await visitor.post(page, { decision: 'allow', ...Object.fromEntries(optional.map((name) => [`scope:${name}`, 'yes'])) });
    const code = new URL(back.headers.location ?? '').searchParams.get('code') ?? '';
    const form = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: returnAddress }).toString();
    const json = await must('POST')('/oauth/v1/token', form);
    return { ...json, credentials: { id: json.access_token, key: json.mac_key } };
  };

  return {
    simulator,
    control: simulator.control,
    call,
    get: (path, options) => must('GET')(path, undefined, options),
    post: must('POST'),
    put: must('PUT'),
    delete: (path, options) => must('DELETE')(path, undefined, options),
    now,
    advance,
    browser,
    token,
    stop: simulator.stop,
  };
}

/** Keeps cookies, follows nothing: each step is asked for. */
export class Browser {
  #base: string;
  #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  get(uri: string): Promise<RawAnswer> {
    return this.#send('GET', uri, '');
  }

  post(uri: string, fields: Record<string, string>): Promise<RawAnswer> {
    return this.#send('POST', uri, new URLSearchParams(fields).toString());
  }

  async logIn(uri: string, who: { email: string; pin: string }): Promise<RawAnswer> {
    await this.get(uri);
    return this.post(uri, { email: who.email, pin: who.pin, decision: 'log-in' });
  }

  /** The whole way through the PIN page. */
  async pay(key: string, who: Person, wallet: number, more: Record<string, string> = {}): Promise<RawAnswer> {
    const page = `/frontend/en/wallet/confirm/${key}`;
    await this.logIn(page, who);
    return this.post(page, { decision: 'pay', wallet: String(wallet), pin: who.pin, ...more });
  }

  async reject(key: string, who: Person): Promise<RawAnswer> {
    const page = `/frontend/en/wallet/confirm/${key}`;
    await this.logIn(page, who);
    return this.post(page, { decision: 'reject' });
  }

  async #send(method: string, uri: string, body: string): Promise<RawAnswer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers: Record<string, string> = { Host: new URL(this.#base).host, ...(cookie ? { Cookie: cookie } : {}) };
    if (method === 'POST') Object.assign(headers, { Origin: this.#base, 'Content-Type': 'application/x-www-form-urlencoded' });
    const answer = await sendRaw({ base: this.#base, method, uri, body, headers });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
}

export type Received = { event: string; sign: string; json: Json };

export type Shop = {
  uri: string;
  received: Received[];
  /** Resolves when that many callbacks have come in all. */
  until: (count: number) => Promise<void>;
  /** What the next requests are answered with, instead of 200. */
  answers: number[];
  close: () => void;
};

export async function openShop(): Promise<Shop> {
  const received: Received[] = [];
  const answers: number[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const event = form.get('event') ?? '';
      received.push({ event, sign: form.get('sign') ?? '', json: JSON.parse(event) });
      response.writeHead(answers.shift() ?? 200).end('OK');
      for (const one of waiting) if (received.length >= one.count) one.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    received,
    answers,
    until: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** For a test file: a local Paysera and a shop that it calls, both gone after the file's last test. */
export async function openBoth(): Promise<{ world: World; shop: Shop }> {
  const world = await openWorld();
  const shop = await openShop();
  after(async () => {
    await world.stop();
    shop.close();
  });
  return { world, shop };
}
