// A bare HTTPS server that does what a test tells it to and remembers what reached it.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createPayseraClient, type PayseraClient, type PayseraClientOptions } from '#lib/paysera/client.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;
export type HttpsServer = { url: string; port: number; requests: IncomingMessage[]; connections: () => number };

export async function startHttpsServer(t: TestContext, options: ServerOptions, handler: Handler): Promise<HttpsServer> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createServer(options, (request, response) => {
    requests.push(request);
    handler(request, response);
  });
  server.on('secureConnection', () => connections++);
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://localhost:${port}`, port, requests, connections: () => connections };
}

export function clientFor(t: TestContext, url: string, options: Partial<PayseraClientOptions>): PayseraClient {
  const client = createPayseraClient({
    environment: { name: 'test', apiUrl: url, pagesUrl: url },
    credentials: { kind: 'mac', clientId: 'wkVd93h2uS', macKey: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU' },
    chance: () => 0,
    ...options,
    // Generous where a test says nothing: a busy machine must not look like a broken one.
    timeouts: { connectMs: 10_000, totalMs: 60_000, ...options.timeouts },
  });
  t.after(() => client.close());
  return client;
}

export const transactionJson = JSON.stringify({ transaction_key: 'k', created_at: 1585146007, status: 'new' });

export const answerTransaction: Handler = (request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(transactionJson);
};

/** Says the time to whoever asks, so that a connection is there before a test counts milliseconds; the rest is the test's. */
export function afterWarmUp(handler: Handler): Handler {
  return (request, response) => {
    if (request.url !== '/rest/v1/server') return handler(request, response);
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"time":1}');
  };
}
