// The content policy of the personal pages: a nonce made for one answer, and form-action that knows Paysera's pages, since
// browsers hold redirects after a form to it. Prerendered pages bring their own policy (app/_cache) and must not match here:
// both would be enforced, and the nonce would stop their scripts. And the calm answer for all of them while the database is away.
import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { awayAnswer } from '#app/_server/away-page.ts';
import { isShopAway } from '#app/_server/database-away.ts';
import { type Refusal, refusalOf } from '#app/_server/refuse-request.ts';
import { env } from '#lib/env.ts';
import { hostsOf } from '#lib/paysera/environment.ts';

const developing = process.env.NODE_ENV === 'development';

function payseraOrigin(): string {
  const { environment, local } = env().paysera;
  const { pagesUrl } = hostsOf(
    local ? { name: 'local', apiUrl: local.apiUrl, pagesUrl: local.pagesUrl } : (environment as 'production' | 'sandbox'),
  );
  return new URL(pagesUrl).origin;
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    // While developing, React and the reloading need eval and a socket; never in a build.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${developing ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${developing ? ' ws:' : ''}`,
    "manifest-src 'self'",
    `form-action 'self' ${payseraOrigin()}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

// A kept letter brings its styles and nothing else: whatever a customer's name or a product's title put into it, it cannot run or send.
const letterPath = /^\/admin\/mailbox\/[^/]+\/html$/;
const letterPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups";

export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  const refusal = refusalOf(request, env().shopUrl);
  const nonce = randomBytes(16).toString('base64');
  const policy = letterPath.test(pathname) ? letterPolicy : policyWith(nonce);
  if (refusal) return refused(refusal, policy);
  // A prerendered page that is read brings its own; what answers its form is made for one person, and gets a nonce.
  if (pathname.startsWith('/products/') && request.method === 'GET') return NextResponse.next();
  if (await isShopAway(pathname)) return awayAnswer(request, env().shopName, { header: policy, nonce });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy); // Next reads the nonce from here
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

function refused({ status, text }: Refusal, policy: string): NextResponse {
  return new NextResponse(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': policy },
  });
}

export const config = {
  matcher: [
    '/search',
    '/cart/:path*',
    '/checkout/:path*',
    '/orders/:path*',
    '/account/:path*',
    '/sign-in/:path*',
    '/admin/:path*',
    // Not Paysera's callbacks: they come from elsewhere by design, their signature is checked instead, and there are many of them.
    '/api/((?!paysera/).*)',
    // A form sent from a prerendered page; reading one sends no Origin and passes by.
    { source: '/products/:path*', has: [{ type: 'header', key: 'origin' }] },
  ],
};
