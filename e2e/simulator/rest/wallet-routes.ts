/** Section 6.3: wallets and what is in them. */
import { requirePermission, requireWalletScope, scopesFor } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { numberOf } from '../http/paging.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { isCurrency } from '../money/cents.ts';
import { disposalBook } from '../money/ledger.ts';
import { textField } from '../transactions/read-fields.ts';
import type { Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { balance } from './balance.ts';
import { callerOf, walletOf } from './paths.ts';
import { cancelPending, listPending, listReservations, unlockPending } from './pending-payments.ts';
import { showWallet } from './show-wallet.ts';
import { showParty, statements } from './statements.ts';
import { searchWallet, searchWallets } from './wallet-search.ts';

export function walletRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  const scoped = (pattern: string, scopes: string[], run: (wallet: Wallet, call: Call) => unknown) =>
    route('GET', `wallet/{wallet}/${pattern}`, (call) => {
      const wallet = walletOf(world, call);
      requireWalletScope(world, callerOf(call), wallet.id, scopes);
      return run(wallet, call);
    });
  return [
    route('GET', 'wallet/{wallet}', (call) => showWallet(world, walletOf(world, call), fullness(world, call))),
    route('GET', 'wallet', (call) => showWallet(world, searchWallet(world, call), 'short')),
    route('GET', 'wallets', (call) => searchWallets(world, call)),
    route('GET', 'wallet/barcode', (call) => {
      requirePermission(callerOf(call), 'use_wallet_api');
      const wallet = searchWallet(world, call);
      if (!wallet.barcode) throw new Refusal('not_found', 'The wallet has no barcode');
      return { barcode: wallet.barcode };
    }),
    scoped('balance', ['balance'], (wallet, call) => balance(world, call, wallet)),
    scoped('sufficient-amount', ['check_has_sufficient_balance'], (wallet, call) => sufficient(world, call, wallet)),
    scoped('statements', ['statements', 'recent_statements'], (wallet, call) => statements(world, call, wallet)),
    route('GET', 'wallet/{wallet}/reservation-statements', (call) => listReservations(world, call)),
    route('GET', 'wallet/{wallet}/pending-payments', (call) => listPending(world, call)),
    route('PUT', 'wallet/{wallet}/pending-payment/{payment}', (call) => unlockPending(world, call)),
    route('DELETE', 'wallet/{wallet}/pending-payment/{payment}', (call) => cancelPending(world, call)),
    scoped('favourites', ['favourites'], (wallet) => favourites(world, wallet)),
    route('PUT', 'wallet/{wallet}', (call) => changeDescription(world, call, textField(jsonObject(call), 'description'))),
    route('DELETE', 'wallet/{wallet}/description', (call) => changeDescription(world, call, undefined)),
    route('PUT', 'wallet/{wallet}/card', (call) => relateCard(world, call)),
    route('GET', 'account/{iban}', (call) => accountOfIban(world, call.params.iban as string)),
  ];
}

function fullness(world: World, call: Call): 'short' | 'full' {
  const caller = callerOf(call);
  const account = world.accounts.get(walletOf(world, call).accountNumber);
  const persons = caller.kind === 'token' ? [caller.token.userId] : (account?.operators ?? []);
  const granted = persons.some((person) => account?.operators.includes(person) && scopesFor(world, caller, person).has('wallet_list'));
  return granted ? 'full' : 'short';
}

function sufficient(world: World, call: Call, wallet: Wallet): unknown {
  const currency = call.query.get('currency');
  const amount = numberOf(call.query, 'amount');
  if (amount === undefined) throw invalid('amount', 'is required, in cents');
  if (!isCurrency(currency)) throw invalid('currency', 'must be three capital letters');
  return { is_sufficient: world.ledger.balance(disposalBook(wallet.accountNumber), currency) >= amount };
}

/** Whom the wallet has paid, the most frequent first. */
function favourites(world: World, wallet: Wallet): unknown {
  const counts = new Map<string, number>();
  for (const entry of world.ledger.entriesOf(wallet.accountNumber)) {
    if (entry.kind !== 'transfer') continue;
    for (const leg of entry.legs) {
      const number = leg.book.split('|')[0] as string;
      if (leg.cents > 0 && number !== wallet.accountNumber && world.accounts.has(number)) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([number]) => showParty(world, number));
}

function changeDescription(world: World, call: Call, description: string | undefined): unknown {
  const wallet = walletOf(world, call);
  requireWalletScope(world, callerOf(call), wallet.id, ['manage_account']);
  const account = world.accounts.get(wallet.accountNumber);
  if (!account) throw new Refusal('not_found', 'No such account');
  if (call.method === 'PUT' && description === undefined) throw invalid('description', 'is required');
  account.description = description;
  world.accounts.touch(account.number);
  return showWallet(world, wallet, 'full');
}

function relateCard(world: World, call: Call): unknown {
  requirePermission(callerOf(call), 'use_wallet_api');
  const wallet = walletOf(world, call);
  const body = jsonObject(call);
  const issuer = textField(body, 'issuer');
  const number = textField(body, 'number');
  if (!issuer || !number) throw invalid('card', 'needs issuer and number');
  wallet.cards = [...new Set([...(wallet.cards ?? []), `${issuer}:${number}`])];
  world.wallets.touch(wallet.id);
  return showWallet(world, wallet, 'short');
}

function accountOfIban(world: World, iban: string): unknown {
  const wanted = iban.replaceAll(' ', '').toUpperCase();
  for (const account of world.accounts.values()) {
    if (account.ibans.includes(wanted)) return { account_number: account.number, ibans: account.ibans };
  }
  throw new Refusal('not_found', 'No such account');
}
