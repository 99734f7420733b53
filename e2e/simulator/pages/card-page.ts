/** Stands for the bank's page on which a user links a payment card. */
import type { Answer } from '../http/answer.ts';
import { html } from './html.ts';
import { originOf, pageAnswer } from './layout.ts';
import { loginForm } from './login.ts';
import { unknownPage } from './state-page.ts';
import { again, inLanguage, logIn, redirect, takeMessage, userOf, type Visit } from './visit.ts';
import { words } from './words.ts';

export function cardPage(visit: Visit, id: number): Answer {
  const card = visit.world.cards.get(id);
  if (!card) return unknownPage(visit);
  const text = words[visit.language];
  const user = userOf(visit);
  if (visit.call.method === 'POST') {
    if (visit.form.has('email')) return logIn(visit);
    if (user?.id !== card.userId) return again(visit);
    card.status = 'related';
    card.relatedAt = visit.world.clock.nowSeconds();
    visit.world.cards.touch(card.id);
    return card.redirectBackUri === undefined ? again(visit) : redirect(card.redirectBackUri);
  }
  const form = html`<div class="card"><h1>${text.cardTitle}</h1><p>${text.cardText}</p>
<form method="post"><div class="buttons"><button class="primary" name="decision" value="link">${text.linkCard}</button></div></form></div>`;
  return pageAnswer({
    language: visit.language,
    title: text.cardTitle,
    body: user?.id === card.userId ? form : loginForm(visit.language, text.cardTitle, visit.session?.email, takeMessage(visit)),
    foot: visit.foot(visit, undefined),
    inLanguage: inLanguage(visit),
    formOrigins: originOf(card.redirectBackUri),
  });
}
