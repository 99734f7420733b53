// What came of a send, as a value or one of the four failures.
import type { Call } from './call.ts';
import { Unreadable } from './decode.ts';
import { InDoubt, type PayseraError, Refused, Unintelligible, Unreachable } from './errors.ts';
import { readRefusal } from './refusal.ts';
import type { Failure } from './retry-policy.ts';
import type { Answer, Outcome } from './transport.ts';

export type Judged<T> = { kind: 'decoded'; value: T } | { kind: 'failed'; error: PayseraError; failure: Failure };

export function judge<T>(call: Call<T>, outcome: Outcome, isRepeatable: boolean): Judged<T> {
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

export function correlationOf(answer: Answer): string | null {
  const value = answer.headers['paysera-correlation-id'];
  return typeof value === 'string' ? value.slice(0, 200) : null;
}
