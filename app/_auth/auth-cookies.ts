// The cookies of signing in. `__Host-` ties them to this origin; Lax lets them come along on the way back from Paysera.

/** Every cookie of the shop begins so. */
export const OWN_PREFIX = '__Host-';
export const SESSION_COOKIE = '__Host-sid';
export const STATE_COOKIE = '__Host-oauth';
/** What was typed into a form of the desk, sealed, while its person signs in once more. */
export const DRAFT_COOKIE = '__Host-draft';

export const DRAFT_MAX_AGE_SECONDS = 600; // as long as the way through sign-in may take
const STATE_MAX_AGE_SECONDS = 600; // long enough to find one's phone and PIN, short enough for a forgotten tab

type Attributes = { httpOnly: true; sameSite: 'lax'; path: '/'; secure: true; maxAge?: number };
export const cookieAttributes: Attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: true };

const cookie = (name: string, maxAge?: number) => ({
  name,
  options: maxAge === undefined ? cookieAttributes : { ...cookieAttributes, maxAge },
});

/** In the shape next-auth wants them; the ones it would use for checks we do not make keep its own names. */
export const nextAuthCookies = {
  sessionToken: cookie(SESSION_COOKIE),
  csrfToken: cookie('__Host-csrf'),
  callbackUrl: cookie('__Host-back'),
  state: cookie(STATE_COOKIE, STATE_MAX_AGE_SECONDS),
};
