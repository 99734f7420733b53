/** An allowance on the page: what the shop may charge later without the PIN, declined when optional; and one that is only suggested. */
import { centsFromDecimal, decimalFromCents } from '../money/cents.ts';
import type { Language } from '../oauth/scope-names.ts';
import { walletsOfUser } from '../rest/paths.ts';
import { activeAllowance } from '../transactions/allowance-use.ts';
import { suggestedAllowance } from '../transactions/create-transaction.ts';
import { chargesByCurrency } from '../transactions/hold-money.ts';
import { paymentsOf } from '../transactions/move-transaction.ts';
import type { Allowance, Transaction, User } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { formatAmount } from './format-amount.ts';
import { type Html, html } from './html.ts';
import { type Words, words } from './words.ts';

export function permissionChoice(world: World, transaction: Transaction, user: User, language: Language): Html | null {
  const allowance = transaction.allowance && world.allowances.get(transaction.allowance.id);
  if (allowance) return offered(world, transaction, allowance, user, language);
  return transaction.suggestAllowance && transaction.payments.length > 0 ? suggested(world, transaction, language) : null;
}

function offered(world: World, transaction: Transaction, allowance: Allowance, user: User, language: Language): Html {
  const text = words[language];
  const shop = world.projects.get(allowance.projectId)?.title ?? '';
  const replaces = walletsOfUser(world, user.id).some((wallet) => activeAllowance(world, allowance.clientId, wallet.id));
  return html`<fieldset class="permission"><legend>${text.permission}</legend>
${allowance.description && html`<p>${allowance.description}</p>`}
<p class="small">${shop} ${text.permissionText}</p>
<ul class="small plainlist">${limitLines(allowance, language).map((line) => html`<li class="money">${line}</li>`)}</ul>
<p class="small soft">${validity(allowance, text, language)}${replaces && html` ${text.permissionReplaces}`}</p>
${transaction.allowance?.optional && html`<label class="tick"><input type="checkbox" name="allowance" value="yes" checked><span>${text.permissionAgree}</span></label>`}
</fieldset>`;
}

function limitLines(allowance: Allowance, language: Language): string[] {
  const text = words[language];
  const amount = (cents: number) => `${text.upTo} ${formatAmount(cents, allowance.currency, language)}`;
  const lines = allowance.limits.map((limit) => `${amount(limit.maxPrice)} ${text.each} ${duration(limit.time, text)}`);
  if (allowance.maxPrice !== undefined) lines.push(`${amount(allowance.maxPrice)} ${text.inTotal}`);
  return lines;
}

function validity(allowance: Allowance, text: Words, language: Language): string {
  if ('for' in allowance.valid) return `${text.validFor} ${duration(allowance.valid.for, text)}.`;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Vilnius' }).format(allowance.valid.until * 1000);
  return `${text.validUntil} ${date}.`;
}

function duration(seconds: number, text: Words): string {
  const hours = Math.round(seconds / 3600);
  return hours >= 48 && hours % 24 === 0 ? `${hours / 24} ${text.days}` : `${hours} ${text.hours}`;
}

function suggested(world: World, transaction: Transaction, language: Language): Html | null {
  const text = words[language];
  const [first] = chargesByCurrency(paymentsOf(world, transaction));
  if (!first) return null;
  const [currency, cents] = first;
  return html`<fieldset class="permission"><legend>${text.suggestTitle}</legend>
<div class="field"><label class="small" for="suggested">${text.suggestText} (${currency})</label>
<input id="suggested" class="short" name="suggested-amount" inputmode="decimal" pattern="[0-9]+([.,][0-9]{1,2})?" value="${decimalFromCents(cents * 3)}"></div>
<label class="tick"><input type="checkbox" name="suggested" value="yes"><span>${text.suggestAgree}</span></label>
</fieldset>`;
}

/** After the payer accepted: an optional permission may be off, a suggested one on. */
export function takePermission(world: World, transaction: Transaction, form: Map<string, string>): void {
  const allowance = transaction.allowance && world.allowances.get(transaction.allowance.id);
  if (allowance && transaction.allowance?.optional && form.get('allowance') !== 'yes') {
    allowance.status = 'deleted';
    world.allowances.touch(allowance.id);
  }
  if (allowance || !transaction.suggestAllowance || form.get('suggested') !== 'yes') return;
  const [first] = chargesByCurrency(paymentsOf(world, transaction));
  const cents = centsFromDecimal((form.get('suggested-amount') ?? '').replace(',', '.'));
  if (first && cents !== null && cents > 0) suggestedAllowance(world, transaction, first[0], cents);
}
