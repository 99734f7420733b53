// Reads the Set-Cookie lines next-auth writes, for the places where Next wants a cookie as an object.

export type ReadCookie = { name: string; value: string; maxAge?: number; expires?: Date };

export function readSetCookie(line: string): ReadCookie {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const [name, value] = splitOnce(pair);
  const cookie: ReadCookie = { name, value: decodeURIComponent(value) };
  for (const attribute of attributes) {
    const [key, text] = splitOnce(attribute);
    if (key.toLowerCase() === 'max-age') cookie.maxAge = Number(text);
    if (key.toLowerCase() === 'expires') cookie.expires = new Date(text);
  }
  return cookie;
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
