/** Time, passed in: tests and the simulator move it, production reads the machine's, or the database's where several machines must agree. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
