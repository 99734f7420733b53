// Tells the results of node:test to verify: single tests only, since a suite fails by what is in it.
import path from 'node:path';
import { inspect } from 'node:util';
import { projectFolder } from '#lib/runtime/project.ts';
import { writeTestLine } from './test-lines.ts';

type Event = {
  type: string;
  data: {
    name: string;
    file?: string;
    nesting: number;
    skip?: unknown;
    todo?: unknown;
    details?: { type?: string; error?: Error & { failureType?: string } };
  };
};

export default async function* report(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { details, file } = data;
    const failed = type === 'test:fail';
    // A suite whose own hook broke, or a file that ended badly, is a failure of its own; one with broken tests inside is not.
    if (details?.type === 'suite' && (!failed || details.error?.failureType === 'subtestsFailed')) continue;
    if (failed && details?.error?.failureType === 'subtestsFailed') continue;
    const result = data.skip !== undefined || data.todo !== undefined ? 'skipped' : failed ? 'failed' : 'passed';
    const name = `${file ? `${path.relative(projectFolder, file)}: ` : ''}${data.name}`;
    yield writeTestLine({ result, name, ...(failed ? { details: inspect(details?.error?.cause ?? details?.error) } : {}) });
  }
}
