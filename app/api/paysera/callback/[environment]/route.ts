// Paysera's callbacks arrive here: read the raw bytes, store them once, answer at once. What they say is never believed; they only
// make us ask.
import { readLimited } from '#app/_server/read-limited.ts';
import { recordCallback } from '#lib/callbacks/record-callback.ts';
import { services } from '#lib/services.ts';

const mostBytes = 64 * 1024;
const answers = {
  accepted: { status: 200, text: 'OK' },
  forged: { status: 403, text: 'The signature does not match.' },
  malformed: { status: 400, text: 'This is no callback.' },
  unavailable: { status: 503, text: 'Not now; please send it again.' },
};

export async function POST(request: Request, { params }: { params: Promise<{ environment: string }> }): Promise<Response> {
  const { environment } = await params;
  const body = await readLimited(request, mostBytes);
  if (body === null) return answer({ status: 413, text: 'Too large.' });
  const form = new URLSearchParams(body);
  const [event, sign] = [form.get('event'), form.get('sign')];
  if (event === null || sign === null) return answer(answers.malformed);
  const { kind } = await recordCallback(services(), { environment, event, sign });
  return answer(answers[kind]);
}

function answer({ status, text }: { status: number; text: string }): Response {
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  if (status === 503) headers['retry-after'] = '30';
  return new Response(text, { status, headers });
}
