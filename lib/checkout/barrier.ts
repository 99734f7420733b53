// For tests: makes parties meet at a failpoint before any goes on, so that a race happens every time instead of once in a thousand.
import { type FailpointName, setFailpoint } from './failpoint.ts';

/** Everybody who comes to `name` waits until `parties` are there; those who come later pass. */
export function meetAt(name: FailpointName, parties: number): { met: Promise<void>; stop(): void } {
  let waiting = 0;
  let open = () => {};
  const met = new Promise<void>((resolve) => {
    open = resolve;
  });
  setFailpoint((at) => {
    if (at !== name) return;
    waiting++;
    if (waiting >= parties) open();
    return waiting > parties ? undefined : met;
  });
  return { met, stop: () => setFailpoint(null) };
}

/** The first who comes to `name` is held there until `release`; the others pass. */
export function holdFirstAt(name: FailpointName): { held: Promise<void>; release(): void } {
  let arrived = () => {};
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let taken = false;
  setFailpoint((at) => {
    if (at !== name || taken) return;
    taken = true;
    arrived();
    return released;
  });
  return {
    held,
    release() {
      setFailpoint(null);
      release();
    },
  };
}

/** Kills whoever comes first to `point`; the rest of it never happens. */
export function killAt(point: FailpointName): { killed(): boolean } {
  let killed = false;
  setFailpoint((name) => {
    if (name !== point || killed) return;
    killed = true;
    throw new Error('killed');
  });
  return { killed: () => killed };
}
