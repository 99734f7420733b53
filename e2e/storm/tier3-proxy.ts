// The small proxy in front of the shop's instances: it speaks HTTPS to browsers and to Paysera, and hands requests to whoever serves.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as sendRequest } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inProject } from '#lib/runtime/project.ts';
import { createAuthority } from '../contract/certificates.ts';

/** `ca` is the certificate itself, `caFile` where it lies for processes that read it when they start. */
export type HttpsProxy = { url: string; ca: string; caFile: string; close(): Promise<void> };

/** `next` says on which port the next request is served; undefined when nobody does. */
export async function openProxy(next: () => number | undefined): Promise<HttpsProxy> {
  const authority = await createAuthority('Storm authority');
  const { certificate, privateKey } = await authority.issue();
  const lines = new Agent({ keepAlive: true });
  const server = createServer({ cert: certificate, key: privateKey }, (incoming, outgoing) => {
    const port = next();
    const fail = () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    };
    if (port === undefined) return fail();
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': incoming.socket.remoteAddress ?? '' };
    const { url: path, method } = incoming;
    const onward = sendRequest({ host: '127.0.0.1', port, path, method, headers, agent: lines }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    onward.on('error', fail);
    outgoing.on('close', () => onward.destroy()); // the browser gave up
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const folder = inProject('.tiltas/storm');
  mkdirSync(folder, { recursive: true });
  const caFile = `${folder}/proxy-${port}.pem`;
  writeFileSync(caFile, authority.certificate);
  return {
    url: `https://localhost:${port}`,
    ca: authority.certificate,
    caFile,
    async close() {
      server.closeAllConnections();
      lines.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(caFile, { force: true });
    },
  };
}
