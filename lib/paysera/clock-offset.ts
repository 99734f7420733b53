// Our clock may be wrong, and then every signature is refused. Paysera's own is asked, and the difference kept.
import type { Call, CallContext, Invoke } from './call.ts';
import { Reader } from './decode.ts';
import { PayseraError } from './errors.ts';

export const serverTime: Call<Date> = {
  name: 'server.time',
  method: 'GET',
  path: '/rest/v1/server',
  signed: false,
  decode: (value) => new Reader(value).instant('time'),
};

/** Asks once for all calls that wait for it; false when that failed too. */
export async function resyncClock(context: CallContext, invoke: Invoke, timeoutMs: number): Promise<boolean> {
  context.resyncing ??= askTime(context, invoke, timeoutMs).finally(() => {
    context.resyncing = null;
  });
  try {
    await context.resyncing;
    return true;
  } catch (error) {
    if (error instanceof PayseraError) return false;
    throw error;
  }
}

async function askTime(context: CallContext, invoke: Invoke, timeoutMs: number): Promise<void> {
  const startedAt = performance.now();
  const time = await invoke(serverTime, { timeoutMs });
  const roundTripMs = performance.now() - startedAt;
  // The whole second that came back was read half a round trip ago, and on average half a second into it.
  const theirs = time.getTime() + 500 + roundTripMs / 2;
  context.offsetMs = Math.round(theirs - context.clock.now().getTime());
}
