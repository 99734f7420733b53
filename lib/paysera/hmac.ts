// HMAC-SHA-256 (RFC 2104) out of one-shot hashes: a third of the price of an Hmac object per request, which also has to be collected.
import { hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;

/** The text must be ASCII, as a base string is. The key lives in the closure only: nothing prints it. */
export function createHmacSigner(key: string): (text: string) => string {
  const bytes = Buffer.from(key, 'latin1');
  const block = Buffer.alloc(blockBytes);
  (bytes.length > blockBytes ? hash('sha256', bytes, 'buffer') : bytes).copy(block);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = Buffer.concat([block.map((byte) => byte ^ 0x5c), Buffer.alloc(digestBytes)]);
  const digestOf = innerDigest(Buffer.from(inner));
  return (text) => {
    outer.write(digestOf(text), blockBytes, 'latin1');
    return hash('sha256', outer, 'base64');
  };
}

/** An ASCII key gives an ASCII block, and then block and text are hashed as one string, without a buffer in between. */
function innerDigest(inner: Buffer): (text: string) => string {
  if (inner.every((byte) => byte < 0x80)) {
    const prefix = inner.toString('latin1');
    return (text) => hash('sha256', prefix + text, 'binary');
  }
  return (text) => hash('sha256', Buffer.concat([inner, Buffer.from(text, 'latin1')]), 'binary');
}
