/** A transaction that is decided: its state in words, no form. And the pages for links that lead nowhere. */
import type { Answer } from '../http/answer.ts';
import type { Transaction } from '../world/records.ts';
import { html } from './html.ts';
import { originOf, pageAnswer } from './layout.ts';
import { paymentSummary, pictureAddresses } from './payment-summary.ts';
import { inLanguage, takeMessage, type Visit } from './visit.ts';
import { type Words, words } from './words.ts';

export function statePage(visit: Visit, transaction: Transaction): Answer {
  const text = words[visit.language];
  const said = text[`state_${transaction.status}` as keyof Words] ?? text.fundsTitle;
  const [first, ...rest] = said.split(/(?<=[.;]) /);
  return pageAnswer({
    language: visit.language,
    title: text.stateTitle,
    body: html`<div class="card">
<h1>${first}</h1>
${rest.length > 0 && html`<p>${rest.join(' ')}</p>`}
${takeMessage(visit)}
${paymentSummary(visit.world, transaction, visit.language)}
${transaction.redirectUri && html`<div class="buttons"><a class="button primary" href="${transaction.redirectUri}">${text.backToShop}</a></div>`}
</div>`,
    foot: visit.foot(visit, transaction.key),
    inLanguage: inLanguage(visit),
    formOrigins: originOf(transaction.redirectUri),
    imageOrigins: pictureAddresses(visit.world, transaction).flatMap(originOf),
  });
}

export function unknownPage(visit: Visit): Answer {
  const text = words[visit.language];
  return messagePage(visit, text.notFoundTitle, text.notFoundText, 404);
}

export function messagePage(visit: Visit, title: string, said: string, status: number): Answer {
  return pageAnswer({
    language: visit.language,
    title,
    body: html`<div class="card"><h1>${title}</h1><p>${said}</p></div>`,
    foot: visit.foot(visit, undefined),
    inLanguage: inLanguage(visit),
    status,
  });
}
