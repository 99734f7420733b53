// `npm run migrate`: brings the database that DATABASE_URL names up to date. It asks for no other setting.
import './load-env-file.ts';
import { readDatabaseUrl } from '#lib/env.ts';
import { generateClient } from './generate-client.ts';
import { answer } from './json-answer.ts';
import { createSupervisor } from './supervise.ts';
import { whyNoDatabase } from './why-no-database.ts';

const say = (line: string) => console.error(line);
const supervisor = createSupervisor();
try {
  const url = readDatabaseUrl();
  await generateClient(supervisor.run, say);
  // Only now: before the first build there is no database client for this to load.
  const { prepareDatabase } = await import('#lib/jobs/prepare-database.ts');
  const applied = await prepareDatabase(url, say);
  say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
  answer({ applied });
} catch (error) {
  say(whyNoDatabase(error));
  answer({ error: whyNoDatabase(error) });
  process.exitCode = 1;
}
await supervisor.stop();
