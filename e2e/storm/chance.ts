// Keyed randomness: a decision is a hash of the seed and of what is decided, never the next number of a stream. The same logical call
// meets the same fault whatever the order in which processes happen to run.
import { createHash } from 'node:crypto';

export type Chance = {
  /** In [0, 1). */
  number(...about: (string | number)[]): number;
  happens(probability: number, ...about: (string | number)[]): boolean;
  pick<T>(from: readonly T[], ...about: (string | number)[]): T;
};

export function chanceOf(seed: string | number): Chance {
  const number = (...about: (string | number)[]) =>
    createHash('sha256')
      .update(JSON.stringify([String(seed), ...about]))
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
  return {
    number,
    happens: (probability, ...about) => number(...about) < probability,
    pick: (from, ...about) => from[Math.floor(number('pick', ...about) * from.length)] as (typeof from)[number],
  };
}
