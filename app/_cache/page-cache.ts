// Next's own page cache with four rules more: a page carries the hashes of its own scripts as its policy; what was made before
// this server started is never served; a page that says "not found" is not kept; and a renewed page is renewed on every instance.
import fileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js';
import { type CacheValue, seal } from './page-policy.ts';
import { shareMarks, startSharing, type TagMark, tagsManifest } from './shared-tags.ts';

type Entry = { lastModified?: number; value: CacheValue | null };
type FileCache = new (
  context: unknown,
) => {
  get(key: string, context: unknown): Promise<Entry | null>;
  set(key: string, value: CacheValue | null, context: unknown): Promise<void>;
  revalidateTag(tags: string | string[], durations?: { expire?: number }): Promise<void>;
};

// A CommonJS module whose default may or may not be unwrapped, depending on who loads this file.
const loaded = fileSystemCache as unknown as { default?: FileCache };
const FileSystemCache = loaded.default ?? (fileSystemCache as unknown as FileCache);

startSharing();

export default class PageCache extends FileSystemCache {
  override async get(key: string, context: unknown): Promise<Entry | null> {
    const entry = await super.get(key, context);
    if (!entry || (entry.lastModified ?? 0) < performance.timeOrigin) return null;
    seal(entry.value);
    return entry;
  }

  override async set(key: string, value: CacheValue | null, context: unknown): Promise<void> {
    seal(value); // the same object answers the request that made it
    if (value?.kind === 'APP_PAGE' && value.status === 404) return; // made-up addresses must not fill the disk
    return super.set(key, value, context);
  }

  override async revalidateTag(tags: string | string[], durations?: { expire?: number }): Promise<void> {
    await super.revalidateTag(tags, durations);
    const marks: TagMark[] = [tags].flat().map((tag) => ({ tag, stale: null, expired: null, ...tagsManifest.get(tag) }));
    await shareMarks(marks);
  }
}
