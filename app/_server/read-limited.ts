import { IncomingMessage } from 'node:http';

/** The body as text, or null as soon as it is larger than allowed: what is too large is not read to its end. */
export async function readLimited(request: Request | IncomingMessage, mostBytes: number): Promise<string | null> {
  const isOfNode = request instanceof IncomingMessage;
  const announced = isOfNode ? request.headers['content-length'] : request.headers.get('content-length');
  if (Number(announced ?? 0) > mostBytes) return null;
  const body = isOfNode ? request : (request.body as AsyncIterable<Uint8Array> | null);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
