// `npm start`: the built shop and its worker, for a server of one's own. Refuses to start on settings that cannot work.
import './load-env-file.ts';
import { env } from '#lib/env.ts';
import { builtFrom } from './build.ts';
import { answer, wantsJson } from './json-answer.ts';
import { missingMigrations } from './migrate.ts';
import { shopTask, workerTask } from './shop-tasks.ts';
import { createSupervisor } from './supervise.ts';
import { untilToldToStop } from './until-told-to-stop.ts';
import { whyNoDatabase } from './why-no-database.ts';

const told = untilToldToStop();
const say = (line: string) => console.error(line);

const refusal = await reasonNotToStart();
if (refusal !== null) {
  say(refusal);
  answer({ error: refusal });
  process.exit(1);
}

const broken = Promise.withResolvers<number>();
const supervisor = createSupervisor({
  restarted: (name, why) => say(`The ${name} ${why}: it is started again.`),
  gaveUp: (error) => {
    say(error.message);
    broken.resolve(1);
  },
});
const settings = { ...process.env, PORT: String(env().port), HOST: env().host };
const starting = (async () => {
  // Their logs are this command's output, for whatever collects it.
  const onLine = (line: string) => (wantsJson() ? say(line) : console.log(line));
  await supervisor.start({ ...workerTask(settings), onLine });
  await supervisor.start({ ...shopTask(settings), onLine });
  say(`${env().shopName} is open at ${env().shopUrl}`);
  answer({ ready: true, shop: env().shopUrl });
})().catch((error: Error) => {
  say(error.message);
  broken.resolve(1);
});

const exitCode = await Promise.race([told.then(() => 0), broken.promise]);
// The shop finishes the requests it has, the worker the jobs it has.
await supervisor.stop();
await starting;
process.exit(exitCode);

/** One sentence that names what to mend, or null. */
async function reasonNotToStart(): Promise<string | null> {
  try {
    const missing = await missingMigrations(env().databaseUrl);
    if (missing.length > 0) return `The database lacks ${missing.length} migration(s): apply them with "npm run migrate".`;
  } catch (error) {
    return whyNoDatabase(error);
  }
  if ((await builtFrom()) === '') return 'The shop is not built yet: "npm run build" does it.';
  return null;
}
