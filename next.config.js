// Headers for every answer of this server, and the page cache. Prerendered pages bring a policy of their own (app/_cache),
// personal pages get one with a nonce (proxy.ts); what is set here is the floor under both.
import { join } from 'node:path';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

const nothingForeign =
  "img-src 'self' data:; style-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; " +
  "base-uri 'none'; object-src 'none'; frame-src 'none'; worker-src 'none'; media-src 'none'; frame-ancestors 'none'";

// Under pages. It leaves scripts to the page's own policy, which is the stricter one and takes its place (app/_server/one-policy.ts); alone
// it stands only on the page that says a page failed.
const floorPolicy = nothingForeign;

// For files and machine answers: nothing may run at all.
const filePolicy = `default-src 'none'; ${nothingForeign}`;

const everywhere = [
  { key: 'strict-transport-security', value: 'max-age=63072000' },
  { key: 'x-content-type-options', value: 'nosniff' },
  // no-referrer would make browsers send "Origin: null" from forms without JavaScript, and Next refuses those.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
];

const files = ['/api/:path*', '/_next/:path*', '/pictures/:path*', '/icon.svg'];
const policy = (value) => ({ key: 'content-security-policy', value });

const dayS = 24 * 60 * 60;

/** @returns {import('next').NextConfig} */
export default function config(phase) {
  const developing = phase === PHASE_DEVELOPMENT_SERVER;
  return {
    poweredByHeader: false,
    reactStrictMode: true,
    devIndicators: false,
    images: { unoptimized: true },
    serverExternalPackages: ['undici', 'pg', 'pino', 'graphile-worker', '@prisma/client', '@prisma/adapter-pg', 'nodemailer'],
    turbopack: { root: import.meta.dirname },
    // npm test checks the types of the whole project at once; a build does not repeat it.
    typescript: { ignoreBuildErrors: true },
    // Absolute on purpose: Next builds with a relative path and then answers 500.
    cacheHandler: developing ? undefined : join(import.meta.dirname, 'app/_cache/page-cache.ts'),
    async headers() {
      return [
        { source: '/:path*', headers: developing ? everywhere : [...everywhere, policy(floorPolicy)] },
        ...(developing ? [] : files.map((source) => ({ source, headers: [policy(filePolicy)] }))),
        {
          // Paysera's pages show the pictures of what is paid for, so these may be used by another site.
          source: '/pictures/:path*',
          headers: [
            { key: 'cross-origin-resource-policy', value: 'cross-origin' },
            { key: 'cache-control', value: `public, max-age=${dayS}, stale-while-revalidate=${7 * dayS}` },
          ],
        },
      ];
    },
  };
}
