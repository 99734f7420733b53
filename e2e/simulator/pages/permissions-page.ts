/** Where a user takes back what clients may read after their token has ended, and what they may charge without the PIN. */
import type { Answer } from '../http/answer.ts';
import { withdrawConsent } from '../oauth/grants.ts';
import { describeScope, readScope } from '../oauth/scope-names.ts';
import { walletsOfUser } from '../rest/paths.ts';
import { endAllowance } from '../transactions/allowance-use.ts';
import type { Allowance, StandingConsent, User } from '../world/records.ts';
import { type Html, html } from './html.ts';
import { pageAnswer } from './layout.ts';
import { loginForm } from './login.ts';
import { again, inLanguage, logIn, logOut, someoneElse, takeMessage, userOf, type Visit } from './visit.ts';
import { words } from './words.ts';

export function permissionsPage(visit: Visit): Answer {
  const text = words[visit.language];
  const user = userOf(visit);
  if (visit.call.method === 'POST') {
    if (visit.form.has('email')) return logIn(visit);
    if (visit.form.get('decision') === 'log-out') return logOut(visit);
    return again(visit, user !== undefined && takeBack(visit, user) ? { message: text.withdrawn } : {});
  }
  const title = user ? text.permissionsTitle : text.logInTitle;
  const consents = user ? [...visit.world.consents.values()].filter((one) => one.userId === user.id) : [];
  const charges = user ? chargesOf(visit, user) : [];
  const body = user
    ? html`<div class="card"><h1>${title}</h1>${takeMessage(visit)}
${consents.length === 0 && html`<p>${text.permissionsNone}</p>`}${consents.map((consent) => oneConsent(visit, consent))}</div>
<div class="card"><h1>${text.chargesTitle}</h1>${charges.length === 0 && html`<p>${text.chargesNone}</p>`}
${charges.map((allowance) => oneCharge(visit, allowance))}</div>${someoneElse(visit, user.displayName)}`
    : loginForm(visit.language, title, visit.session?.email, takeMessage(visit));
  return pageAnswer({ language: visit.language, title, body, foot: visit.foot(visit, undefined), inLanguage: inLanguage(visit) });
}

function oneConsent(visit: Visit, consent: StandingConsent): Html {
  const text = words[visit.language];
  const scopes = consent.scopes.flatMap((name) => readScope(name) ?? []);
  return html`<form method="post"><h2>${visit.world.clients.get(consent.clientId)?.title}</h2>
<ul class="scopes">${scopes.map((scope) => html`<li><div class="fixed"><span>${describeScope(scope, visit.language)}</span></div></li>`)}</ul>
<div class="buttons"><button class="quiet" name="withdraw" value="${consent.clientId}">${text.withdraw}</button></div></form>`;
}

function takeBack({ world, form }: Visit, user: User): boolean {
  const allowance = chargesOf({ world }, user).find(({ id }) => String(id) === form.get('end'));
  if (allowance) endAllowance(world, allowance);
  return allowance !== undefined || (form.has('withdraw') && withdrawConsent(world, Number(form.get('withdraw')), user.id));
}

/** What stands, on the wallets this user may pay from. */
function chargesOf({ world }: Pick<Visit, 'world'>, user: User): Allowance[] {
  const wallets = walletsOfUser(world, user.id).map(({ id }) => id);
  return [...world.allowances.values()].filter(
    ({ status, wallet }) => status === 'active' && wallet !== undefined && wallets.includes(wallet),
  );
}

function oneCharge({ world, language }: Visit, allowance: Allowance): Html {
  return html`<form method="post"><h2>${world.projects.get(allowance.projectId)?.title}</h2>
${allowance.description && html`<p>${allowance.description}</p>`}
<div class="buttons"><button class="quiet" name="end" value="${allowance.id}">${words[language].withdraw}</button></div></form>`;
}
