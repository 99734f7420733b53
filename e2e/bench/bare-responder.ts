// The other end of the client bench, in a process of its own: HTTPS keep-alive, one answer, no thought.
import { createServer } from 'node:https';
import { createAuthority } from '../contract/certificates.ts';
import { recordedTransaction } from './recorded-transaction.ts';

const authority = await createAuthority('Bench authority');
const { certificate, privateKey } = await authority.issue();
const body = Buffer.from(JSON.stringify(recordedTransaction));
const headers = { 'content-type': 'application/json', 'content-length': body.length };

const server = createServer({ cert: certificate, key: privateKey, keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  response.writeHead(200, headers);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as { port: number }).port, ca: authority.certificate });
});
process.on('disconnect', () => process.exit(0));
