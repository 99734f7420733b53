// next-auth, set up for Paysera: it carries the browser there and back; who the person is and what is kept about them
// is decided by lib/accounts, and Paysera's token never passes through it.
import { timingSafeEqual } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import { connectScope, connectWallet } from '#lib/accounts/connect-wallet.ts';
import { sessionLimits } from '#lib/accounts/session-limits.ts';
import { newSessionToken } from '#lib/accounts/session-store.ts';
import type { Services } from '#lib/services.ts';
import { rotatingAdapter, sessionAdapter } from './adapter.ts';
import { nextAuthCookies } from './auth-cookies.ts';
import { safeReturnPath } from './return-path.ts';
import type { SignInFailure } from './sign-in-failure.ts';

/** Filled while next-auth runs: it forgets the reason of a failure, the sign-in page should not. */
export type SignInOutcome = { failure: SignInFailure | null };

/** Each environment has its own id and so its own return address and state cookie: a code of one is never taken to the other. */
export const providerId = (s: Services): string => `paysera-${s.env.paysera.environment}`;

export type SignInContext = { language: string; outcome: SignInOutcome; returning: boolean };

export function authOptions(s: Services, { language, outcome, returning }: SignInContext): NextAuthOptions {
  return {
    secret: s.keys.current('next-auth').key.export().toString('base64url'),
    session: { strategy: 'database', maxAge: sessionLimits.shopper.absoluteMs / 1000, generateSessionToken: newSessionToken },
    adapter: returning ? rotatingAdapter(s) : sessionAdapter(s),
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    useSecureCookies: true,
    cookies: nextAuthCookies,
    logger: {
      error: (code) => s.log.warn({ code }, 'signing in failed'),
      warn: (code) => s.log.debug({ code }, 'next-auth warns'),
      debug: () => undefined,
    },
    providers: [
      {
        id: providerId(s),
        name: 'Paysera',
        type: 'oauth',
        checks: ['state'],
        clientId: s.env.paysera.clientId,
        issuer: consentPage(s, language),
        authorization: { url: consentPage(s, language), params: { scope: connectScope(s.env), response_type: 'code' } },
        token: {
          async request({ params, checks, provider }) {
            // With a request of our own next-auth compares nothing: without this line any state would sign the browser in.
            if (!sameText(params.state, checks.state)) return fail(outcome, 'lost');
            const { callbackUrl: redirectUri } = provider as unknown as { callbackUrl: string };
            const wayBack = { code: String(params.code ?? ''), redirectUri, state: checks.state ?? '' };
            const connected = await connectWallet(s, wayBack).catch((error: unknown) => {
              s.log.error({ error }, 'Signing in met a bug');
              return { kind: 'failed' as const };
            });
            if (connected.kind !== 'connected') return fail(outcome, connected.kind);
            return { tokens: { shopper_id: connected.shopperId } };
          },
        },
        userinfo: { request: async ({ tokens }) => ({ sub: String(tokens.shopper_id) }) },
        profile: (profile: { sub: string }) => ({ id: profile.sub }),
      },
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + safeReturnPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) || '/' : url),
      session: ({ session, user }) => ({ expires: session.expires, user: { name: user.name ?? null } }),
    },
  };
}

function consentPage(s: Services, language: string): string {
  const url = s.paysera.oauth.authorizationUrl({ language, redirectUri: s.env.shopUrl, state: 'made by next-auth' });
  return url.origin + url.pathname;
}

function fail(outcome: SignInOutcome, failure: SignInFailure): never {
  outcome.failure = failure;
  throw new Error(`sign-in ${failure}`);
}

function sameText(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return false;
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
