import { once } from 'node:events';
import { createServer } from 'node:net';

/** The wanted port if nobody on this machine answers there, else a free one that the system picks. */
export async function freePort(wanted = 0): Promise<number> {
  const port = await tryListening('127.0.0.1', wanted);
  // A browser reaches `localhost` by IPv6 first: a stranger listening only there would answer in our place.
  if (port !== null && (await tryListening('::1', port)) !== null) return port;
  return freePort(0);
}

async function tryListening(host: string, port: number): Promise<number | null> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return null;
    if (host === '::1') return port; // a machine without IPv6 has nobody there
    throw error;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : null;
}
