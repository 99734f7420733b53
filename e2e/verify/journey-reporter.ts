// Tells the results of Playwright to verify; a journey that passed only at its second try has failed.
import { stripVTControlCharacters } from 'node:util';
import type { FullResult, Reporter, TestCase, TestError } from '@playwright/test/reporter';
import { writeTestLine } from './test-lines.ts';

export default class JourneyReporter implements Reporter {
  #tests: TestCase[] = [];

  onBegin(_config: unknown, suite: { allTests(): TestCase[] }): void {
    this.#tests = suite.allTests();
  }

  onError(error: TestError): void {
    process.stdout.write(writeTestLine({ result: 'failed', name: 'journeys', details: explain(error) }));
  }

  onEnd(_result: FullResult): void {
    for (const test of this.#tests) {
      const outcome = test.outcome();
      const result = outcome === 'expected' ? 'passed' : outcome === 'skipped' && test.expectedStatus === 'skipped' ? 'skipped' : 'failed';
      const errors = test.results.flatMap((attempt) => attempt.errors).map(explain);
      const details = errors.join('\n\n') || (result === 'failed' ? 'It was not run to its end.' : '');
      process.stdout.write(writeTestLine({ result, name: test.titlePath().filter(Boolean).join(': '), details }));
    }
  }

  printsToStdio(): boolean {
    return true;
  }
}

function explain(error: TestError): string {
  const where = error.location ? `\n    at ${error.location.file}:${error.location.line}` : '';
  return stripVTControlCharacters(`${error.message ?? error.value ?? 'unknown'}${where}${error.snippet ? `\n${error.snippet}` : ''}`);
}
