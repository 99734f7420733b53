// The door of the inbox as HTTP knows it: a body in, a status and a sentence out. What a callback says is never believed; it only makes us
// ask.
import type { Services } from '../services.ts';
import { type Recorded, recordCallback } from './record-callback.ts';

export type CallbackAnswer = { status: number; headers: Record<string, string>; text: string };

export const mostCallbackBytes = 64 * 1024;
const answers: Record<Recorded['kind'], { status: number; text: string }> = {
  accepted: { status: 200, text: 'OK' },
  forged: { status: 403, text: 'The signature does not match.' },
  malformed: { status: 400, text: 'This is no callback.' },
  unavailable: { status: 503, text: 'Not now; please send it again.' },
};

/** `environment` as the address names it; `body` as text, null when it is larger than `mostCallbackBytes`. */
export async function answerCallback(s: Services, environment: string, body: string | null): Promise<CallbackAnswer> {
  if (body === null) return answer({ status: 413, text: 'Too large.' });
  const form = new URLSearchParams(body);
  const [event, sign] = [form.get('event'), form.get('sign')];
  if (event === null || sign === null) return answer(answers.malformed);
  return answer(answers[(await recordCallback(s, { environment, event, sign })).kind]);
}

function answer({ status, text }: { status: number; text: string }): CallbackAnswer {
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  if (status === 503) headers['retry-after'] = '30';
  return { status, headers, text };
}
