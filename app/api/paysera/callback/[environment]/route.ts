// Paysera's callbacks as Next sees them: while developing, and whatever the listener in front of it (app/_server/serve.ts) leaves alone.
import { readLimited } from '#app/_server/read-limited.ts';
import { answerCallback, mostCallbackBytes } from '#lib/callbacks/answer-callback.ts';
import { services } from '#lib/services.ts';

export async function POST(request: Request, { params }: { params: Promise<{ environment: string }> }): Promise<Response> {
  const { environment } = await params;
  const { text, ...init } = await answerCallback(services(), environment, await readLimited(request, mostCallbackBytes));
  return new Response(text, init);
}
