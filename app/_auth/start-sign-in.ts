// Begins and ends a session from a server action, so that both work with JavaScript off.
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { walletLanguage } from '#app/_server/wallet-language.ts';
import { closeSession } from '#lib/accounts/session-store.ts';
import { services } from '#lib/services.ts';
import { cookieAttributes, OWN_PREFIX, SESSION_COOKIE } from './auth-cookies.ts';
import { beginSignIn } from './auth-requests.ts';
import { readSetCookie } from './set-cookie.ts';

/** Leaves for Paysera's consent page. */
export async function startSignIn(returnTo: unknown): Promise<never> {
  const jar = await cookies();
  const sent = Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value]));
  const language = walletLanguage((await headers()).get('accept-language'));
  const { location, setCookie } = await beginSignIn(services(), sent, language, returnTo);
  for (const cookie of setCookie.map(readSetCookie)) jar.set({ ...cookieAttributes, ...cookie });
  redirect(location);
}

/**
 * The session dies in the database, so a copy of the cookie is worth nothing afterwards; and nothing of ours stays in the browser, since
 * where somebody came from and what they had in the cart tell the next one who sits there about them.
 */
export async function endSession(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(SESSION_COOKIE)?.value;
  if (token) await closeSession(services(), token);
  const ours = jar.getAll().filter(({ name }) => name.startsWith(OWN_PREFIX));
  for (const { name } of ours) jar.set({ ...cookieAttributes, name, value: '', maxAge: 0 });
}
