// So many buyers at once, each buying again as soon as the order is paid; what is bought while warming up does not count.
import type { Turn, TurnResult } from './world.ts';

let number = 0;

export async function runTurn({ concurrency, warmUpMs, durationMs }: Turn, buy: (number: number) => Promise<number>): Promise<TurnResult> {
  const startedAt = performance.now();
  const countedFrom = startedAt + warmUpMs;
  const endAt = countedFrom + durationMs;
  const ms: number[] = [];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < endAt) {
        const took = await buy(number++);
        const now = performance.now();
        if (now >= countedFrom && now <= endAt) ms.push(took);
      }
    }),
  );
  return { ms, elapsedMs: durationMs };
}
