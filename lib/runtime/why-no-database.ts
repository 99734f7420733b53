import { SettingsError } from '#lib/env.ts';
import { MigrationError } from './migrate.ts';

/** One sentence for the person who starts the shop, naming the variable to look at. */
export function whyNoDatabase(error: unknown): string {
  if (error instanceof SettingsError || error instanceof MigrationError) return error.message;
  const { message, code } = error as NodeJS.ErrnoException;
  return `DATABASE_URL names a database that does not answer: ${message || code}.`;
}
