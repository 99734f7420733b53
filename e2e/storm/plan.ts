// What a storm is made of, written into one file that every process of it reads.
import type { Timing } from '#lib/checkout/timing.ts';

export type StormPlan = {
  seed: string;
  /** Settings of the shop, as environment variables. */
  settings: Record<string, string>;
  timing: Timing;
  /** How much slower than usual everything may be. */
  stretch: number;
  rates: { request: number; kill: number; pause: number };
  /** Only these faults happen, when given: a replay, or a step of shrinking. */
  only: string[] | null;
  /** Every fault that happened is added to this file at once, so that a kill loses none. */
  journal: string;
  /** Exists once the storm is over: from then on no fault happens. */
  calmFile: string;
  /** For coverage: kill, once each, at this failpoint when a process passes it for the nth time. */
  kills: { point: string; pass: number }[];
};

/** Everything is faster here by the same factor, so that an hour's worth of waiting fits into seconds. */
const stormTiming: Timing = {
  orderTtlMs: 4_000,
  reserveMs: 6_000,
  callMs: 500,
  creationGraceMs: 1_200,
  tooLateMs: 1_500,
  firstPollMs: 150,
  longestPollMs: 800,
  doubtMs: 400,
  forgottenMs: 2_000,
  reviewPollMs: 1_000,
  sweepMs: 100,
  heartbeatMs: 400,
  breakerOpenMs: 500,
  permissionsMs: 500,
  permissionRoundMs: 800,
  permissionAgainMs: 400,
  shortCallMs: 400,
};

const idleStartMs = 600; // of the local Paysera on two cores that do nothing else
const longestStretch = 6;

/** A busy machine is given longer for everything: what is tested is the order of events, not their speed. */
export function stretchFor(startMs: number): number {
  return Math.min(longestStretch, Math.max(1, startMs / idleStartMs));
}

export function timingFor(stretch: number): Timing {
  return Object.fromEntries(Object.entries(stormTiming).map(([name, ms]) => [name, Math.round(ms * stretch)])) as Timing;
}

/** Longer than any claim is left alone, so that whoever wakes from it finds that others went on without him. */
export const stoppedMs = 1_200;

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
/** What a reading may say although it is not so, for one answer; money is never said to have moved that has not. */
export const lies = ['lie-unknown-status', 'lie-went-backwards', 'lie-other-amount', 'lie-not-found'] as const;
export type Lie = (typeof lies)[number];
export const lieRate = 0.3; // of the rate of faults
/** What every reading of a few transactions says, from the first to the last and after the storm too: they are somebody else's. */
export const strangers = ['always-other-amount', 'always-other-order'] as const;
export type Stranger = (typeof strangers)[number];
export const strangerRate = 0.2; // of the rate of faults

/** Where a call to Paysera can meet one. */
export const requestPlaces = ['create', 'read', 'confirm', 'revoke', 'reserve', 'allowance', 'limit', 'cancel-allowance', 'key'] as const;
/** These are called a few times in a storm only: the same rate would leave most of their faults to chance. */
export const rarePlaces: readonly string[] = ['limit', 'cancel-allowance'];
export const rareRate = 2; // times the usual
export type RequestFault = (typeof requestFaults)[number];

export const callbackFaults = ['lost', 'late', 'twice', 'tripled', 'reordered', 'before-reply', 'forged', 'replayed'] as const;
