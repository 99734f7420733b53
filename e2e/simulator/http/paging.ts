/** Lists by `limit` and `offset` or by the cursors `after` and `before`, with the `_metadata` every client reads. */
import { invalid } from './refusal.ts';

export type Paged<Item> = { items: Item[]; metadata: Record<string, unknown> };

const defaultLimit = 20;
const largestLimit = 200;

export function paginate<Item>(all: readonly Item[], query: Map<string, string>, cursorOf: (item: Item) => string | number): Paged<Item> {
  const limit = numberOf(query, 'limit') ?? defaultLimit;
  if (limit < 1 || limit > largestLimit) throw invalid('limit', `must be from 1 to ${largestLimit}`);
  const { start, end } = window(all, query, limit, cursorOf);
  const items = all.slice(start, end);
  const first = items[0];
  const last = items.at(-1);
  const cursors = first !== undefined && last !== undefined ? { after: String(cursorOf(last)), before: String(cursorOf(first)) } : {};
  return {
    items,
    metadata: { total: all.length, offset: start, limit, has_next: end < all.length, has_previous: start > 0, cursors },
  };
}

function window<Item>(all: readonly Item[], query: Map<string, string>, limit: number, cursorOf: (item: Item) => string | number) {
  const after = query.get('after');
  const before = query.get('before');
  const at = (cursor: string) => {
    const index = all.findIndex((item) => String(cursorOf(item)) === cursor);
    if (index < 0) throw invalid(after === undefined ? 'before' : 'after', 'is no cursor of this list');
    return index;
  };
  if (after !== undefined) {
    const start = at(after) + 1;
    return { start, end: Math.min(start + limit, all.length) };
  }
  if (before !== undefined) {
    const end = at(before);
    return { start: Math.max(0, end - limit), end };
  }
  const start = Math.min(numberOf(query, 'offset') ?? 0, all.length);
  return { start, end: Math.min(start + limit, all.length) };
}

export function numberOf(query: Map<string, string>, name: string): number | undefined {
  const text = query.get(name);
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalid(name, 'must be an integer of zero or more');
  return Number(text);
}

export function wordsOf(query: Map<string, string>, name: string): Set<string> | undefined {
  const text = query.get(name);
  return text === undefined || text === '' ? undefined : new Set(text.split(','));
}

/** Newest first unless `order_direction=asc`. */
export function inDirection<Item>(newestFirst: Item[], query: Map<string, string>): Item[] {
  const direction = query.get('order_direction') ?? 'desc';
  if (direction !== 'asc' && direction !== 'desc') throw invalid('order_direction', 'must be asc or desc');
  return direction === 'asc' ? newestFirst.reverse() : newestFirst;
}
