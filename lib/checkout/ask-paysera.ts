// Every call the checkout makes goes through here: the breaker guards it, the diary notes it, and a failure becomes a value.
import type { Diary } from '../audit/diary.ts';
import { InDoubt, PayseraError, Refused, Unreachable } from '../paysera/errors.ts';
import type { Services } from '../services.ts';
import { type Breaker, createBreaker, usualLimits } from './breaker.ts';

export type Failed = {
  kind: 'failed';
  /** Nothing reached Paysera; or nobody knows; or it said no; or we did not understand it. */
  how: 'not-sent' | 'in-doubt' | 'refused' | 'unintelligible';
  /** For the shopper: a number to quote, telling nothing. */
  code: string;
  /** Paysera's own word, or what kept us from asking; for the diary and the desk. */
  why: string;
  /** Word kept with the attempt: see reasonWords. */
  reason: 'unreachable' | 'busy' | 'refused';
};
export type Answered<T> = { kind: 'answered'; value: T };

const breakers = new WeakMap<object, Breaker>();

export function payseraBreaker(s: Services): Breaker {
  let breaker = breakers.get(s.paysera);
  if (!breaker) {
    breaker = createBreaker(s.clock, { ...usualLimits, openMs: s.timing.breakerOpenMs });
    breakers.set(s.paysera, breaker);
  }
  return breaker;
}

export async function askPaysera<T>(s: Services, diary: Diary, name: string, call: () => Promise<T>): Promise<Answered<T> | Failed> {
  const breaker = payseraBreaker(s);
  const refusal = breaker.refusal();
  if (refusal) {
    diary.note(`paysera-${name}`, `Paysera was not asked: ${refusal === 'open' ? 'it has not been answering' : 'too many calls at once'}`, {
      held: refusal,
    });
    return { kind: 'failed', how: 'not-sent', code: 'PW-14', why: refusal, reason: 'unreachable' };
  }
  const startedAt = performance.now();
  try {
    const value = await breaker.run(call, isOutage);
    diary.note(`paysera-${name}`, `Paysera answered ${words[name] ?? name}`, { ms: Math.round(performance.now() - startedAt) });
    return { kind: 'answered', value };
  } catch (error) {
    if (!(error instanceof PayseraError)) throw error;
    const failed = failureOf(error);
    const ms = Math.round(performance.now() - startedAt);
    diary.note(`paysera-${name}`, `${words[name] ?? name}: ${failed.how}, ${failed.why}`, { ms, how: failed.how, why: failed.why });
    s.log.warn({ method: name, outcome: failed.how, reason: failed.why, ms }, 'A call to Paysera failed');
    return failed;
  }
}

const words: Record<string, string> = {
  create: 'creating the transaction',
  read: 'reading the transaction',
  confirm: 'confirming the transaction',
  revoke: 'revoking the transaction',
  reserve: 'reserving without a PIN',
  allowance: 'reading the permission',
  limit: 'whether the permission covers it',
  funds: 'whether the wallet has enough',
  'cancel-allowance': 'cancelling the permission',
  'cancel-payment': 'giving the payment back',
  'read-payment': 'reading the payment',
  statements: 'reading the wallet’s statements',
};

function isOutage(error: unknown): boolean {
  return error instanceof Unreachable || error instanceof InDoubt;
}

function failureOf(error: PayseraError): Failed {
  if (error instanceof Unreachable) return { kind: 'failed', how: 'not-sent', code: 'PW-10', why: error.reason, reason: 'unreachable' };
  if (error instanceof InDoubt)
    return { kind: 'failed', how: 'in-doubt', code: 'PW-11', why: error.reason, reason: error.status === 503 ? 'busy' : 'unreachable' };
  if (error instanceof Refused) {
    const isBusy = error.status === 429;
    return { kind: 'failed', how: 'refused', code: isBusy ? 'PW-15' : 'PW-12', why: error.code, reason: isBusy ? 'busy' : 'refused' };
  }
  return { kind: 'failed', how: 'unintelligible', code: 'PW-13', why: 'an answer that cannot be understood', reason: 'unreachable' };
}
