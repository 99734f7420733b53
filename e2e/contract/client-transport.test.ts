import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { PayseraClientOptions } from '#lib/paysera/client.ts';
import { InDoubt, Refused, Unintelligible, Unreachable } from '#lib/paysera/errors.ts';
import { createAuthority } from './certificates.ts';
import { afterWarmUp, answerTransaction, clientFor, type Handler, startHttpsServer, transactionJson } from './https-server.ts';

const authority = await createAuthority('Test authority');
const leaf = await authority.issue();

async function world(t: TestContext, handler: Handler, options: Partial<PayseraClientOptions> = {}) {
  const server = await startHttpsServer(t, { cert: leaf.certificate, key: leaf.privateKey }, handler);
  return { server, client: clientFor(t, server.url, { ca: authority.certificate, ...options }) };
}

const silent: Handler = (request) => void request.resume();
const failsAs = (failure: typeof Unreachable | typeof InDoubt, reason: RegExp) => (error: unknown) =>
  error instanceof failure && reason.test((error as { reason: string }).reason);

test('a port nobody listens on is a request that never left', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  await assert.rejects(clientFor(t, `https://localhost:${port}`, {}).transactions.confirm('k'), failsAs(Unreachable, /ECONNREFUSED/));
});

test('a host that takes the connection and never speaks TLS is given up after the time to connect', async (t) => {
  const sockets: { destroy(): void }[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  const client = clientFor(t, `https://localhost:${port}`, { timeouts: { connectMs: 100 } });
  const startedAt = performance.now();
  await assert.rejects(client.transactions.confirm('k'), failsAs(Unreachable, /^CONNECT_TIMEOUT$/));
  const tookMs = performance.now() - startedAt;
  // Three tries of 100 ms, since nothing was sent.
  assert.ok(tookMs >= 300 && tookMs < 30_000, `${tookMs}`);
});

test('a connection broken after the request left is doubt', async (t) => {
  const { server, client } = await world(t, (request) => request.socket.destroy());
  await assert.rejects(client.transactions.confirm('k'), failsAs(InDoubt, /SOCKET|ECONNRESET/));
  assert.equal(server.requests.length, 1);
});

test('an answer cut in the middle is doubt', async (t) => {
  const { client } = await world(t, (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
    response.write(transactionJson, () => request.socket.destroy());
  });
  await assert.rejects(client.transactions.confirm('k'), InDoubt);
});

test('silence is given up after the total time, and is doubt', async (t) => {
  const { client } = await world(t, afterWarmUp(silent), { maxConnections: 1 });
  await client.server.time();
  const startedAt = performance.now();
  await assert.rejects(client.transactions.confirm('k', undefined, { timeoutMs: 500 }), failsAs(InDoubt, /^timeout$/));
  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs >= 490 && tookMs < 30_000, `${tookMs}`);
});

test('an answer that trickles does not outlive the total time', async (t) => {
  const trickle: Handler = (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  };
  const { client } = await world(t, afterWarmUp(trickle), { maxConnections: 1 });
  await client.server.time();
  await assert.rejects(client.transactions.confirm('k', undefined, { timeoutMs: 500 }), failsAs(InDoubt, /^timeout$/));
});

test('an abort while the answer is awaited is doubt, and while a connection is awaited nothing is sent', async (t) => {
  const { server, client } = await world(t, silent, { maxConnections: 1 });
  const first = new AbortController();
  const second = new AbortController();
  const sent = client.transactions.confirm('first', undefined, { signal: first.signal });
  while (server.requests.length === 0) await new Promise(setImmediate);
  const waiting = client.transactions.confirm('second', undefined, { signal: second.signal });
  second.abort();
  await assert.rejects(waiting, failsAs(Unreachable, /^aborted$/));
  first.abort();
  await assert.rejects(sent, failsAs(InDoubt, /^aborted$/));
  assert.equal(server.requests.length, 1);
});

test('a call given up while it waited for a connection is not sent when one comes free', async (t) => {
  const release: (() => void)[] = [];
  const { server, client } = await world(t, (request, response) => void release.push(() => answerTransaction(request, response)), {
    maxConnections: 1,
  });
  const first = client.transactions.get('first');
  while (release.length === 0) await new Promise(setImmediate);
  await assert.rejects(client.transactions.confirm('second', undefined, { timeoutMs: 30 }), failsAs(Unreachable, /^timeout$/));
  release[0]?.();
  await first;
  const third = client.transactions.get('third');
  while (release.length === 1) await new Promise(setImmediate);
  release[1]?.();
  await third;
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    ['/rest/v1/transaction/first', '/rest/v1/transaction/third'],
  );
});

test('an answer above 1 MB is cut off, and the next call is answered', async (t) => {
  let isLarge = true;
  const { client } = await world(t, (request, response) => {
    if (!isLarge) return answerTransaction(request, response);
    isLarge = false;
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`"${'x'.repeat(3_000_000)}"`);
  });
  await assert.rejects(
    client.transactions.confirm('k'),
    (error) => error instanceof Unintelligible && /larger than 1 MB/.test(error.problem),
  );
  assert.equal((await client.transactions.get('k')).key, 'k');
});

test('a redirect is not followed', async (t) => {
  const target = await startHttpsServer(t, { cert: leaf.certificate, key: leaf.privateKey }, answerTransaction);
  const { client } = await world(t, (request, response) => {
    request.resume();
    response.writeHead(307, { location: `${target.url}/rest/v1/transaction/k` });
    response.end();
  });
  await assert.rejects(client.transactions.get('k'), (error) => error instanceof Unintelligible && error.status === 307);
  assert.equal(target.requests.length, 0);
});

test('a refusal reaches the caller with its code, its wait and its correlation id', async (t) => {
  const { client } = await world(t, (request, response) => {
    request.resume();
    response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '90', 'paysera-correlation-id': 'c-1' });
    response.end('{"error":"rate_limit_exceeded"}');
  });
  await assert.rejects(client.transactions.get('k'), (error) => {
    assert.ok(error instanceof Refused);
    assert.deepEqual(
      [error.code, error.retryAfterMs, error.correlationId, error.safeToRepeat],
      ['rate_limit_exceeded', 90_000, 'c-1', true],
    );
    return true;
  });
});

test('calls share kept-alive connections and never open more than allowed', async (t) => {
  const { server, client } = await world(t, answerTransaction, { maxConnections: 2 });
  for (let call = 0; call < 5; call++) await client.transactions.get('k');
  // undici rests a connection for one turn of the loop, so a second one takes over in between.
  assert.ok(server.connections() <= 2);
  await Promise.all(Array.from({ length: 20 }, () => client.transactions.get('k')));
  assert.equal(server.connections(), 2);
});

test('closing lets a running call end and refuses later ones', async (t) => {
  const release: (() => void)[] = [];
  const { client } = await world(t, (request, response) => void release.push(() => answerTransaction(request, response)));
  const running = client.transactions.get('k');
  while (release.length === 0) await new Promise(setImmediate);
  const closing = client.close();
  await assert.rejects(client.transactions.get('k'), failsAs(Unreachable, /^closed$/));
  release[0]?.();
  assert.equal((await running).key, 'k');
  await closing;
});
