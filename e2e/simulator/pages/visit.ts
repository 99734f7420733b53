/** One visit to a user page: the call, its language, who is logged in, and how the visit may end. */
import type { Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { readForm } from '../http/form.ts';
import type { Language } from '../oauth/scope-names.ts';
import type { User } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import type { LoginAttempts } from './login.ts';
import { type Session, type Sessions, sessionCookie } from './sessions.ts';
import { languages, words } from './words.ts';

export type Visit = {
  world: World;
  call: Call;
  language: Language;
  /** The path after `/frontend` and the language. */
  place: string[];
  session: Session | null;
  sessions: Sessions;
  logins: LoginAttempts;
  form: Map<string, string>;
  /** What the demo adds at the foot of a page. */
  foot: (visit: Visit, transactionKey: string | undefined) => Html | undefined;
};

/** `/frontend[/lang]/…`; null for any other path. */
export function readPlace(path: string): { language: Language; place: string[] } | null {
  const [empty, frontend, ...rest] = path.split('/');
  if (empty !== '' || frontend !== 'frontend') return null;
  const first = rest[0] ?? '';
  if ((languages as string[]).includes(first)) return { language: first as Language, place: rest.slice(1) };
  // Any other two letters are a language we have no words for: English, as for none.
  return { language: 'en', place: /^[a-z]{2}$/.test(first) ? rest.slice(1) : rest };
}

export function inLanguage(visit: Visit): (language: Language) => string {
  const mark = visit.call.uri.indexOf('?');
  return (language) => `/frontend/${language}/${visit.place.join('/')}${mark < 0 ? '' : visit.call.uri.slice(mark)}`;
}

export function redirect(url: string, cookie?: string): Answer {
  return {
    status: 303,
    headers: { Location: url, 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin', ...(cookie ? { 'Set-Cookie': cookie } : {}) },
    body: '',
  };
}

/** Back to this very page, with a message for it. */
export function again(visit: Visit, change: Partial<Session> = {}): Answer {
  const session = visit.session ?? visit.sessions.open({});
  Object.assign(session, change);
  return redirect(visit.call.uri, visit.session ? undefined : sessionCookie(session, visit.call.scheme));
}

export function userOf(visit: Visit): User | undefined {
  return visit.session?.userId === undefined ? undefined : visit.world.users.get(visit.session.userId);
}

export function takeMessage(visit: Visit): Html | null {
  const message = visit.session?.message;
  if (!visit.session || message === undefined) return null;
  visit.session.message = undefined;
  return html`<p class="error" role="alert">${message}</p>`;
}

export function logIn(visit: Visit): Answer {
  const email = visit.form.get('email') ?? '';
  const result = visit.logins.try(visit.world, email, visit.form.get('pin') ?? '');
  const text = words[visit.language];
  if (result.kind !== 'user') return again(visit, { email, message: result.kind === 'wrong' ? text.wrongLogin : text.lockedLogin });
  if (visit.session) visit.sessions.close(visit.session);
  const session = visit.sessions.open({ userId: result.user.id, email });
  return redirect(visit.call.uri, sessionCookie(session, visit.call.scheme));
}

export function logOut(visit: Visit): Answer {
  if (visit.session) visit.sessions.close(visit.session);
  return redirect(visit.call.uri);
}

/** A second, smaller form: never before the main one. */
export function someoneElse(visit: Visit, name: string): Html {
  const text = words[visit.language];
  return html`<form method="post" class="after small soft">${text.loggedInAs} ${name}.
<button class="plain" name="decision" value="log-out">${text.notYou}</button></form>`;
}

export function readVisitForm(call: Call): Map<string, string> {
  return call.method === 'POST' ? readForm(call.body.toString('utf8')) : new Map();
}
