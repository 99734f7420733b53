// What every answer of this server carries, whoever makes it: Next (next.config.js) or the listener for Paysera's callbacks.

type Header = { key: string; value: string };

export const everywhere: readonly Header[] = [
  { key: 'strict-transport-security', value: 'max-age=63072000' },
  { key: 'x-content-type-options', value: 'nosniff' },
  // no-referrer would make browsers send "Origin: null" from forms without JavaScript, and Next refuses those.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
];

const nothingForeign =
  "img-src 'self' data:; style-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; " +
  "base-uri 'none'; object-src 'none'; frame-src 'none'; worker-src 'none'; media-src 'none'; frame-ancestors 'none'";

const policy = (value: string): Header => ({ key: 'content-security-policy', value });

// Under pages. It leaves scripts to the page's own policy, which is the stricter one and takes its place (one-policy.ts); alone it stands
// only on the page that says a page failed.
export const floorPolicy = policy(nothingForeign);

/** For files and machine answers: nothing may run at all. */
export const filePolicy = policy(`default-src 'none'; ${nothingForeign}`);
