/** Section 4.1: the user logs in, reads in plain words what the client asks for, and allows or denies. */
import type { Answer } from '../http/answer.ts';
import { type AuthorizationRequest, readAuthorization, wayBack } from '../oauth/authorization-request.ts';
import { grantCode } from '../oauth/grants.ts';
import { describeScope, type Scope } from '../oauth/scope-names.ts';
import type { User } from '../world/records.ts';
import { type Html, html } from './html.ts';
import { originOf, pageAnswer } from './layout.ts';
import { loginForm } from './login.ts';
import { messagePage } from './state-page.ts';
import { again, inLanguage, logIn, logOut, redirect, someoneElse, takeMessage, userOf, type Visit } from './visit.ts';
import { words } from './words.ts';

export function consentPage(visit: Visit, query: Map<string, string>): Answer {
  const read = readAuthorization(visit.world, query);
  const text = words[visit.language];
  if (read.kind === 'page-error') return messagePage(visit, text.wrongClientTitle, `${text.wrongClient} (${read.reason})`, 400);
  if (read.kind === 'back') return redirect(read.url);
  const { request } = read;
  if (visit.call.method === 'POST') return decide(visit, request);
  const user = userOf(visit);
  const body = user
    ? consentForm(visit, request, user)
    : loginForm(visit.language, text.logInTitle, visit.session?.email ?? request.email, takeMessage(visit));
  return pageAnswer({
    language: visit.language,
    title: user ? `${request.client.title} ${text.consentTitle}` : text.logInTitle,
    body,
    foot: visit.foot(visit, undefined),
    inLanguage: inLanguage(visit),
    formOrigins: originOf(request.redirectUri),
  });
}

function decide(visit: Visit, request: AuthorizationRequest): Answer {
  const decision = visit.form.get('decision');
  if (visit.form.has('email')) return logIn(visit);
  if (decision === 'log-out') return logOut(visit);
  if (visit.session?.userId === undefined) return again(visit);
  if (decision === 'deny') {
    return redirect(
      wayBack(request.redirectUri, { error: 'access_denied', error_description: 'The user denied the request', state: request.state }),
    );
  }
  if (decision !== 'allow') return again(visit);
  const granted = request.scopes
    .filter((scope) => !scope.optional || visit.form.get(`scope:${scope.text}`) === 'yes')
    .map((scope) => scope.text);
  const code = grantCode(visit.world, request.client, visit.session.userId, granted, request.redirectUri);
  return redirect(wayBack(request.redirectUri, { code, state: request.state }));
}

function consentForm(visit: Visit, request: AuthorizationRequest, user: User): Html {
  const text = words[visit.language];
  const line = (scope: Scope): Html => {
    const said = html`<span>${describeScope(scope, visit.language)}${scope.offline && html`<br><span class="small soft">${text.offline}</span>`}${scope.optional && html`<br><span class="small soft">${text.optional}</span>`}</span>`;
    if (!scope.optional) return html`<li><div class="fixed">${said}</div></li>`;
    return html`<li><label><input type="checkbox" name="scope:${scope.text}" value="yes" checked>${said}</label></li>`;
  };
  return html`<div class="card">
<h1>${request.client.title} ${text.consentTitle}</h1>
${takeMessage(visit)}
<form method="post">
${request.scopes.length === 0 ? html`<p>${text.consentNone}</p>` : html`<p>${text.consentIntro}</p><ul class="scopes">${request.scopes.map(line)}</ul>`}
<div class="buttons"><button class="primary" name="decision" value="allow">${text.allow}</button>
<button class="quiet" name="decision" value="deny">${text.deny}</button></div>
</form>
</div>
${someoneElse(visit, user.displayName)}`;
}
