// The addresses next-auth is reached by. Only what signing in needs is open; everything else does not exist.
import type { NextRequest } from 'next/server';
import { SESSION_COOKIE } from '#app/_auth/auth-cookies.ts';
import { finishSignIn, passToNextAuth } from '#app/_auth/auth-requests.ts';
import { providerId } from '#app/_auth/options.ts';
import { readSetCookie } from '#app/_auth/set-cookie.ts';
import { readSignInFailure } from '#app/_auth/sign-in-failure.ts';
import { readLimited } from '#app/_server/read-limited.ts';
import { takeBackCartOf } from '#app/(shop)/cart/cart-of-person.ts';
import { findSession } from '#lib/accounts/session-store.ts';
import { services } from '#lib/services.ts';

/** A token of next-auth's and the path to go back to. */
const mostBytes = 4096;

type Context = { params: Promise<{ nextauth: string[] }> };

const shopperOf = async (token: string | undefined) => (token ? ((await findSession(services(), token))?.shopper ?? null) : null);
const jarOf = (request: NextRequest) => Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));

export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const s = services();
  const [action, provider, ...rest] = (await context.params).nextauth;
  if (rest.length > 0) return notFound();
  const query = Object.fromEntries(request.nextUrl.searchParams);
  if (action === 'callback' && provider === providerId(s)) {
    const before = await shopperOf(request.cookies.get(SESSION_COOKIE)?.value);
    const { location, setCookie } = await finishSignIn(s, jarOf(request), query);
    const cookies = setCookie.map(readSetCookie);
    const shopper = await shopperOf(cookies.find(({ name }) => name === SESSION_COOKIE)?.value);
    if (shopper) await takeBackCartOf(shopper, before);
    return redirectTo(location, setCookie);
  }
  if (provider !== undefined) return notFound();
  if (action === 'csrf' || action === 'session') {
    const { status, body, setCookie } = await passToNextAuth(s, { method: 'GET', path: [action], cookies: jarOf(request) });
    return answer(Response.json(body ?? {}, { status }), setCookie);
  }
  if (action === 'signin' || action === 'signout' || action === 'error') {
    const error = readSignInFailure(query.error);
    return redirectTo(error ? `/sign-in?error=${error}` : '/sign-in', []);
  }
  return notFound();
}

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const s = services();
  const path = (await context.params).nextauth;
  const known = path.join('/') === `signin/${providerId(s)}` || path.join('/') === 'signout';
  if (!known) return notFound(); // no log, no session update
  // next-auth adds the query to the address of the consent page, so a link could ask for more than we do.
  if (request.nextUrl.search) return plain(400, 'This address takes no parameters.');
  if (request.headers.get('origin') !== s.env.shopUrl) return plain(403, 'This form belongs to another site.');
  if (request.headers.get('content-type')?.split(';')[0]?.trim() !== 'application/x-www-form-urlencoded') return plain(415, 'Send a form.');
  const text = await readLimited(request, mostBytes);
  if (text === null) return plain(413, 'That is more than this form holds.');
  const body = Object.fromEntries(new URLSearchParams(text));
  const { location, setCookie } = await passToNextAuth(s, { method: 'POST', path, body, cookies: jarOf(request) });
  return redirectTo(location && !isOwnAuthAddress(location, s.env.shopUrl) ? location : '/sign-in?error=failed', setCookie);
}

/** next-auth sends its own refusals to addresses of its own that say nothing a person could use. */
function isOwnAuthAddress(location: string, shopUrl: string): boolean {
  const url = new URL(location, shopUrl);
  return url.origin === shopUrl && url.pathname.startsWith('/api/auth');
}

const notFound = () => plain(404, 'Not found.');
const plain = (status: number, text: string) =>
  answer(new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } }), []);
const redirectTo = (location: string, setCookie: string[]) => answer(new Response(null, { status: 303, headers: { location } }), setCookie);

function answer(response: Response, setCookie: string[]): Response {
  response.headers.set('cache-control', 'no-store');
  for (const line of setCookie) response.headers.append('set-cookie', line);
  return response;
}
