import { after } from 'node:test';
import { cloneDatabase } from './clone-database.ts';

/** @returns the address of a fresh, migrated, empty database for this test file; it is dropped when the file's tests are done. */
export async function freshDatabase(): Promise<string> {
  const { url, drop } = await cloneDatabase();
  after(drop);
  return url;
}
