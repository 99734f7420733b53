// What every check comes down to: how many things held, and for each that did not, what to read.
export type Outcome = {
  passed: number;
  skipped: number;
  failures: Failure[];
  /** What it measured, for whoever reads; nothing hangs on it. */
  note?: string;
};
export type Failure = { name: string; details: string };
export type Step = { name: string; run(): Promise<Outcome> };
export type StepResult = Outcome & { name: string; seconds: number };

export const held: Outcome = { passed: 1, skipped: 0, failures: [] };

export function broke(name: string, details: string): Outcome {
  return { passed: 0, skipped: 0, failures: [{ name, details }] };
}

/** A step that could not be carried out is a failure too. */
export async function take({ name, run }: Step): Promise<StepResult> {
  const startedMs = performance.now();
  const outcome = await run().catch((error: Error) => broke(name, error.stack ?? error.message));
  return { name, ...outcome, seconds: (performance.now() - startedMs) / 1000 };
}
