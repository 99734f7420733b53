// What both sides of the measurement are given: a database, the local Paysera, and how many buyers press Pay at once.
export type BenchWorld = {
  databaseUrl: string;
  settings: Record<string, string>;
  control: { url: string; token: string };
  /** Where callbacks are sent: the side that is measured listens there. */
  port: number;
};
export type Turn = { concurrency: number; warmUpMs: number; durationMs: number };
/**
 * Milliseconds from Pay to Paid of every order of the turn, and how long the turn took. `cpuMsPerOrder` is what the buying process itself
 * used of a processor: unlike time, it hardly depends on what else the machine does.
 */
export type TurnResult = { ms: number[]; elapsedMs: number; cpuMsPerOrder: number };

export const richWallets = [14473];
export const variants = 20;
/** Of every variant, in euro cents. */
export const priceMinor = 1840n;
