/** What the shop asks to know of the payer: what is needed is said, what is optional can be left out. */
import type { Language } from '../oauth/scope-names.ts';
import type { Inquiry, Transaction } from '../world/records.ts';
import { type Html, html } from './html.ts';
import { words } from './words.ts';

export function inquiryChoice(transaction: Transaction, language: Language): Html | null {
  if (transaction.inquiries.length === 0) return null;
  const text = words[language];
  const said = (inquiry: Inquiry) => html`<span>${inquiry.items.map((item) => item.title).join(', ')}
<br><span class="small soft">${inquiry.description ?? ''} ${inquiry.type === 'required' ? text.required : text.optional}</span></span>`;
  return html`<fieldset><legend>${text.inquiries}</legend><ul class="scopes">${transaction.inquiries.map((inquiry) =>
    inquiry.type === 'required'
      ? html`<li><div class="fixed">${said(inquiry)}</div></li>`
      : html`<li><label><input type="checkbox" name="inquiry:${inquiry.identifier}" value="yes" checked>${said(inquiry)}</label></li>`,
  )}</ul></fieldset>`;
}

export function agreedTo(form: Map<string, string>): (inquiry: Inquiry) => boolean {
  return (inquiry) => inquiry.type === 'required' || form.get(`inquiry:${inquiry.identifier}`) === 'yes';
}
