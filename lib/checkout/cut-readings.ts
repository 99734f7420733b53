// A reading that the database cut off by going away would be waited for until its lease ends, though nobody is at it any more. The process
// that was at it knows, and takes it up again as soon as the database is back; should the process die too, the lease does it.
import type pg from 'pg';
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';

const cutOff = new WeakMap<pg.Pool, Map<string, readonly Date[]>>();

/** `leases`: the moments this reading may have left as the next one; which of them the database kept is not known. */
export function noteCut(s: Services, attemptId: string, leases: readonly Date[]): void {
  const cut = cutOff.get(s.pool) ?? new Map<string, readonly Date[]>();
  cut.set(attemptId, [...(cut.get(attemptId) ?? []), ...leases]);
  cutOff.set(s.pool, cut);
}

/** Makes them due, but for those whose next reading somebody has set anew since. */
export async function takeUpCut(s: Services): Promise<void> {
  const cut = cutOff.get(s.pool);
  if (!cut) return;
  const pairs = [...cut].flatMap(([id, leases]) => leases.map((lease) => ({ id, lease })));
  await run(s.pool, makeDue, [pairs.map(({ id }) => id), pairs.map(({ lease }) => lease), s.clock.now()]);
  // Forgotten only now that the database has answered; what was cut off meanwhile stays.
  for (const { id, lease } of pairs) {
    const others = cut.get(id)?.filter((one) => one !== lease) ?? [];
    if (others.length > 0) cut.set(id, others);
    else cut.delete(id);
  }
  if (cut.size === 0) cutOff.delete(s.pool);
}

const makeDue = {
  name: 'readings-cut-off',
  text: `UPDATE attempt a SET next_read_at = $3 FROM unnest($1::text[], $2::timestamptz[]) AS cut(id, lease)
    WHERE a.id = cut.id AND a.next_read_at = cut.lease AND cut.lease > $3`,
};
