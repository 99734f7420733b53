/** Section 6.3: wallets and what is in them. */
import { requireWalletScope } from '../auth/scopes.ts';
import type { Call } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { decimalFromCents } from '../money/cents.ts';
import { disposalBook, reservedBook } from '../money/ledger.ts';
import type { World } from '../world/world.ts';
import { callerOf, walletOf } from './paths.ts';
import { showWallet } from './show-wallet.ts';

export function walletRoutes(world: World): Route[] {
  return [
    { method: 'GET', pattern: 'wallet/{wallet}', access: 'caller', run: (call) => showWallet(world, walletOf(world, call), 'short') },
    { method: 'GET', pattern: 'wallet/{wallet}/balance', access: 'caller', run: (call) => balance(world, call) },
  ];
}

function balance(world: World, call: Call): unknown {
  const wallet = walletOf(world, call);
  requireWalletScope(world, callerOf(call), wallet.id, ['balance']);
  const shown: Record<string, unknown> = {};
  for (const currency of world.ledger.currencies(wallet.accountNumber)) {
    const disposal = world.ledger.balance(disposalBook(wallet.accountNumber), currency);
    const reserved = world.ledger.balance(reservedBook(wallet.accountNumber), currency);
    shown[currency] = {
      at_disposal: disposal,
      reserved,
      at_disposal_decimal: decimalFromCents(disposal),
      reserved_decimal: decimalFromCents(reserved),
    };
  }
  return shown;
}
