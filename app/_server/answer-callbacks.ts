// The listener's share: Paysera's callbacks, at their very address, and nothing else. See decision 0018.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCallback, type CallbackAnswer, mostCallbackBytes } from '#lib/callbacks/answer-callback.ts';
import type { Services } from '#lib/services.ts';
import { readLimited } from './read-limited.ts';
import { everywhere, filePolicy } from './security-headers.ts';

const address = /^\/api\/paysera\/callback\/(production|sandbox|local)$/;
const floor = Object.fromEntries([...everywhere, filePolicy].map(({ key, value }) => [key, value]));
const failed: CallbackAnswer = {
  status: 500,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  text: 'Internal Server Error',
};

/** False, and nothing done, for every other request: that one is Next's. */
export function answeredAsCallback(services: () => Services, request: IncomingMessage, response: ServerResponse): boolean {
  const environment = request.method === 'POST' && address.exec(request.url ?? '')?.[1];
  if (!environment) return false;
  readLimited(request, mostCallbackBytes)
    .then((body) => answerCallback(services(), environment, body))
    .catch((error) => {
      // Whoever hung up in the middle gets no answer, and is no fault of ours.
      if (request.complete) services().log.error({ error, route: '/api/paysera/callback' }, 'A callback could not be answered');
      return failed;
    })
    .then(({ status, headers, text }) => {
      // What was too large was not read to its end: nothing more can come over this connection.
      const ending = request.complete ? {} : { connection: 'close' };
      response.writeHead(status, { ...floor, ...headers, ...ending, 'content-length': Buffer.byteLength(text) }).end(text);
    });
  return true;
}
