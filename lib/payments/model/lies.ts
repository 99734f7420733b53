// What Paysera may say although it is not so, and what it may forget: how long that has gone on, and what can happen to it next.
import { type AttemptStatus, readStatuses } from '../attempt-status.ts';
import type { Rules } from './rules.ts';
import type { Kind } from './steps.ts';
import {
  type DoubtLevel,
  doubtLevels,
  doubtOf,
  type Shape,
  statusOf,
  type TransactionState,
  transactionOf,
  transactionStates,
  type World,
} from './world.ts';

const read = new Set<string | undefined>(readStatuses);
const transaction = (name: TransactionState) => transactionStates.indexOf(name);
const setDoubt = (world: World, attempt: number, level: DoubtLevel) => {
  world[attempt + 4] = doubtLevels.indexOf(level);
};

/** @returns whether the answer contradicts what an attempt of this status knows: somebody's slip, or something nobody can explain. */
export function contradicts(status: AttemptStatus | undefined, seen: TransactionState): boolean {
  if (!read.has(status)) return false;
  if (seen === 'lost') return true;
  return status !== 'review' && (seen === 'odd' || (seen === 'confirmed' && status !== 'confirming'));
}

/** @returns whether what contradicts us has been heard for long enough; else it is only counted. */
export function isLasting(world: World, attempt: number, seen: TransactionState): boolean {
  const level = doubtOf(world, attempt);
  if (seen === 'lost' ? level === 'long-missed' : level === 'lasting' || level === 'long-missed') return true;
  setDoubt(world, attempt, seen === 'lost' ? 'missed' : 'doubted');
  return false;
}

export function endDoubt(world: World, attempt: number): void {
  setDoubt(world, attempt, 'none');
}

/** Paysera forgets and finds again, time passes over a doubt, and reconciliation goes through what is over. */
export function visitLies(
  world: World,
  attempt: number,
  lies: NonNullable<Shape['lies']>,
  rules: Rules,
  step: (kind: Kind, label: string, change: () => void) => void,
): void {
  const status = statusOf(world, attempt);
  const now = transactionOf(world, attempt);
  const become = (kind: Kind, label: string, state: TransactionState) =>
    step(kind, label, () => {
      world[attempt + 1] = transaction(state);
    });
  if (lies === 'long' && read.has(status) && (now === 'new' || now === 'reserved')) become('luck', 'Paysera loses the transaction', 'lost');
  if (lies === 'long' && read.has(status) && now === 'confirmed') become('luck', 'Paysera loses what it took', 'gone');
  if (now === 'gone') become('luck', 'Paysera finds what it took again', 'confirmed');
  if (now === 'lost') become('luck', 'Paysera finds the transaction again', status === 'dead' ? 'found' : 'reserved');
  if (now === 'found' && rules.deadIsTakenBack) become('progress', 'the reconciliation takes it back', 'over');
  const level = doubtOf(world, attempt);
  const grown = level === 'doubted' ? 'lasting' : level === 'missed' ? 'long-missed' : null;
  if (grown && lies === 'long') step('progress', 'it has been doubted for long enough', () => setDoubt(world, attempt, grown));
}
