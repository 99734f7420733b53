// What one instance of the shop marks as changed reaches the others through Postgres: a row for those who are away, a
// notification for those who listen. A shop whose database is away still serves its pages.
import tagsModule from 'next/dist/server/lib/incremental-cache/tags-manifest.external.js';
import pg from 'pg';
import { env } from '#lib/env.ts';
import { isBuilding } from './is-building.ts';

/** Next's own notion of a tag: served as stale since, not served at all since (milliseconds of the epoch). */
export type TagMark = { tag: string; stale: number | null; expired: number | null };
type Manifest = Map<string, { stale?: number; expired?: number }>;

export const tagsManifest = (tagsModule as unknown as { tagsManifest: Manifest }).tagsManifest;

const channel = 'cache_tag';
const retryAfterMs = 500;

// Next loads this file more than once in a process; one connection pool is enough.
const shared = globalThis as unknown as { sharedTags?: pg.Pool };

function note({ tag, stale, expired }: TagMark): void {
  tagsManifest.set(tag, { ...(stale ? { stale } : {}), ...(expired ? { expired } : {}) });
}

async function listen(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 2_000 });
  let over = false;
  const again = (): void => {
    if (over) return;
    over = true;
    client.end().catch(() => {});
    setTimeout(() => void listen(connectionString), retryAfterMs).unref();
  };
  client.on('error', again).on('end', again);
  client.on('notification', ({ payload }) => {
    for (const mark of JSON.parse(payload ?? '[]') as TagMark[]) note(mark);
  });
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    const missed = await client.query<{ tag: string; stale: string | null; expired: string | null }>(
      'select tag, stale, expired from cache_tag',
    );
    for (const { tag, stale, expired } of missed.rows) note({ tag, stale: Number(stale) || null, expired: Number(expired) || null });
  } catch {
    again();
  }
}

export function startSharing(): void {
  if (isBuilding() || shared.sharedTags) return;
  const connectionString = env().databaseUrl;
  shared.sharedTags = new pg.Pool({ connectionString, max: 1, connectionTimeoutMillis: 2_000 }).on('error', () => {});
  void listen(connectionString);
}

export async function shareMarks(marks: TagMark[]): Promise<void> {
  if (!shared.sharedTags || marks.length === 0) return;
  await shared.sharedTags.query(
    `with mark as (select * from jsonb_to_recordset($1::jsonb) as mark(tag text, stale numeric, expired numeric)),
          kept as (insert into cache_tag (tag, stale, expired) select tag, stale::bigint, expired::bigint from mark
                   on conflict (tag) do update set stale = excluded.stale, expired = excluded.expired)
     select pg_notify('${channel}', $1::text)`,
    [JSON.stringify(marks)],
  );
}
