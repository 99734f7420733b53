import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import type { Services } from '#lib/services.ts';
import { answeredAsCallback } from './answer-callbacks.ts';
import { everywhere, filePolicy } from './security-headers.ts';

const callback = '/api/paysera/callback/local';
const form = new URLSearchParams({ event: '{}', sign: 'abc' }).toString();

describe('the listener in front of Next', () => {
  const logged: string[] = [];
  let verify = (): unknown => ({ kind: 'unavailable', cause: { kind: 'unreachable' } });
  const s = {
    env: { paysera: { environment: 'local' } },
    paysera: { callbacks: { verify: async () => verify() } },
    log: { warn() {}, error: (_fields: unknown, message: string) => logged.push(message) },
  } as unknown as Services;
  const server = createServer((incoming, outgoing) => {
    if (!answeredAsCallback(() => s, incoming, outgoing)) outgoing.writeHead(299).end();
  });
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  const ask = (path: string, options: RequestOptions = {}) =>
    request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path, method: 'POST', ...options });
  async function post(path: string, body: string, options: RequestOptions = {}) {
    const asked = ask(path, options);
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
  }

  for (const [what, path, method] of [
    ['another path', '/api/paysera/callback', 'POST'],
    ['an environment that there is not', '/api/paysera/callback/elsewhere', 'POST'],
    ['an address with a question', `${callback}?a=1`, 'POST'],
    ['an address that is spelt otherwise', '/api/paysera/callback/%6cocal', 'POST'],
    ['a longer address', `${callback}/`, 'POST'],
    ['who only looks', callback, 'GET'],
  ] as const) {
    test(`leaves ${what} to Next`, async () => assert.equal((await post(path, '', { method })).status, 299));
  }

  test('sends the security headers of every other answer', async () => {
    const { status, headers } = await post(callback, 'event=x');
    assert.equal(status, 400);
    for (const { key, value } of [...everywhere, filePolicy]) assert.equal(headers[key], value, key);
    assert.equal(headers['cache-control'], 'no-store');
  });

  test('refuses what another environment signed', async () =>
    assert.equal((await post('/api/paysera/callback/sandbox', form)).status, 403));

  test('asks for a callback again while it cannot be verified', async () => {
    const { status, headers } = await post(callback, form);
    assert.deepEqual([status, headers['retry-after']], [503, '30']);
  });

  test('does not read what announces itself too large', async () => {
    const asked = ask(callback, { headers: { 'content-length': 64 * 1024 + 1 } });
    asked.flushHeaders();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    assert.deepEqual([answer.statusCode, answer.headers.connection], [413, 'close']);
    asked.destroy();
  });

  test('stops reading what grows too large, and still answers', async () => {
    const asked = ask(callback);
    asked.write('a'.repeat(64 * 1024 + 1)); // and never ends
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    assert.equal(answer.statusCode, 413);
    asked.destroy();
  });

  test('says that something broke, and what to the log alone', async () => {
    verify = () => {
      throw new Error('a secret reason');
    };
    const { status, text: said } = await post(callback, form);
    assert.equal(status, 500);
    assert.doesNotMatch(said, /secret/);
    assert.deepEqual(logged, ['A callback could not be answered']);
  });
});
