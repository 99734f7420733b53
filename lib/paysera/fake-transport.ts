// For tests: the client's requests without a network, answered by the test and written down.
import { createPayseraClient, type PayseraClient, type PayseraClientOptions } from './client.ts';
import type { Outcome, Request, Transport } from './transport.ts';

export type Sent = { method: string; uri: string; headers: Record<string, string>; body: string; timeoutMs: number };

export const testMacKey = 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU';

/** Answers in turn; the last one again and again. */
export function answering(...outcomes: (Outcome | ((sent: Sent) => Outcome | Promise<Outcome>))[]): Transport & { sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    async send(request: Request, timeoutMs: number, signal?: AbortSignal) {
      if (signal?.aborted) return { kind: 'not-sent', reason: 'aborted' };
      const { method, uri, headers, body } = request;
      const named: Record<string, string> = {};
      for (let at = 0; at < headers.length; at += 2) named[headers[at] as string] = headers[at + 1] as string;
      const one = { method, uri, headers: named, body: body ?? '', timeoutMs };
      sent.push(one);
      const outcome = outcomes[Math.min(sent.length, outcomes.length) - 1];
      return typeof outcome === 'function' ? outcome(one) : (outcome ?? { kind: 'not-sent', reason: 'no answer prepared' });
    },
    async close() {},
  };
}

export function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Outcome {
  return { kind: 'answered', status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

export function refusal(status: number, error: string, more: object = {}, headers: Record<string, string> = {}): Outcome {
  return answer({ error, ...more }, status, headers);
}

export function testClient(transport: Transport, options: Partial<PayseraClientOptions> = {}): PayseraClient {
  return createPayseraClient({
    environment: { name: 'test', apiUrl: 'https://api.test:8443', pagesUrl: 'https://pages.test' },
    credentials: { kind: 'mac', clientId: 'wkVd93h2uS', macKey: testMacKey },
    transport,
    chance: () => 0,
    ...options,
  });
}
