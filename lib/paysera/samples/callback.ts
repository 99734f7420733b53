import type { PayseraClient } from '../client.ts';

/** `body` is the raw text of the POST: verify what came, not what a parser made of it. */
export async function answerCallback(paysera: PayseraClient, body: string, wake: (key: string) => Promise<void>): Promise<Response> {
  const form = new URLSearchParams(body);
  const verification = await paysera.callbacks.verify(form.get('event') ?? '', form.get('sign') ?? '');
  switch (verification.kind) {
    case 'forged':
      return new Response('forged', { status: 403 });
    case 'unavailable':
      return new Response('try again', { status: 503 });
    case 'unreadable':
      return new Response('OK');
    case 'verified':
      // It may be late, doubled or out of order: let it wake a `transactions.get`, nothing more.
      if (verification.event.object === 'transaction') await wake(verification.event.data.key);
      return new Response('OK');
  }
}
