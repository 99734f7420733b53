// The lines of a verification: one for every step, the failures in full, and the count of everything at the very end.
import type { StepResult } from './step.ts';

export function stepLine({ name, passed, skipped, failures, seconds }: StepResult): string {
  const counts = [`${passed} passed`, failures.length > 0 && `${failures.length} failed`, skipped > 0 && `${skipped} skipped`];
  return `  ${failures.length > 0 ? '✗' : '✓'} ${name.padEnd(22)} ${counts.filter(Boolean).join(', ').padEnd(24)} ${seconds.toFixed(1).padStart(6)} s`;
}

export function noteLines({ note }: StepResult): string[] {
  return note ? [`    ${note}`] : [];
}

export function failureLines({ failures }: StepResult): string[] {
  return failures.flatMap(({ name, details }) => [
    '',
    `    ✗ ${name}`,
    ...details
      .trimEnd()
      .split('\n')
      .map((line) => `      ${line}`),
    '',
  ]);
}

export function total(results: StepResult[]): { passed: number; failed: number; skipped: number } {
  const sum = (count: (result: StepResult) => number) => results.reduce((all, result) => all + count(result), 0);
  return { passed: sum((one) => one.passed), failed: sum((one) => one.failures.length), skipped: sum((one) => one.skipped) };
}

export function lastLine(results: StepResult[]): string {
  const { passed, failed, skipped } = total(results);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
