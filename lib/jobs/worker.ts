// `npm run worker`: does the jobs and the sweep until it is told to stop.
import { resealOldTokens } from '../accounts/wallet-token-store.ts';
import { checkDatabase } from '../db/check-database.ts';
import { SettingsError } from '../env.ts';
import { closeServices, type Services, services } from '../services.ts';
import { runWorker } from './run-worker.ts';

let s: Services;
try {
  s = services();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const problem = await checkDatabase(s.pool).catch(
  (error) => `DATABASE_URL names a database that cannot be reached: ${(error as Error).message}.`,
);
if (problem) {
  console.error(problem);
  process.exit(1);
}

// A changed SHOP_SECRET comes with a restart: what the one before sealed is sealed again, so that it can be forgotten.
resealOldTokens(s).catch((error) => s.log.error({ error }, 'Tokens sealed with the previous secret were left as they are'));

const worker = await runWorker(s);
console.log('worker ready');

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    worker
      .stop()
      .then(() => closeServices(s))
      .catch((error) => s.log.error({ error }, 'The worker did not stop cleanly'))
      .finally(() => process.exit(0));
  });
}
