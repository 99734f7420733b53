// The inbox as a list: newest first, by keyset, narrowed by what was made of each, its type, its age and its order.
import { createHash } from 'node:crypto';
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { type CallbackRow, callbackColumns, type StoredCallback, toCallback } from './callback-store.ts';

export const callbackOutcomes = ['handled', 'waiting', 'unreachable', 'nothing-to-wake'] as const;
export type CallbackOutcome = (typeof callbackOutcomes)[number];
export type CallbackSearch = {
  verdict?: 'accepted' | 'forged';
  type?: string;
  outcome?: CallbackOutcome;
  /** Only those that came within this many hours. */
  hours?: number;
  orderNumber?: string;
  /** Cursors this function gave: older ones come after, newer ones before. */
  after?: string;
  before?: string;
  limit?: number;
};
export type CallbackPage = { callbacks: StoredCallback[]; next: string | null; previous: string | null };

const usualLimit = 50;
const mostLimit = 200;

export async function searchCallbacks(s: Services, search: CallbackSearch): Promise<CallbackPage> {
  const limit = Math.min(Math.max(search.limit ?? usualLimit, 1), mostLimit);
  const backwards = search.before !== undefined;
  const cursor = readCursor(search.before ?? search.after);
  const { conditions, values } = conditionsOf(s, search);
  if (cursor) {
    values.push(cursor.receivedAt, cursor.hash);
    conditions.push(`(i.received_at, i.hash) ${backwards ? '>' : '<'} ($${values.length - 1}, $${values.length})`);
  }
  values.push(limit + 1);
  const direction = backwards ? 'ASC' : 'DESC';
  const text = `SELECT ${callbackColumns} WHERE ${conditions.join(' AND ')}
    ORDER BY i.received_at ${direction}, i.hash ${direction} LIMIT $${values.length}`;
  const name = `search-callbacks-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const rows = await run<CallbackRow>(s.pool, { name, text }, values);
  const more = rows.length > limit;
  const callbacks = rows.slice(0, limit).map(toCallback);
  if (backwards) callbacks.reverse();
  const [first, last] = [callbacks[0], callbacks.at(-1)];
  return {
    callbacks,
    next: last && (backwards || more) ? writeCursor(last) : null,
    previous: first && (backwards ? more : cursor !== null) ? writeCursor(first) : null,
  };
}

const outcomeConditions: Record<CallbackOutcome, string> = {
  handled: `i.outcome LIKE 'attempt-%'`,
  waiting: `i.verdict = 'accepted' AND i.handled_at IS NULL`,
  unreachable: `i.outcome LIKE 'unreachable-%'`,
  'nothing-to-wake': `i.outcome IN ('nothing-to-wake', 'unknown-attempt')`,
};

function conditionsOf(s: Services, { verdict, type, outcome, hours, orderNumber }: CallbackSearch) {
  const values: unknown[] = [s.env.paysera.environment];
  const conditions = ['i.environment = $1'];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (verdict) add((parameter) => `i.verdict = ${parameter}`, verdict);
  if (type) add((parameter) => `i.event_type = ${parameter}`, type);
  if (outcome) conditions.push(outcomeConditions[outcome]);
  if (hours) add((parameter) => `i.received_at >= ${parameter}`, new Date(s.clock.now().getTime() - hours * 3_600_000));
  // Found by the keys of that order's attempts, which an index leads to; a word that is no number finds nothing.
  if (orderNumber)
    add(
      (parameter) =>
        `i.transaction_key IN (SELECT b.transaction_key FROM attempt b JOIN shop_order p ON p.id = b.order_id WHERE p.number = ${parameter} AND b.environment = $1)`,
      /^\d{1,9}$/.test(orderNumber) ? Number(orderNumber) : -1,
    );
  return { conditions, values };
}

function writeCursor({ receivedAt, hash }: StoredCallback): string {
  return Buffer.from(`${receivedAt.getTime()} ${hash}`).toString('base64url');
}

function readCursor(text: string | undefined): { receivedAt: Date; hash: Buffer } | null {
  const parts = /^(\d{1,15}) ([0-9a-f]{64})$/.exec(Buffer.from(text ?? '', 'base64url').toString());
  return parts?.[1] && parts[2] ? { receivedAt: new Date(Number(parts[1])), hash: Buffer.from(parts[2], 'hex') } : null;
}
