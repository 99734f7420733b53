// The Content-Security-Policy of one prerendered page: our own files, and the hashes of the inline scripts Next wrote into it.
import { createHash } from 'node:crypto';

const withoutScripts =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
  "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

// Only the shapes Next itself writes are vouched for: hashing whatever stands in the page would vouch for an injected script too.
const shapesOfNext = [
  /^\(self\.__next_f=self\.__next_f\|\|\[\]\)\.push\((\[\d\])\)$/,
  /^self\.__next_f\.push\((\[.*\])\)$/s,
  /^\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\)\.push\((\{.*\})\);$/s,
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function madeByNext(script: string): boolean {
  return shapesOfNext.some((shape) => {
    const data = shape.exec(script)?.[1];
    return data !== undefined && isJson(data);
  });
}

export function policyOf(html: string): string {
  const hashes = new Set<string>();
  for (const [, attributes = '', script = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (/\ssrc=/.test(attributes) || !madeByNext(script)) continue;
    hashes.add(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  }
  return `${withoutScripts}; script-src ${["'self'", ...hashes].join(' ')}`;
}

/** What Next's incremental cache holds, as far as it is read here. */
export type CacheValue = {
  kind: string;
  html?: string | { toString(): string };
  status?: number;
  headers?: Record<string, string | string[] | undefined>;
};

/** Writes the policy into the page's own headers, which travel with it into and out of the cache. */
export function seal(value: CacheValue | null | undefined): void {
  if (value?.kind !== 'APP_PAGE' || value.headers?.['content-security-policy']) return;
  value.headers = { ...value.headers, 'content-security-policy': policyOf(String(value.html)) };
}
