/** Parses `MAC id="...", ts="...", nonce="...", mac="..."[, ext="..."]`. Inside the quotes everything but a quote is a value. */

export type MacHeader = { id: string; ts: string; nonce: string; mac: string; ext: string };

const legalNonce = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/;

export function readMacHeader(header: string): MacHeader | null {
  if (!/^MAC\s/i.test(header)) return null;
  const values: Record<string, string> = {};
  let at = 4;
  while (at < header.length) {
    const equals = header.indexOf('=', at);
    if (equals < 0 || header[equals + 1] !== '"') return null;
    const close = header.indexOf('"', equals + 2);
    if (close < 0) return null;
    const name = header
      .slice(at, equals)
      .replace(/^[\s,]+/, '')
      .trimEnd();
    if (name in values) return null;
    values[name] = header.slice(equals + 2, close);
    at = close + 1;
    if (header.slice(at).trim() === '') break;
  }
  const { id, ts, nonce, mac, ext = '' } = values;
  if (!id || !ts || !nonce || !mac || !legalNonce.test(nonce)) return null;
  return { id, ts, nonce, mac, ext };
}
