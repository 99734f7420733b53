// The one decision to send something again. Pure: all it knows comes in, and what it may not know (time, chance) comes in too.

export type Failure =
  | { kind: 'unreachable'; reason: string }
  | { kind: 'in-doubt' }
  | { kind: 'refused'; status: number; code: string; retryAfterMs: number | null }
  | { kind: 'unintelligible' };

export type Attempt = {
  failure: Failure;
  /** 1 after the first send. */
  sends: number;
  /** A read, or a call whose repetition changes nothing. */
  isRepeatable: boolean;
  hasResynced: boolean;
  remainingMs: number;
  /** In [0, 1). */
  chance: number;
};

export type NextStep = { kind: 'give-up' } | { kind: 'send-again'; afterMs: number } | { kind: 'resync-clock' };

const maxSends = 3;
const firstBackoffMs = 100;
/** A certificate that does not hold will not hold in 100 ms either, and who aborted does not want more. */
const hopeless = /CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME|TLS|SSL|^aborted$|^closed$|^timeout$/;

export function nextStep({ failure, sends, isRepeatable, hasResynced, remainingMs, chance }: Attempt): NextStep {
  const giveUp = { kind: 'give-up' } as const;
  if (failure.kind === 'unintelligible') return giveUp;
  if (failure.kind === 'refused' && failure.code === 'invalid_timestamp') return hasResynced ? giveUp : { kind: 'resync-clock' };
  if (sends >= maxSends) return giveUp;

  if (failure.kind === 'refused') {
    // Without a word of how long, the limit may be one on wrong PINs, and another try would count against the payer.
    if (failure.status !== 429 || failure.retryAfterMs === null) return giveUp;
    return failure.retryAfterMs < remainingMs ? { kind: 'send-again', afterMs: failure.retryAfterMs } : giveUp;
  }
  // The server may already have done it: only what is harmless twice is sent twice.
  if (failure.kind === 'in-doubt' && !isRepeatable) return giveUp;
  if (failure.kind === 'unreachable' && hopeless.test(failure.reason)) return giveUp;

  // Full jitter, so that many clients do not come back in step.
  const afterMs = Math.floor(chance * firstBackoffMs * 2 ** sends);
  return afterMs < remainingMs ? { kind: 'send-again', afterMs } : giveUp;
}
