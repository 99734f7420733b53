// Whether a run left anything behind: processes carry its mark in their environment, databases have names that only tests give.
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { withClient } from '#lib/db/with-client.ts';

export const runMark = 'TILTAS_VERIFICATION';

/** Processes of this run that still live, besides this one. Only Linux shows the environment of a process. */
export function leftProcesses(run: string, mark = runMark): string[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids
    .filter((pid) => read(pid, 'environ').split('\0').includes(`${mark}=${run}`))
    .map((pid) => `process ${pid}: ${read(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // gone in the meantime, or another user's
  }
}

/** Clones that no test dropped. The templates they were made from are dropped here: the server may be one of the user's own. */
export async function leftDatabases(serverUrl: string): Promise<string[]> {
  return withClient(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const names = rows.map((row) => row.datname);
    for (const name of names.filter((one) => /^tiltas_[0-9a-f]{16}/.test(one)))
      await client.query(`DROP DATABASE ${pg.escapeIdentifier(name)}`);
    return names.filter((name) => /^t_[0-9a-f]{16}$/.test(name)).map((name) => `database ${name}`);
  });
}
