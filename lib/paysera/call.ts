// From a described call to its answer: send, judge, and send again where retry-policy allows. Every request of the client goes through here.
import type { Clock } from '#lib/clock.ts';
import { resyncClock } from './clock-offset.ts';
import type { Signer } from './credentials.ts';
import type { Hosts } from './environment.ts';
import { correlationOf, type Judged, judge } from './judge-answer.ts';
import { newCallId, type Observe, observeQuietly, shownPath } from './observe.ts';
import { prepare, signedHeaders } from './prepare-request.ts';
import { nextStep } from './retry-policy.ts';
import type { Outcome, Transport } from './transport.ts';

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
  | { kind: 'mac'; signer: Signer; defaultParameters: Readonly<Record<string, string>> | null }
  | { kind: 'certificate'; defaultParameters: Readonly<Record<string, string>> | null };

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

const noOptions: CallOptions = {};

export function createInvoke(context: CallContext, identity: Identity): Invoke {
  const invoke: Invoke = async (call, options = noOptions) => {
    const deadline = performance.now() + (options.timeoutMs ?? context.totalTimeoutMs);
    const request = prepare(context.hosts, context.userAgent, identity, call, options);
    const isRepeatable = call.isRepeatable ?? call.method === 'GET';
    const watch = context.observe ? createWatch(context.observe, call) : null;
    let hasResynced = false;
    for (let sends = 1; ; sends++) {
      watch?.sent(sends);
      const headers = signedHeaders(context, identity, call, request);
      const outcome = await context.transport.send({ ...request, headers }, deadline - performance.now(), options.signal);
      const judged = judge(call, outcome, isRepeatable);
      watch?.judged(sends, outcome, judged);
      if (judged.kind === 'decoded') return judged.value;

      const { error, failure } = judged;
      const remainingMs = deadline - performance.now();
      const step = nextStep({ failure, sends, isRepeatable, hasResynced, remainingMs, chance: context.chance() });
      if (step.kind === 'give-up') throw error;
      if (step.kind === 'send-again') {
        if (!(await pause(step.afterMs, options.signal))) throw error;
      } else {
        hasResynced = true;
        const isOurClock = identity.kind === 'mac' && call.signed !== false;
        if (!isOurClock || !(await resyncClock(context, invoke, remainingMs))) throw error;
      }
    }
  };
  return invoke;
}

/** Tells the observer; made only when there is one, for its path and id cost something. */
function createWatch(observe: Observe, call: Call<unknown>) {
  const about = { id: newCallId(), call: call.name, method: call.method, path: shownPath(call) };
  let startedAt = 0;
  return {
    sent(send: number) {
      startedAt = performance.now();
      observeQuietly(observe, { phase: 'request', ...about, send });
    },
    judged(send: number, outcome: Outcome, judged: Judged<unknown>) {
      observeQuietly(observe, {
        phase: 'response',
        ...about,
        send,
        durationMs: performance.now() - startedAt,
        outcome: judged.kind === 'decoded' ? 'answered' : judged.error.kind,
        status: 'status' in outcome ? outcome.status : null,
        code: judged.kind === 'failed' && 'code' in judged.error ? (judged.error.code as string | null) : null,
        correlationId: outcome.kind === 'answered' ? correlationOf(outcome) : null,
      });
    },
  };
}

/** False when the signal came first. */
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
