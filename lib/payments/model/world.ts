// The whole small world of one order, as numbers in a row: shop, Paysera, two workers without any lock, two tabs of a shopper.
import { type AttemptStatus, attemptStatuses } from '../attempt-status.ts';

/** One cell per fact, so that a world is copied and compared cheaply: hundreds of thousands of them are visited. */
export type World = Uint8Array;

export const statuses = Object.keys(attemptStatuses) as AttemptStatus[];
/**
 * Of a transaction at Paysera; `over` is every end without money, `odd` whatever we have no explanation for, `lost` what Paysera does not
 * know any more, `gone` the same of one whose money has moved, `found` what it knows again after we had let it go.
 */
export const transactionStates = ['none', 'new', 'reserved', 'confirmed', 'over', 'odd', 'lost', 'found', 'gone'] as const;
export type TransactionState = (typeof transactionStates)[number];
export const orderStates = ['pending', 'paid', 'closed'] as const;
/** Where a worker stands: what it read last may be old by the time it acts. */
export const workerPlaces = ['idle', 'has-read', 'about-to-confirm', 'about-to-revoke'] as const;
/** Where a tab stands that pressed Pay. */
export const tabPlaces = ['idle', 'about-to-create', 'about-to-store', 'about-to-show'] as const;

/** How long answers have contradicted what we know; `missed` are those that say there is no such transaction. */
export const doubtLevels = ['none', 'doubted', 'lasting', 'missed', 'long-missed'] as const;
export type DoubtLevel = (typeof doubtLevels)[number];

/**
 * What has been decided about an attempt, in this order: claimed for capture; given up by a person while it was in review; and that money
 * which came all the same has been found by the reconciliation.
 */
export const decisions = ['none', 'claimed', 'given-up', 'raised'] as const;

const statesSaid = ({ lies }: Size) => (lies ? transactionStates.length : transactionStates.indexOf('lost'));
const orderFields = ({ undo }: Size) => [orderStates.length, 2, 3, 3, undo ? 2 : 1]; // status, closing, times sold, times freed (two stands for "too often"), undone
const attemptFields = (size: Size) => [
  statuses.length + 1, // status; 0: no such attempt
  statesSaid(size), // transaction
  2, // shown
  size.undo ? 2 : 1, // held for an undo
  size.lies ? doubtLevels.length : 1,
  size.lies ? decisions.length : 1,
];
const workerFields = (size: Size) => [workerPlaces.length, 0, statesSaid(size)]; // place, attempt, what it read
const tabFields = [tabPlaces.length, 0]; // place, attempt

export const cells = { order: 0, closing: 1, sold: 2, freed: 3, undone: 4 };

/**
 * `undo`: the shopper may also pay without a PIN, and undo it for a while. `lies`: Paysera may also say what is not so, or forget; `short`
 * is never for as long as it takes to be believed. Without, whatever contradicts us is taken for lasting.
 */
export type Size = { attempts: number; workers: number; tabs: number; undo?: boolean; lies?: 'short' | 'long' };
/** Where the cells of each begin, and how many values each cell can have. */
export type Shape = {
  attempts: readonly number[];
  workers: readonly number[];
  tabs: readonly number[];
  radices: readonly number[];
  undo: boolean;
  lies: 'short' | 'long' | null;
};

export function shape(size: Size): Shape {
  const radices = [...orderFields(size)];
  const lay = (times: number, list: number[]) =>
    Array.from({ length: times }, () => {
      const begin = radices.length;
      radices.push(...list.map((choices) => choices || size.attempts));
      return begin;
    });
  const laid = {
    attempts: lay(size.attempts, attemptFields(size)),
    workers: lay(size.workers, workerFields(size)),
    tabs: lay(size.tabs, tabFields),
    radices,
    undo: size.undo === true,
    lies: size.lies ?? null,
  };
  if (radices.reduce((product, choices) => product * choices, 1) > Number.MAX_SAFE_INTEGER)
    throw new Error('a world no longer fits in one number');
  return laid;
}

/** A world as one whole number below 2^53: the key under which it is known to have been visited. */
export function pack(world: World, radices: readonly number[]): number {
  let packed = 0;
  for (let index = 0; index < radices.length; index++) packed = packed * (radices[index] as number) + (world[index] as number);
  return packed;
}

export function unpack(packed: number, radices: readonly number[], into: World): void {
  let rest = packed;
  for (let index = radices.length - 1; index >= 0; index--) {
    const choices = radices[index] as number;
    into[index] = rest % choices;
    rest = Math.floor(rest / choices);
  }
}

export const statusOf = (world: World, attempt: number): AttemptStatus | undefined => statuses[(world[attempt] as number) - 1];
export const transactionOf = (world: World, attempt: number): TransactionState =>
  transactionStates[world[attempt + 1] as number] as TransactionState;
export const isShown = (world: World, attempt: number): boolean => world[attempt + 2] === 1;

/** Its money can still be undone, or its reserve is on the way. */
export const isHeld = (world: World, attempt: number): boolean => world[attempt + 3] === 1;

export const doubtOf = (world: World, attempt: number): DoubtLevel => doubtLevels[world[attempt + 4] as number] as DoubtLevel;

/** A confirmation may have reached Paysera. Only kept where Paysera may lie: elsewhere nobody asks. */
export const isClaimed = (world: World, attempt: number): boolean => (world[attempt + 5] as number) > 0;

export const decisionOf = (world: World, attempt: number): (typeof decisions)[number] =>
  decisions[world[attempt + 5] as number] as (typeof decisions)[number];

/** A person has ended its order: money that comes all the same is a difference, not a lie of a page. */
export const isGivenUp = (world: World, attempt: number): boolean => (world[attempt + 5] as number) >= decisions.indexOf('given-up');

/** For the trace a person reads. */
export function tell(world: World, { attempts }: Shape): string {
  const made = attempts.filter((attempt) => statusOf(world, attempt));
  const parts = made.map(
    (attempt) =>
      `${statusOf(world, attempt)}/${transactionOf(world, attempt)}${isShown(world, attempt) ? '/shown' : ''}${isHeld(world, attempt) ? '/held' : ''}${doubtOf(world, attempt) === 'none' ? '' : `/${doubtOf(world, attempt)}`}`,
  );
  return `order ${orderStates[world[cells.order] as number]}${world[cells.closing] ? ' closing' : ''} [${parts.join(', ')}]`;
}
