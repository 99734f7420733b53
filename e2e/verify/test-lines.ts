// How a test runner in another process tells its results: one line of JSON for each, marked so that nothing else is taken for one.
import type { Outcome } from './step.ts';

export type TestLine = { result: 'passed' | 'failed' | 'skipped'; name: string; details?: string };

const mark = '\u001etest '; // the record separator: no program prints it by chance

export function writeTestLine(line: TestLine): string {
  return `${mark}${JSON.stringify(line)}\n`;
}

export function collectTestLines() {
  const outcome: Outcome = { passed: 0, skipped: 0, failures: [] };
  return {
    outcome,
    read(line: string): void {
      const start = line.indexOf(mark); // what a test printed without a line break may stand before it
      if (start < 0) return;
      const { result, name, details = '' } = JSON.parse(line.slice(start + mark.length)) as TestLine;
      if (result === 'failed') outcome.failures.push({ name, details });
      else outcome[result] += 1;
    },
  };
}
