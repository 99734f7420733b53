// From a described call to its answer: sign, send, judge, and send again where retry-policy allows. Every request of the client goes through here.
import type { Clock } from '#lib/clock.ts';
import type { Signer } from './credentials.ts';
import { Reader, Unreadable } from './decode.ts';
import type { Hosts } from './environment.ts';
import { InDoubt, type PayseraError, Refused, Unintelligible, Unreachable } from './errors.ts';
import { authorizationHeader, extOf, freshNonce } from './mac.ts';
import { newCallId, type Observe, observeQuietly, shownPath } from './observe.ts';
import { readRefusal } from './refusal.ts';
import { type Failure, nextStep } from './retry-policy.ts';
import type { Answer, Outcome, Transport } from './transport.ts';

export type CallOptions = {
  /** Gives up early: before sending it is `Unreachable`, after it `InDoubt`. */
  signal?: AbortSignal;
  /** For the whole call with its repetitions; the client's default otherwise. */
  timeoutMs?: number;
  /** Acts for this project or location (section 3.2) instead of the client's default. */
  projectId?: number | bigint | string;
  locationId?: number | bigint | string;
  /** Further parameters, signed in `ext` (or sent as `Wallet-Api-…` with a certificate). */
  parameters?: Readonly<Record<string, string>>;
  /** Language of texts in the answer. */
  language?: string;
};

export type Call<T> = {
  /** As the caller writes it: "transactions.confirm". */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base path, without query; segments are encoded. */
  path: string;
  query?: string;
  json?: unknown;
  form?: Readonly<Record<string, string | undefined>>;
  decode: (value: unknown) => T;
  /** False for the few calls that need no credentials. */
  signed?: boolean;
  /** Doing it twice is the same as doing it once; reads are. */
  isRepeatable?: boolean;
  /** What must not come back in an error's text. */
  secrets?: readonly string[];
  /** The answer is text, not JSON. */
  isText?: boolean;
};

export type Invoke = <T>(call: Call<T>, options?: CallOptions) => Promise<T>;

/** Who a call is made as. */
export type Identity =
  | { kind: 'mac'; signer: Signer; defaultParameters: Readonly<Record<string, string>> }
  | { kind: 'certificate'; defaultParameters: Readonly<Record<string, string>> };

/** What all calls of one client share. */
export type CallContext = {
  hosts: Hosts;
  transport: Transport;
  clock: Clock;
  /** Paysera's clock minus ours, learnt when a timestamp was refused. */
  offsetMs: number;
  resyncing: Promise<void> | null;
  totalTimeoutMs: number;
  userAgent: string;
  observe: Observe | undefined;
  chance: () => number;
};

const noParameters = {};

export function createInvoke(context: CallContext, identity: Identity): Invoke {
  return async (call, options = noParameters) => {
    const deadline = performance.now() + (options.timeoutMs ?? context.totalTimeoutMs);
    const prepared = prepare(context, identity, call, options);
    const isRepeatable = call.isRepeatable ?? call.method === 'GET';
    const id = context.observe ? newCallId() : '';
    let hasResynced = false;
    for (let sends = 1; ; sends++) {
      const startedAt = context.observe ? performance.now() : 0;
      context.observe &&
        observeQuietly(context.observe, { phase: 'request', id, call: call.name, method: call.method, path: shownPath(call), send: sends });
      const outcome = await send(context, identity, call, prepared, deadline, options.signal);
      const judged = judge(call, outcome, isRepeatable);
      context.observe &&
        observeQuietly(context.observe, {
          phase: 'response',
          id,
          call: call.name,
          method: call.method,
          path: shownPath(call),
          send: sends,
          durationMs: performance.now() - startedAt,
          outcome: judged.kind === 'decoded' ? 'answered' : judged.error.kind,
          status: outcome.kind === 'answered' || outcome.kind === 'too-large' ? outcome.status : null,
          code: judged.kind === 'failed' && 'code' in judged.failure ? judged.failure.code : null,
          correlationId: outcome.kind === 'answered' ? correlationOf(outcome) : null,
        });
      if (judged.kind === 'decoded') return judged.value;

      const remainingMs = deadline - performance.now();
      const step = nextStep({ failure: judged.failure, sends, isRepeatable, hasResynced, remainingMs, chance: context.chance() });
      if (step.kind === 'give-up') throw judged.error;
      if (step.kind === 'resync-clock') {
        hasResynced = true;
        if (call.signed === false || identity.kind !== 'mac' || !(await resync(context, deadline, options.signal))) throw judged.error;
      } else if (!(await pause(step.afterMs, options.signal))) {
        throw judged.error;
      }
    }
  };
}

type Prepared = { uri: string; headers: string[]; body: Buffer | null; ext: string };

/** All that stays the same when a call is sent again; timestamp, nonce and MAC do not. */
function prepare(context: CallContext, identity: Identity, call: Call<unknown>, options: CallOptions): Prepared {
  const path = context.hosts.basePath + call.path;
  const uri = call.query ? `${path}?${call.query}` : path;
  const headers = ['user-agent', context.userAgent, 'accept', 'application/json'];
  let body: Buffer | null = null;
  if (call.json !== undefined) {
    body = Buffer.from(JSON.stringify(call.json));
    headers.push('content-type', 'application/json');
  } else if (call.form !== undefined) {
    body = Buffer.from(formOf(call.form));
    headers.push('content-type', 'application/x-www-form-urlencoded');
  }
  if (options.language !== undefined) headers.push('accept-language', options.language);

  if (call.signed === false) return { uri, headers, body, ext: '' };
  if (identity.kind === 'certificate') {
    for (const [name, value] of parametersOf(identity, options)) headers.push(headerName(name), value);
    return { uri, headers, body, ext: '' };
  }
  const parameters = hasParameters(identity, options) ? new URLSearchParams(parametersOf(identity, options)).toString() : '';
  return { uri, headers, body, ext: extOf(body, parameters) };
}

async function send(
  context: CallContext,
  identity: Identity,
  call: Call<unknown>,
  prepared: Prepared,
  deadline: number,
  signal?: AbortSignal,
): Promise<Outcome> {
  let headers = prepared.headers;
  if (identity.kind === 'mac' && call.signed !== false) {
    const { host, port } = context.hosts;
    const ts = String(Math.floor((context.clock.now().getTime() + context.offsetMs) / 1000));
    const signable = { ts, nonce: freshNonce(), method: call.method, uri: prepared.uri, host, port, ext: prepared.ext };
    headers = ['authorization', authorizationHeader(identity.signer, signable), ...headers];
  }
  return context.transport.send(
    { method: call.method, uri: prepared.uri, headers, body: prepared.body },
    deadline - performance.now(),
    signal,
  );
}

type Judged<T> = { kind: 'decoded'; value: T } | { kind: 'failed'; error: PayseraError; failure: Failure };

function judge<T>(call: Call<T>, outcome: Outcome, isRepeatable: boolean): Judged<T> {
  const { name } = call;
  if (outcome.kind === 'not-sent') {
    return { kind: 'failed', error: new Unreachable(name, outcome.reason), failure: { kind: 'unreachable', reason: outcome.reason } };
  }
  if (outcome.kind === 'no-answer') {
    return {
      kind: 'failed',
      error: new InDoubt(name, { reason: outcome.reason, safeToRepeat: isRepeatable }),
      failure: { kind: 'in-doubt' },
    };
  }
  if (outcome.kind === 'too-large') return unintelligible(name, outcome.status, '$', 'is larger than 1 MB', isRepeatable, null);

  const { status } = outcome;
  const correlationId = correlationOf(outcome);
  if (status >= 200 && status < 300) {
    try {
      return { kind: 'decoded', value: call.decode(call.isText ? outcome.body : parse(outcome.body)) };
    } catch (error) {
      if (error instanceof Unreadable) return unintelligible(name, status, error.path, error.problem, isRepeatable, correlationId);
      throw error;
    }
  }
  const refusal = readRefusal(outcome, call.secrets ?? []);
  if (status >= 500) {
    const code = refusal?.code ?? null;
    const error = new InDoubt(name, { reason: code ?? `status ${status}`, status, code, safeToRepeat: isRepeatable, correlationId });
    return { kind: 'failed', error, failure: { kind: 'in-doubt' } };
  }
  if (status < 400) return unintelligible(name, status, '$', 'is a redirect, and those are not followed', isRepeatable, correlationId);
  if (refusal === null) return unintelligible(name, status, '$.error', 'is missing', isRepeatable, correlationId);
  const { code, retryAfterMs } = refusal;
  return { kind: 'failed', error: new Refused(name, refusal, correlationId), failure: { kind: 'refused', status, code, retryAfterMs } };
}

function unintelligible(
  call: string,
  status: number,
  path: string,
  problem: string,
  safeToRepeat: boolean,
  correlationId: string | null,
): Judged<never> {
  const error = new Unintelligible(call, { status, path, problem, safeToRepeat, correlationId });
  return { kind: 'failed', error, failure: { kind: 'unintelligible' } };
}

function parse(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw new Unreadable('$', 'is not JSON');
  }
}

function correlationOf(answer: Answer): string | null {
  const value = answer.headers['paysera-correlation-id'];
  return typeof value === 'string' ? value.slice(0, 200) : null;
}

/** Asks `GET server` once for all calls that wait for it; false when that failed too. */
async function resync(context: CallContext, deadline: number, signal?: AbortSignal): Promise<boolean> {
  context.resyncing ??= askTime(context, deadline, signal).finally(() => {
    context.resyncing = null;
  });
  try {
    await context.resyncing;
    return true;
  } catch {
    return false;
  }
}

async function askTime(context: CallContext, deadline: number, signal?: AbortSignal): Promise<void> {
  const invoke = createInvoke(context, { kind: 'certificate', defaultParameters: {} });
  const startedAt = performance.now();
  const timeoutMs = deadline - startedAt;
  const time = await invoke(serverTime, signal ? { signal, timeoutMs } : { timeoutMs });
  // The answer's second is taken at half the round trip, in its middle.
  const localMs = context.clock.now().getTime() - (performance.now() - startedAt) / 2;
  context.offsetMs = Math.round(time.getTime() + 500 - localMs);
}

export const serverTime: Call<Date> = {
  name: 'server.time',
  method: 'GET',
  path: '/rest/v1/server',
  signed: false,
  decode: (value) => new Reader(value).instant('time'),
};

function pause(durationMs: number, signal?: AbortSignal): Promise<boolean> {
  if (signal?.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve(true);
    }, durationMs);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function hasParameters({ defaultParameters }: Identity, options: CallOptions): boolean {
  return options !== noParameters || Object.keys(defaultParameters).length > 0;
}

function parametersOf(identity: Identity, { projectId, locationId, parameters }: CallOptions): [string, string][] {
  const named = {
    ...identity.defaultParameters,
    ...(projectId === undefined ? {} : { project_id: String(projectId) }),
    ...(locationId === undefined ? {} : { location_id: String(locationId) }),
    ...parameters,
  };
  return Object.entries(named);
}

/** `project_id` is `Wallet-Api-Project-Id` with a certificate. */
export function headerName(parameter: string): string {
  return `Wallet-Api-${parameter.replaceAll('_', '-').replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())}`;
}

function formOf(fields: Readonly<Record<string, string | undefined>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
  return form.toString();
}
