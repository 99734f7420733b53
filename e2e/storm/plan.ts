// What a storm is made of, written into one file that every process of it reads.
import { availableParallelism, loadavg } from 'node:os';
import type { Timing } from '#lib/checkout/timing.ts';

export type StormPlan = {
  seed: string;
  /** Settings of the shop, as environment variables. */
  settings: Record<string, string>;
  timing: Timing;
  rates: { request: number; kill: number; pause: number };
  /** Only these faults happen, when given: a replay, or a step of shrinking. */
  only: string[] | null;
  /** Every fault that happened is added to this file at once, so that a kill loses none. */
  journal: string;
  /** Exists once the storm is over: from then on no fault happens. */
  calmFile: string;
  /** For coverage: kill at this failpoint when a process passes it for the nth time. */
  kills: { point: string; pass: number }[];
};

/** A machine busy with other things is given longer for everything: what is tested is the order of events, not their speed. */
export const stretch = Number(process.env.STORM_STRETCH) || Math.min(6, Math.max(1, (loadavg()[0] as number) / availableParallelism() / 2));
const ms = (wanted: number) => Math.round(wanted * stretch);

/** Everything is faster here by the same factor, so that an hour's worth of waiting fits into seconds. */
export const stormTiming: Timing = {
  orderTtlMs: ms(4_000),
  reserveMs: ms(6_000),
  callMs: ms(500),
  creationGraceMs: ms(1_200),
  tooLateMs: ms(1_500),
  firstPollMs: ms(150),
  longestPollMs: ms(800),
  sweepMs: ms(100),
  heartbeatMs: ms(400),
  breakerOpenMs: ms(500),
};
/** Longer than any claim is left alone, so that whoever wakes from it finds that others went on without him. */
export const stoppedMs = ms(1_200);

export const requestFaults = [
  'reset-before',
  'reset-after',
  '500-before',
  '500-after',
  'hang-before',
  'hang-after',
  'slow',
  '429',
  'garbage',
  'not-sent',
] as const;
export type RequestFault = (typeof requestFaults)[number];

export const callbackFaults = ['lost', 'late', 'twice', 'tripled', 'reordered', 'before-reply', 'forged', 'replayed'] as const;
