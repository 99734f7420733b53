/** Servers a client must refuse to talk to: an expired certificate, another host's, one nobody signed. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { invalid } from '../http/refusal.ts';
import type { Authority, CertificateOrder } from './authority.ts';

const dayMs = 86_400_000;
const local = ['localhost', '127.0.0.1'];

const orders: Record<string, () => CertificateOrder> = {
  expired: () => ({
    commonName: 'localhost',
    hosts: local,
    notBefore: new Date(Date.now() - 10 * dayMs),
    notAfter: new Date(Date.now() - dayMs),
  }),
  'wrong-host': () => ({ commonName: 'elsewhere.invalid', hosts: ['elsewhere.invalid'] }),
  'self-signed': () => ({ commonName: 'localhost', hosts: local, selfSigned: true }),
};

export class BadServers {
  #authority: Authority;
  #servers: Server[] = [];

  constructor(authority: Authority) {
    this.#authority = authority;
  }

  async open(kind: string): Promise<{ https: string }> {
    const order = orders[kind]?.();
    if (!order) throw invalid('kind', `must be one of ${Object.keys(orders).join(', ')}`);
    const server = createServer(await this.#authority.issue(order), (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"time":1}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#servers.push(server);
    return { https: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  close(): void {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}
