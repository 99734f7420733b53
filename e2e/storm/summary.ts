// What a run of storms came to, as the one line it prints last; and which faults met which boundary, of all that there are.
import { kindOf } from './fault-journal.ts';
import { callbackFaults, lies, requestFaults, requestPlaces, strangers } from './plan.ts';
import type { ReplacedUnderClick, SeedResult } from './run-seed.ts';

/** So many storms in which every click goes on to the PIN page are no accident. */
const enoughForQuickPay = 3;

/** Every fault at every boundary. Kills and pauses at failpoints are counted by `--coverage` instead. */
export const allCells: readonly string[] = [
  ...requestPlaces.flatMap((place) => requestFaults.map((fault) => `${place} ${fault}`)),
  ...[...lies, ...strangers].map((lie) => `read ${lie}`),
  ...callbackFaults.map((fault) => `callback ${fault}`),
  ...['database kill', 'database end-connections', 'database lock-wait', 'instance kill'],
];

export type Summary = {
  seeds: number;
  orders: number;
  paid: number;
  faults: number;
  faultsByKind: Record<string, number>;
  kills: number;
  /** From the start of the program to the end of the last storm. */
  wallSeconds: number;
  /** Clicks that reserved without a PIN. */
  heldByClick: number;
  /** Of them and others: those that a newer permission met on their way. */
  replacedUnderClick: ReplacedUnderClick;
  violations: number;
  convergenceMs: { p50: number; p99: number };
  /** How much longer than usual this machine was given for everything, in the middle: convergence may be divided by it. */
  stretch: number;
  databaseAwayMs: number;
  cells: number;
  cellsOf: number;
  cellsMissed: string[];
};

/** What a run in a verification comes to, on two cores that do nothing else. */
export const goals = { orders: 1_200, faults: 3_500, kills: 250, wallSeconds: 180 } as const;

/** The volume of a run with its goals next to it, and what no storm has met. */
export function volumeLine(run: Summary): string {
  const figures = [
    `${run.orders} orders of ${goals.orders}`,
    `${run.faults} faults of ${goals.faults}`,
    `${run.kills} kills of ${goals.kills}`,
    `${run.wallSeconds} s of ${goals.wallSeconds}`,
    `${run.cells} cells of ${run.cellsOf}`,
    `calm after ${run.convergenceMs.p50} ms (p50), ${run.convergenceMs.p99} ms (p99)`,
  ];
  const missed = run.cellsMissed.length > 0 ? `; not met: ${run.cellsMissed.join(', ')}` : '';
  return `${figures.join(', ')}, times stretched ${run.stretch} times${missed}`;
}

export function summarize(results: readonly SeedResult[], wallMs = performance.now()): Summary {
  const sum = (count: (result: SeedResult) => number) => results.reduce((total, result) => total + count(result), 0);
  const faultsByKind: Record<string, number> = {};
  for (const kind of results.flatMap(({ faults }) => faults.map(kindOf))) faultsByKind[kind] = (faultsByKind[kind] ?? 0) + 1;
  const times = results.flatMap(({ convergenceMs }) => (convergenceMs === null ? [] : [convergenceMs]));
  const heldByClick = sum(({ quickPay }) => quickPay.held ?? 0);
  const cellsMissed = allCells.filter((cell) => !faultsByKind[cell]);
  return {
    seeds: results.length,
    orders: sum(({ orders }) => orders),
    paid: sum(({ paid }) => paid),
    faults: sum(({ faults }) => faults.length),
    faultsByKind,
    kills: sum(({ kills }) => kills),
    wallSeconds: Math.round(wallMs / 1000),
    heldByClick,
    replacedUnderClick: {
      letGo: sum(({ replaced }) => replaced.letGo),
      countedElsewhere: sum(({ replaced }) => replaced.countedElsewhere),
    },
    violations: sum(({ violations }) => violations.length) + Number(isUntested(results, heldByClick)),
    convergenceMs: { p50: Math.round(at(times, 0.5)), p99: Math.round(at(times, 0.99)) },
    stretch: Number(
      at(
        results.map(({ stretch }) => stretch),
        0.5,
      ).toFixed(1),
    ),
    databaseAwayMs: Math.round(Math.max(0, ...results.map(({ databaseAwayMs }) => databaseAwayMs ?? 0))),
    cells: allCells.length - cellsMissed.length,
    cellsOf: allCells.length,
    cellsMissed,
  };
}

function isUntested(results: readonly SeedResult[], heldByClick: number): boolean {
  const withMembers = results.filter(({ quickPay }) => Object.keys(quickPay).length > 0);
  return withMembers.length >= enoughForQuickPay && heldByClick === 0;
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
