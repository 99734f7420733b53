/** The payer's wallets with what is at their disposal; the first that has enough is chosen already. */
import { disposalBook } from '../money/ledger.ts';
import type { Language } from '../oauth/scope-names.ts';
import { walletsOfUser } from '../rest/paths.ts';
import { chargesByCurrency } from '../transactions/hold-money.ts';
import { paymentsOf } from '../transactions/move-transaction.ts';
import type { Transaction, User, Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { formatAmount } from './format-amount.ts';
import { Html, html } from './html.ts';
import { words } from './words.ts';

export function walletChoice(world: World, transaction: Transaction, user: User, language: Language): Html {
  const text = words[language];
  const wallets = walletsOfUser(world, user.id);
  const charges = chargesByCurrency(paymentsOf(world, transaction));
  const enough = (wallet: Wallet) => [...charges].every(([currency, cents]) => disposal(world, wallet, currency) >= cents);
  const chosen = wallets.find(enough) ?? wallets[0];
  if (wallets.length === 0) return html`<p class="error">${text.noWallets}</p>`;
  return html`<fieldset><legend>${text.fromWallet}</legend>
${wallets.map((wallet) => {
  const account = world.accounts.get(wallet.accountNumber);
  const owner = world.users.get(wallet.userId);
  return html`<label class="choice"><input type="radio" name="wallet" value="${wallet.id}" required${wallet === chosen ? new Html(' checked') : ''}>
<span>${owner?.id === user.id ? (account?.description ?? owner.displayName) : owner?.displayName}<br><span class="small soft">${wallet.accountNumber}</span></span>
<span class="amount money">${amounts(world, wallet, charges, language)}${!enough(wallet) && html`<br><span class="small soft">${text.tooLittle}</span>`}</span></label>`;
})}
</fieldset>`;
}

function amounts(world: World, wallet: Wallet, charges: Map<string, number>, language: Language): string {
  const held = world.ledger.currencies(wallet.accountNumber).filter((currency) => disposal(world, wallet, currency) > 0);
  const wanted = [...charges.keys()].filter((currency) => held.includes(currency));
  const shown = wanted.length > 0 ? wanted : held;
  if (shown.length === 0) return formatAmount(0, [...charges.keys()][0] ?? 'EUR', language);
  return shown.map((currency) => formatAmount(disposal(world, wallet, currency), currency, language)).join(' · ');
}

function disposal(world: World, wallet: Wallet, currency: string): number {
  return world.ledger.balance(disposalBook(wallet.accountNumber), currency);
}
