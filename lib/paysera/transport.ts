// One exchange over HTTPS. It tells what was sent from what was not, because for money that is the whole difference.
import { type Dispatcher, Pool } from 'undici';
import { createConnector, type TlsOptions } from './connect-tls.ts';

export type Request = {
  method: Dispatcher.HttpMethod;
  /** Path and query, byte for byte as signed. */
  uri: string;
  /** Names and values in turn. */
  headers: string[];
  /** Well-formed, for it is sent and signed as UTF-8. */
  body: string | null;
};

export type Outcome =
  | { kind: 'answered'; status: number; headers: Answer['headers']; body: string }
  | { kind: 'too-large'; status: number }
  | { kind: 'not-sent'; reason: string }
  | { kind: 'no-answer'; reason: string };

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

export type TransportOptions = TlsOptions & { origin: string; maxConnections: number };

export type Transport = {
  send(request: Request, timeoutMs: number, signal?: AbortSignal): Promise<Outcome>;
  close(): Promise<void>;
};

/** No answer of Paysera comes near it: 200 statements are about 100 kB. */
const maxResponseBytes = 1024 * 1024;

export function createTransport(options: TransportOptions): Transport {
  const pool = new Pool(options.origin, {
    connections: options.maxConnections,
    allowH2: false,
    keepAliveTimeout: 10_000,
    // The call's own timer bounds everything; undici's two would only cost.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: createConnector(options),
  });
  let closing: Promise<void> | null = null;
  return {
    send(request, timeoutMs, signal) {
      if (closing) return Promise.resolve({ kind: 'not-sent', reason: 'closed' });
      if (signal?.aborted) return Promise.resolve({ kind: 'not-sent', reason: 'aborted' });
      if (timeoutMs <= 0) return Promise.resolve({ kind: 'not-sent', reason: 'timeout' });
      return new Promise((resolve) => new Exchange(pool, request, timeoutMs, signal, resolve));
    },
    close() {
      closing ??= pool.close();
      return closing;
    },
  };
}

/** A dispatch handler of our own: half the price of `pool.request`, and `onRequestStart` is the moment the first byte leaves. */
class Exchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #settled = false;
  #status = 0;
  #headers: Answer['headers'] = {};
  #chunks: Buffer[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout;
  #signal: AbortSignal | undefined;
  #onAbort: (() => void) | null = null;
  #resolve: (outcome: Outcome) => void;

  constructor(pool: Pool, request: Request, timeoutMs: number, signal: AbortSignal | undefined, resolve: (outcome: Outcome) => void) {
    this.#resolve = resolve;
    this.#signal = signal;
    this.#timer = setTimeout(() => this.#giveUp('timeout'), timeoutMs);
    if (signal) {
      this.#onAbort = () => this.#giveUp('aborted');
      signal.addEventListener('abort', this.#onAbort);
    }
    pool.dispatch({ path: request.uri, method: request.method, headers: request.headers, body: request.body, idempotent: false }, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: undici writes nothing of a request aborted here.
    if (this.#settled) controller.abort(new Error('given up'));
    else this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Answer['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= maxResponseBytes) {
      this.#chunks.push(chunk);
    } else {
      this.#settle({ kind: 'too-large', status: this.#status });
      controller.abort(new Error('too large'));
    }
  }

  onResponseEnd(): void {
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only ? only.toString('utf8') : Buffer.concat(this.#chunks).toString('utf8');
    this.#settle({ kind: 'answered', status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#settle({ kind: this.#controller ? 'no-answer' : 'not-sent', reason: reasonOf(error) });
  }

  #giveUp(reason: string): void {
    this.#settle({ kind: this.#controller ? 'no-answer' : 'not-sent', reason });
    this.#controller?.abort(new Error(reason));
  }

  #settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    if (this.#onAbort) this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#resolve(outcome);
  }
}

/** The code alone: undici's and Node's errors hold sockets, certificates and sometimes what was sent. */
function reasonOf(error: Error & { code?: unknown; errors?: unknown[] }): string {
  const first = Array.isArray(error.errors) ? (error.errors[0] as { code?: unknown } | undefined) : undefined;
  const code = error.code ?? first?.code;
  return typeof code === 'string' ? code : error.name;
}
