// Lists that come in pages: walk the items with `for await`, the pages with `.pages()`, or take one page with `.first()`.
import type { Call, CallOptions, Invoke } from './call.ts';
import { Reader, Unreadable } from './decode.ts';
import { queryOf } from './request-checks.ts';

export type PageQuery = { limit?: number; offset?: number };
/** Lists that also know cursors (statements); a cursor and an offset exclude each other. */
export type CursorQuery = PageQuery & { after?: string; before?: string; orderBy?: string; orderDirection?: 'asc' | 'desc' };

export type Page<T> = {
  items: T[];
  total: number;
  offset: number;
  limit: number;
  hasNext: boolean;
  cursors: { after: string | null; before: string | null };
};

export type Paged<T> = AsyncIterable<T> & {
  first(): Promise<Page<T>>;
  pages(): AsyncIterable<Page<T>>;
};

type Query = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

type List<T> = {
  name: string;
  path: string;
  /** The field of the answer that holds the items. */
  field: string;
  query: Query;
  decodeItem: (reader: Reader) => T;
  /** Follow `cursors.after`, so that what arrives meanwhile neither repeats nor hides an item. */
  byCursor?: boolean;
};

export function paged<T>(invoke: Invoke, list: List<T>, options?: CallOptions): Paged<T> {
  const fetchPage = (query: Query) => invoke(pageCall(list, query), options);
  async function* pages(): AsyncGenerator<Page<T>> {
    let query = list.query;
    for (;;) {
      const page = await fetchPage(query);
      yield page;
      const next = page.hasNext ? nextQuery(list, query, page) : null;
      if (next === null) return;
      query = next;
    }
  }
  return {
    first: () => fetchPage(list.query),
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.items;
    },
  };
}

function pageCall<T>({ name, path, field, decodeItem }: List<T>, query: Query): Call<Page<T>> {
  const decode = (value: unknown) => {
    const page = decodePage(new Reader(value), field, decodeItem);
    const isStuck = page.hasNext && query.after !== undefined && page.cursors.after === query.after;
    if (isStuck) throw new Unreadable('$._metadata.cursors.after', 'does not move on');
    if (page.hasNext && page.offset < Number(query.offset ?? 0)) throw new Unreadable('$._metadata.offset', 'is not what was asked for');
    return page;
  };
  return { name, method: 'GET', path, query: queryOf(query), decode };
}

/** PHP needs total, offset and limit; the rest is worked out when it is not there. */
function decodePage<T>(reader: Reader, field: string, decodeItem: (reader: Reader) => T): Page<T> {
  const items = reader.list(field, decodeItem);
  return reader.object('_metadata', (metadata) => {
    const total = metadata.integer('total');
    const offset = metadata.integer('offset');
    return {
      items,
      total,
      offset,
      limit: metadata.integer('limit'),
      hasNext: items.length > 0 && (metadata.optionalFlag('has_next') ?? offset + items.length < total),
      cursors: metadata.optionalObject('cursors', (cursors) => ({
        after: cursors.optionalText('after'),
        before: cursors.optionalText('before'),
      })) ?? {
        after: null,
        before: null,
      },
    };
  });
}

function nextQuery<T>(list: List<T>, query: Query, page: Page<T>): Query | null {
  const { after } = page.cursors;
  if (list.byCursor && after !== null && query.before === undefined) return { ...query, offset: undefined, after };
  return { ...query, offset: page.offset + page.items.length };
}
