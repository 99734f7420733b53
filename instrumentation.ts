// Next's hooks into the server. Next compiles this file for a runtime without Node too, so what needs Node is loaded when it runs.
import type { Instrumentation } from 'next';

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { refuseWrongSettings } = await import('#app/_server/server-events.ts');
  const { keepOnePolicy } = await import('#app/_server/one-policy.ts');
  refuseWrongSettings();
  keepOnePolicy();
}

export const onRequestError: Instrumentation.onRequestError = async (...failure) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { logFailedPage } = await import('#app/_server/server-events.ts');
  await logFailedPage(...failure);
};
