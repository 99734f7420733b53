/** Time, passed in: tests and the simulator move it, production reads the machine's. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
