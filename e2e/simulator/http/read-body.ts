import type { IncomingMessage } from 'node:http';

/** Far above any real request; protects the process from an endless one. */
const largestBodyBytes = 4 * 1024 * 1024;
const nothing = Buffer.alloc(0);

export type Body = { kind: 'read'; bytes: Buffer } | { kind: 'too-large' } | { kind: 'cut' };

export function readBody(request: IncomingMessage, done: (body: Body) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let settled = false;
  const settle = (body: Body) => {
    if (settled) return;
    settled = true;
    done(body);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > largestBodyBytes) {
      settle({ kind: 'too-large' });
      request.removeAllListeners('data');
      request.resume();
    } else chunks.push(chunk);
  });
  request.on('end', () =>
    settle({ kind: 'read', bytes: chunks.length === 0 ? nothing : chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }),
  );
  request.on('error', () => settle({ kind: 'cut' }));
  request.on('close', () => settle({ kind: 'cut' }));
}
