// The requests our pages and the auth route make to next-auth, each answered in our own words.
import type { Services } from '#lib/services.ts';
import { nextAuthCookies, STATE_COOKIE } from './auth-cookies.ts';
import { authOptions, providerId, type SignInOutcome } from './options.ts';
import { safeReturnPath } from './return-path.ts';
import { type AuthAnswer, type AuthRequest, runNextAuth } from './run-next-auth.ts';
import { readSetCookie } from './set-cookie.ts';
import type { SignInFailure } from './sign-in-failure.ts';

export type Jar = Record<string, string>;
export type Redirect = { location: string; setCookie: string[] };

const STATE_CLEARED = `${STATE_COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax`;

/** Where to send the browser to ask Paysera for consent, and the cookies it must carry there and back. */
export async function beginSignIn(s: Services, jar: Jar, language: string, returnTo: unknown): Promise<Redirect> {
  const ask = (request: AuthRequest) => run(s, language, request);
  const { answer: csrf } = await ask({ method: 'GET', path: ['csrf'], cookies: jar });
  const fresh = Object.fromEntries(csrf.setCookie.map(readSetCookie).map(({ name, value }) => [name, value]));
  const { csrfToken } = csrf.body as { csrfToken: string };
  const body = { csrfToken, callbackUrl: safeReturnPath(returnTo) };
  const { answer } = await ask({ method: 'POST', path: ['signin', providerId(s)], body, cookies: { ...jar, ...fresh } });
  const setCookie = [...csrf.setCookie, ...answer.setCookie];
  if (!answer.location || new URL(answer.location, s.env.shopUrl).origin === s.env.shopUrl) return failed(jar, 'failed', setCookie);
  return { location: answer.location, setCookie };
}

/** The browser is back from the consent page. */
export async function finishSignIn(s: Services, jar: Jar, query: Record<string, string>): Promise<Redirect> {
  if (query.error) return failed(jar, failureOf(query.error), [STATE_CLEARED]);
  const { answer, outcome } = await run(s, 'en', { method: 'GET', path: ['callback', providerId(s)], query, cookies: jar });
  const setCookie = [...answer.setCookie.filter((line) => !line.startsWith(`${STATE_COOKIE}=`)), STATE_CLEARED];
  const signedIn = answer.setCookie.some((line) => line.startsWith(`${nextAuthCookies.sessionToken.name}=`));
  if (!signedIn || !answer.location) return failed(jar, outcome.failure ?? 'lost', setCookie);
  return { location: answer.location, setCookie };
}

/** Any other request the auth route lets through, answered by next-auth itself. */
export async function passToNextAuth(s: Services, request: AuthRequest): Promise<AuthAnswer> {
  return (await run(s, 'en', request)).answer;
}

async function run(s: Services, language: string, request: AuthRequest): Promise<{ answer: AuthAnswer; outcome: SignInOutcome }> {
  const outcome: SignInOutcome = { failure: null };
  const options = authOptions(s, { language, outcome, returning: request.path[0] === 'callback' });
  return { answer: await runNextAuth(options, s.env.shopUrl, request), outcome };
}

function failed(jar: Jar, failure: SignInFailure, setCookie: string[]): Redirect {
  const back = jar[nextAuthCookies.callbackUrl.name];
  const returnTo = safeReturnPath(back && URL.canParse(back) ? new URL(back).pathname + new URL(back).search : back);
  return { location: `/sign-in?${new URLSearchParams({ error: failure, returnTo })}`, setCookie };
}

function failureOf(payserasWord: string): SignInFailure {
  if (payserasWord === 'access_denied') return 'denied';
  if (payserasWord === 'server_error' || payserasWord === 'temporarily_unavailable') return 'unavailable';
  return 'refused';
}
