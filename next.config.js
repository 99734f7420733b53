// Headers for every answer of this server, and the page cache. Prerendered pages bring a policy of their own (app/_cache),
// personal pages get one with a nonce (proxy.ts); what is set here is the floor under both.
import { join } from 'node:path';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';
import { everywhere, filePolicy, floorPolicy } from './app/_server/security-headers.ts';

const files = ['/api/:path*', '/_next/:path*', '/pictures/:path*', '/icon.svg'];

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
        { source: '/:path*', headers: developing ? everywhere : [...everywhere, floorPolicy] },
        ...(developing ? [] : files.map((source) => ({ source, headers: [filePolicy] }))),
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
