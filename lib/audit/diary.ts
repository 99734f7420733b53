// The diary of an order collects what happened since the last statement, and goes out with the next one: no round trip of its own.
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';

export type DiaryEntry = {
  at: Date;
  order_id: string | null;
  attempt_id: string | null;
  kind: string;
  source: string;
  summary: string;
  data: Record<string, unknown>;
};

export type Diary = {
  note(kind: string, summary: string, data?: Record<string, unknown>): void;
  /** What has been noted, as JSON for `insertDiary`; the diary is empty afterwards. */
  take(): string;
  isEmpty(): boolean;
};

export function openDiary(s: Services, about: { orderId?: string | null; attemptId?: string | null; source: string }): Diary {
  let entries: DiaryEntry[] = [];
  return {
    note(kind, summary, data = {}) {
      entries.push({
        at: s.clock.now(),
        order_id: about.orderId ?? null,
        attempt_id: about.attemptId ?? null,
        kind,
        source: about.source,
        summary,
        data,
      });
    },
    take() {
      const text = JSON.stringify(entries);
      entries = [];
      return text;
    },
    isEmpty: () => entries.length === 0,
  };
}

/** The part of a statement that writes the diary: `$parameter` holds what `take` gave. */
export function insertDiary(parameter: string, onlyIf = ''): string {
  return `INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary, data)
    SELECT e.at, e.order_id, e.attempt_id, e.kind, e.source, e.summary, coalesce(e.data, '{}')
    FROM jsonb_to_recordset(${parameter}::jsonb) AS e(at timestamptz, order_id text, attempt_id text, kind text, source text, summary text, data jsonb)${
      onlyIf ? ` WHERE ${onlyIf}` : ''
    }`;
}

const write = { name: 'write-diary', text: insertDiary('$1') };

/** For what no other statement carries. */
export async function writeDiary(s: Services, diary: Diary): Promise<void> {
  if (!diary.isEmpty()) await run(s.pool, write, [diary.take()]);
}
