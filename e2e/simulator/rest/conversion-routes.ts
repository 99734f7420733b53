/** Section 6.11: currency conversion, a right that only an SMS code adds to a token. */
import { requireScope } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { decimalFromCents, isCurrency } from '../money/cents.ts';
import { convert, priceOf } from '../money/exchange.ts';
import { disposalBook, exchange } from '../money/ledger.ts';
import { type Fields, moneyField, textField } from '../transactions/read-fields.ts';
import type { Account } from '../world/records.ts';
import { nextId, type World } from '../world/world.ts';
import { callerOf } from './paths.ts';

type Conversion = { from: string; to: string; fromCents: number; toCents: number };

export function conversionRoutes(world: World): Route[] {
  return [
    { method: 'GET', pattern: 'currency-conversion', access: 'caller', run: (call) => calculate(world, call) },
    { method: 'POST', pattern: 'currency-conversion', access: 'caller', run: (call) => execute(world, call) },
  ];
}

function calculate(world: World, call: Call): unknown {
  personWith(world, call);
  const fields: Fields = {};
  for (const [name, value] of call.query) fields[name] = /^(from|to)_amount$/.test(name) ? Number(value) : value;
  return show(readConversion(fields));
}

function execute(world: World, call: Call): unknown {
  const userId = personWith(world, call);
  const body = jsonObject(call);
  const number = textField(body, 'account_number');
  const account = number === undefined ? undefined : world.accounts.get(number);
  if (!account) throw invalid('account_number', 'is required and must exist');
  if (!account.operators.includes(userId)) throw new Refusal('no_rights', 'The user has no rights to this account');
  const conversion = readConversion(body);
  const most = moneyField(body, 'max_from_amount');
  const least = moneyField(body, 'min_to_amount');
  if (most !== undefined && conversion.fromCents > most) throw invalid('max_from_amount', 'would be exceeded');
  if (least !== undefined && conversion.toCents < least) throw invalid('min_to_amount', 'would not be reached');
  exchangeMoney(world, account, conversion);
  const id = nextId(world, 'conversion');
  return { id, date: world.clock.nowSeconds(), ...show(conversion), account_number: account.number };
}

function personWith(world: World, call: Call): number {
  const caller = callerOf(call);
  if (caller.kind !== 'token') throw new Refusal('forbidden', 'This needs an access token');
  requireScope(world, caller, caller.token.userId, ['convert_currency']);
  return caller.token.userId;
}

function readConversion(fields: Fields): Conversion {
  const { from_currency: from, to_currency: to } = fields;
  if (!isCurrency(from)) throw invalid('from_currency', 'must be three capital letters');
  if (!isCurrency(to)) throw invalid('to_currency', 'must be three capital letters');
  const give = moneyField(fields, 'from_amount');
  const get = moneyField(fields, 'to_amount');
  if ((give === undefined) === (get === undefined)) throw invalid('from_amount', 'give exactly one amount');
  return give !== undefined
    ? { from, to, fromCents: give, toCents: convert(give, from, to) }
    : { from, to, fromCents: priceOf(get as number, from, to), toCents: get as number };
}

/** Each currency balances in itself, against the books of the exchange. */
function exchangeMoney(world: World, account: Account, { from, to, fromCents, toCents }: Conversion): void {
  if (world.ledger.balance(disposalBook(account.number), from) < fromCents) throw new Refusal('not_enough_funds', `Not enough ${from}`);
  const move = (currency: string, cents: number) =>
    world.ledger.post({
      at: world.clock.nowSeconds(),
      kind: 'currency',
      currency,
      legs: [
        { book: disposalBook(account.number), cents },
        { book: exchange, cents: -cents },
      ],
      details: `Conversion ${from} to ${to}`,
    });
  move(from, -fromCents);
  move(to, toCents);
}

function show({ from, to, fromCents, toCents }: Conversion): Record<string, unknown> {
  return {
    from_currency: from,
    to_currency: to,
    from_amount: fromCents,
    from_amount_decimal: decimalFromCents(fromCents),
    to_amount: toCents,
    to_amount_decimal: decimalFromCents(toCents),
  };
}
