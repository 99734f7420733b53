// So many buyers at once, each buying again as soon as the order is paid; what is bought while warming up does not count.
import type { Turn, TurnResult } from './world.ts';

let number = 0;

export async function runTurn({ concurrency, warmUpMs, durationMs }: Turn, buy: (number: number) => Promise<number>): Promise<TurnResult> {
  const startedAt = performance.now();
  const countedFrom = startedAt + warmUpMs;
  const endAt = countedFrom + durationMs;
  const ms: number[] = [];
  const cpuBefore = process.cpuUsage();
  let bought = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < endAt) {
        const took = await buy(number++);
        bought++;
        const now = performance.now();
        if (now >= countedFrom && now <= endAt) ms.push(took);
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms, elapsedMs: durationMs, cpuMsPerOrder: (user + system) / 1_000 / Math.max(1, bought) };
}
