// Visits every world that can be reached, nearest first, so that the first bad one comes with a shortest trace.
import { converged, unsafe } from './judge.ts';
import type { Rules } from './rules.ts';
import { visitSuccessors } from './steps.ts';
import { pack, type Shape, type Size, shape, tell, unpack, type World } from './world.ts';

export type Finding = { violation: string; trace: string[] };
export type Exploration = {
  states: number;
  /** The first broken promise about a state, if any: then the search ends there. */
  unsafe: Finding | null;
  /** The nearest state from which the order can never come to rest by itself. */
  stuck: Finding | null;
  stuckCount: number;
  /** Every change of an attempt's status that was made. */
  moves: ReadonlySet<string>;
};

export function explore(rules: Rules, size: Size, statesAtMost = 5_000_000): Exploration {
  const world = shape(size);
  const { radices } = world;
  const start: World = new Uint8Array(radices.length);
  const states: number[] = [pack(start, radices)];
  const indexOf = new Map<number, number>([[states[0] as number, 0]]);
  const parents: number[] = [-1];
  const labels: string[] = ['the order is placed'];
  const progressFrom: number[] = [];
  const progressTo: number[] = [];
  const current: World = start.slice();
  const moves = new Set<string>();
  const none = { unsafe: null, stuck: null, stuckCount: 0, moves };

  const traceTo = (index: number, violation: string): Finding => {
    const trace: string[] = [];
    for (let at = index; at >= 0; at = parents[at] as number) {
      unpack(states[at] as number, radices, current);
      trace.unshift(`${labels[at]}: ${tell(current, world)}`);
    }
    return { violation, trace };
  };

  for (let index = 0; index < states.length; index++) {
    if (states.length > statesAtMost) throw new Error('the model has grown beyond what can be visited');
    unpack(states[index] as number, radices, current);
    let bad: { index: number; violation: string } | null = null;
    visitSuccessors(current, world, rules, moves, (kind, label, illegal) => {
      if (bad) return;
      const packed = pack(current, radices);
      let next = indexOf.get(packed);
      if (next === undefined) {
        next = states.push(packed) - 1;
        indexOf.set(packed, next);
        parents.push(index);
        labels.push(label);
        const violation = illegal ?? unsafe(current, world);
        if (violation) bad = { index: next, violation };
      } else if (illegal) {
        bad = { index: next, violation: illegal };
      }
      if (kind === 'progress') {
        progressFrom.push(index);
        progressTo.push(next);
      }
    });
    if (bad) {
      const { index: at, violation } = bad as { index: number; violation: string };
      return { ...none, states: states.length, unsafe: traceTo(at, violation) };
    }
  }

  const reaches = backwardReachable(states, world, progressFrom, progressTo);
  const stuckAt = reaches.indexOf(0);
  const stuckCount = reaches.reduce((sum, reached) => sum + (reached ? 0 : 1), 0);
  return {
    ...none,
    states: states.length,
    stuckCount,
    stuck: stuckAt < 0 ? null : traceTo(stuckAt, 'L1: this never comes to rest by itself'),
  };
}

/** Marks every state from which rest can be reached by steps that happen by themselves. */
function backwardReachable(states: number[], shape: Shape, from: number[], to: number[]): Uint8Array {
  const first = new Int32Array(states.length).fill(-1);
  const following = new Int32Array(from.length);
  for (let edge = 0; edge < from.length; edge++) {
    following[edge] = first[to[edge] as number] as number;
    first[to[edge] as number] = edge;
  }
  const reached = new Uint8Array(states.length);
  const queue: number[] = [];
  const world = new Uint8Array(shape.radices.length);
  for (let index = 0; index < states.length; index++) {
    unpack(states[index] as number, shape.radices, world);
    if (!converged(world, shape)) continue;
    reached[index] = 1;
    queue.push(index);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (let edge = first[next] as number; edge >= 0; edge = following[edge] as number) {
      const source = from[edge] as number;
      if (reached[source]) continue;
      reached[source] = 1;
      queue.push(source);
    }
  }
  return reached;
}
