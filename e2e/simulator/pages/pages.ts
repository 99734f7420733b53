/** The user pages under `/frontend`, with and without a language. */
import { type Answer, textAnswer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { World } from '../world/world.ts';
import { cardPage } from './card-page.ts';
import { confirmationPage } from './confirmation-page.ts';
import { consentPage } from './consent-page.ts';
import type { Demo } from './demo-strip.ts';
import { stylePath } from './layout.ts';
import { LoginAttempts } from './login.ts';
import { permissionsPage } from './permissions-page.ts';
import { Sessions } from './sessions.ts';
import { messagePage } from './state-page.ts';
import { stylesheet } from './style.ts';
import { readPlace, readVisitForm, type Visit } from './visit.ts';
import { words } from './words.ts';

export type Pages = { answer: (call: Call) => Answer };

export function createPages(world: World, demo: Demo | null): Pages {
  const foot: Visit['foot'] = (visit, key) => demo?.strip(visit, key);
  const sessions = new Sessions();
  const logins = new LoginAttempts();

  const answer = (call: Call): Answer => {
    if (call.path === stylePath) {
      return {
        status: 200,
        headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
        body: stylesheet,
      };
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
    return pageAt(visit, demo);
  };
  return { answer };
}

function pageAt(visit: Visit, demo: Demo | null): Answer {
  const { place, call } = visit;
  const [first, second, third] = place;
  const at = `${first ?? ''}/${second ?? ''}`;
  if (place.length === 1 && first === 'oauth') return consentPage(visit, call.query);
  if (place.length === 2 && first === 'oauth') return preparedConsent(visit, second as string);
  if (place.length === 3 && at === 'wallet/confirm') return confirmationPage(visit, third as string);
  if (place.length === 3 && at === 'transaction/confirm-with-oauth') {
    const mark = call.uri.indexOf('?');
    return confirmationPage(visit, third as string, `/frontend/${visit.language}/oauth${mark < 0 ? '' : call.uri.slice(mark)}`);
  }
  if (place.length === 1 && first === 'permissions') return permissionsPage(visit);
  if (place.length === 2 && first === 'card') return cardPage(visit, Number(second));
  if (place.length === 1 && first === 'demo' && demo && call.method === 'POST') return demo.act(visit);
  return messagePage(visit, words[visit.language].wrongClientTitle, words[visit.language].notFoundText, 404);
}

/** Section 4.2: the parameters were left here by the client; only their key is in the address. */
function preparedConsent(visit: Visit, key: string): Answer {
  const prepared = visit.world.preparedSessions.get(key);
  if (!prepared || prepared.expiresAt <= visit.world.clock.nowSeconds()) {
    return messagePage(visit, words[visit.language].wrongClientTitle, words[visit.language].notFoundText, 404);
  }
  return consentPage(visit, new Map(prepared.query));
}

/** Browsers say where a form came from; a form of another site is refused. */
function fromItself(call: Call): boolean {
  const origin = call.request.headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === call.request.headers.host;
}
