/** Writes answers. The JSON content type carries no charset on purpose: the PHP client compares the string exactly. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

export type Answer = { status: number; headers: Record<string, string>; body: string };

export function jsonAnswer(status: number, value: unknown, headers?: Record<string, string>): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

export function textAnswer(status: number, text: string): Answer {
  return { status, headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }, body: text };
}

export function send(response: ServerResponse, answer: Answer): void {
  const headers = answer.headers;
  headers['Content-Length'] = String(Buffer.byteLength(answer.body));
  headers['X-Content-Type-Options'] = 'nosniff';
  if (answer.status >= 500) headers['paysera-correlation-id'] = randomUUID();
  response.writeHead(answer.status, headers);
  // A string, not a buffer: head and body then leave in one write, and one TLS record.
  response.end(answer.body, 'utf8');
}
