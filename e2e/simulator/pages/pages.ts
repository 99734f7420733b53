/** The user pages under `/frontend`, with and without a language. */
import { type Answer, textAnswer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { World } from '../world/world.ts';
import { confirmationPage } from './confirmation-page.ts';
import { consentPage } from './consent-page.ts';
import { stylePath } from './layout.ts';
import { LoginAttempts } from './login.ts';
import { Sessions } from './sessions.ts';
import { messagePage } from './state-page.ts';
import { stylesheet } from './style.ts';
import { readPlace, readVisitForm, type Visit } from './visit.ts';
import { words } from './words.ts';

export type Pages = { answer: (call: Call) => Answer };

export function createPages(world: World, foot: Visit['foot']): Pages {
  const sessions = new Sessions();
  const logins = new LoginAttempts();
  const style = Buffer.from(stylesheet);

  const answer = (call: Call): Answer => {
    if (call.path === stylePath) {
      return { status: 200, headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=300' }, body: style };
    }
    if (call.method !== 'GET' && call.method !== 'POST' && call.method !== 'HEAD') return textAnswer(405, 'Method not allowed');
    if (call.method === 'POST' && !fromItself(call)) return textAnswer(403, 'This form was sent from another site');
    const at = readPlace(call.path);
    if (!at) return textAnswer(404, 'Not found');
    const visit: Visit = {
      world,
      call,
      language: at.language,
      place: at.place,
      session: sessions.find(call.request.headers.cookie),
      sessions,
      logins,
      form: readVisitForm(call),
      foot,
    };
    const [first, second, third] = at.place;
    if (first === 'oauth' && second === undefined) return consentPage(visit, call.query);
    if (first === 'wallet' && second === 'confirm' && third !== undefined && at.place.length === 3) return confirmationPage(visit, third);
    return messagePage(visit, words[visit.language].wrongClientTitle, words[visit.language].notFoundText, 404);
  };
  return { answer };
}

/** Browsers say where a form came from; a form of another site is refused. */
function fromItself(call: Call): boolean {
  const origin = call.request.headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === call.request.headers.host;
}
