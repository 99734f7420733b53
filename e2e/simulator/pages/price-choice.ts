/** Where a payment leaves the price to the payer: radio buttons for choices, a field for a range. */
import { centsFromDecimal, decimalFromCents } from '../money/cents.ts';
import type { Language } from '../oauth/scope-names.ts';
import { choosePrice, fitsRules } from '../transactions/choose-price.ts';
import { paymentsOf } from '../transactions/move-transaction.ts';
import type { Payment, Transaction } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { formatAmount } from './format-amount.ts';
import { Html, html } from './html.ts';
import { words } from './words.ts';

export function priceChoice(world: World, transaction: Transaction, language: Language): Html[] {
  return paymentsOf(world, transaction)
    .filter((payment) => payment.priceRules)
    .map((payment) => onePrice(payment, language));
}

function onePrice(payment: Payment, language: Language): Html {
  const text = words[language];
  const name = `price-${payment.id}`;
  const { min, max, choices } = payment.priceRules ?? {};
  if (choices) {
    return html`<fieldset><legend>${text.choosePrice}</legend>${choices.map(
      (cents) =>
        html`<label class="choice"><input type="radio" name="${name}" value="${decimalFromCents(cents)}" required${cents === payment.price ? new Html(' checked') : ''}>
<span class="money">${formatAmount(cents, payment.currency, language)}</span></label>`,
    )}</fieldset>`;
  }
  const bounds = [
    min !== undefined && `${text.from} ${formatAmount(min, payment.currency, language)}`,
    max !== undefined && `${text.upTo} ${formatAmount(max, payment.currency, language)}`,
  ].filter(Boolean);
  return html`<div class="field"><label class="label" for="${name}">${text.choosePrice} (${payment.currency})</label>
<input id="${name}" class="short" name="${name}" inputmode="decimal" required pattern="[0-9]+([.,][0-9]{1,2})?" value="${decimalFromCents(payment.price)}" aria-describedby="${name}-hint">
<p class="hint" id="${name}-hint">${bounds.join(', ')}</p></div>`;
}

/** False when an amount is not one of those allowed; nothing is changed then. */
export function takePrices(world: World, transaction: Transaction, form: Map<string, string>): boolean {
  const chosen = paymentsOf(world, transaction)
    .filter((payment) => payment.priceRules)
    .map((payment) => ({ payment, cents: centsFromDecimal((form.get(`price-${payment.id}`) ?? '').replace(',', '.')) }));
  if (chosen.some(({ payment, cents }) => cents === null || !fitsRules(payment, cents))) return false;
  for (const { payment, cents } of chosen) choosePrice(world, payment, cents as number);
  return true;
}
