// When Paysera does not answer, waiting for it in every request would stop the shop: after a few failures only one probe goes through.
import type { Clock } from '../clock.ts';

export type BreakerLimits = { failures: number; openMs: number; atOnce: number };

/** Five failures in a row are no coincidence; ten seconds are a pause a shopper barely notices. */
export const usualLimits: BreakerLimits = { failures: 5, openMs: 10_000, atOnce: 64 };

export type Breaker = {
  /** Null when the call may go ahead; else why not. */
  refusal(): 'open' | 'full' | null;
  run<T>(call: () => Promise<T>, isOutage: (error: unknown) => boolean): Promise<T>;
  state(): 'closed' | 'open' | 'probing';
};

export function createBreaker(clock: Clock, limits: BreakerLimits = usualLimits): Breaker {
  let failures = 0;
  let openedAt = 0;
  let probing = false;
  let underway = 0;

  const state = () => (failures < limits.failures ? 'closed' : probing ? 'probing' : 'open');
  const mayProbe = () => !probing && clock.now().getTime() - openedAt >= limits.openMs;

  return {
    state,
    refusal() {
      if (underway >= limits.atOnce) return 'full';
      return state() === 'closed' || mayProbe() ? null : 'open';
    },
    async run(call, isOutage) {
      const isProbe = state() !== 'closed';
      if (isProbe) probing = true;
      underway++;
      try {
        const value = await call();
        failures = 0;
        return value;
      } catch (error) {
        if (isOutage(error)) {
          failures++;
          if (failures >= limits.failures) openedAt = clock.now().getTime();
        } else {
          failures = 0;
        }
        throw error;
      } finally {
        underway--;
        if (isProbe) probing = false;
      }
    },
  };
}
