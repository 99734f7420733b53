// `npm run migrate`: brings the database that DATABASE_URL names up to date. It asks for no other setting.
import './load-env-file.ts';
import { readDatabaseUrl } from '#lib/env.ts';
import { prepareDatabase } from '#lib/jobs/prepare-database.ts';
import { whyNoDatabase } from './why-no-database.ts';

const say = (line: string) => console.error(line);
try {
  const applied = await prepareDatabase(readDatabaseUrl(), say);
  say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
} catch (error) {
  say(whyNoDatabase(error));
  process.exitCode = 1;
}
