// `npm run migrate`: brings the database that DATABASE_URL names up to date. It asks for no other setting.
import { prepareDatabase } from '#lib/jobs/prepare-database.ts';

const url = process.env.DATABASE_URL;
const say = (line: string) => console.error(line);
try {
  if (!url) throw new Error('DATABASE_URL is missing: the address of the database, postgresql://user:password@host:port/name.');
  const applied = await prepareDatabase(url, say);
  say(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
} catch (error) {
  say((error as Error).message || String((error as NodeJS.ErrnoException).code));
  process.exitCode = 1;
}
