// The time all instances of a shop agree on: the database's, kept as a difference to the machine's own clock. Ends of orders, seconds to
// undo in and leases are moments that one instance writes and another judges; a machine whose clock is wrong must not shift them.
import type pg from 'pg';
import { type Clock, systemClock } from '../clock.ts';

export type DatabaseClock = Clock & {
  /** Asks the database for its time, one round trip. */
  learn(client: pg.ClientBase): Promise<void>;
};

/** Until the first connection has answered, it is the machine's own. */
export function createDatabaseClock(machine: Clock = systemClock): DatabaseClock {
  /** Database minus machine, and how far off that may be: half of the way there and back. */
  let known: { offsetMs: number; eitherWayMs: number } | null = null;

  return {
    now: () => new Date(machine.now().getTime() + (known?.offsetMs ?? 0)),
    async learn(client) {
      const askedAt = machine.now().getTime();
      const startedAt = performance.now();
      const { rows } = await client.query<{ ms: string }>(ask);
      const eitherWayMs = (performance.now() - startedAt) / 2;
      const offsetMs = Number(rows[0]?.ms) - (askedAt + eitherWayMs);
      // Kept as long as nothing contradicts it: else every slow connection would make the time tremble.
      const isDisproved = known && Math.abs(offsetMs - known.offsetMs) > eitherWayMs + known.eitherWayMs + 2 * grainMs;
      if (!known || isDisproved || eitherWayMs < known.eitherWayMs) known = { offsetMs, eitherWayMs };
    },
  };
}

/** A machine's clock is read in whole milliseconds. */
const grainMs = 1;

const ask = 'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms';
