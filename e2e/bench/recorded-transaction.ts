// The one answer Paysera's docs recorded (2020), and the request it answers.
import { readFileSync } from 'node:fs';

type Example = { name: string; response?: Record<string, unknown> };
const examples: Example[] = JSON.parse(readFileSync(new URL('../vectors/examples.json', import.meta.url), 'utf8'));
const recorded = examples.find(({ name }) => name === 'create transaction')?.response;
if (!recorded) throw new Error('examples.json lacks the recorded transaction');

export const recordedTransaction = recorded;
