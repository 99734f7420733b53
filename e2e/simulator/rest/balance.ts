import type { Call } from '../http/call.ts';
import { invalid } from '../http/refusal.ts';
import { decimalFromCents, isCurrency } from '../money/cents.ts';
import { convert } from '../money/exchange.ts';
import { disposalBook, reservedBook } from '../money/ledger.ts';
import type { Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';

/** Currencies that no longer exist are left out unless asked for. */
const dead = new Set(['LTL', 'LVL', 'EEK']);

/** An object by currency, both forms of each amount; an empty wallet is `{}`. */
export function balance(world: World, call: Call, wallet: Wallet): Record<string, unknown> {
  const historical = isYes(call.query.get('show_historical_currencies'));
  const target = call.query.get('convert_to');
  if (target !== undefined && !isCurrency(target)) throw invalid('convert_to', 'must be three capital letters');
  const currencies = world.ledger.currencies(wallet.accountNumber).filter((currency) => historical || !dead.has(currency));
  if (target !== undefined && isYes(call.query.get('include_convert_to_currency')) && !currencies.includes(target)) currencies.push(target);
  const shown: Record<string, unknown> = {};
  for (const currency of currencies) {
    const disposal = world.ledger.balance(disposalBook(wallet.accountNumber), currency);
    const reserved = world.ledger.balance(reservedBook(wallet.accountNumber), currency);
    shown[currency] = {
      at_disposal: disposal,
      reserved,
      at_disposal_decimal: decimalFromCents(disposal),
      reserved_decimal: decimalFromCents(reserved),
      ...(target === undefined
        ? {}
        : { converted: { at_disposal: convert(disposal, currency, target), reserved: convert(reserved, currency, target) } }),
    };
  }
  return shown;
}

function isYes(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
