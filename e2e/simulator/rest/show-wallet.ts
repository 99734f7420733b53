import type { Wallet } from '../world/records.ts';
import type { World } from '../world/world.ts';

/** A wallet with its account as an object; the fuller fields come only where the user granted `wallet_list`. */
export function showWallet(world: World, wallet: Wallet, how: 'short' | 'full'): Record<string, unknown> {
  const account = world.accounts.get(wallet.accountNumber);
  const owner = account && world.users.get(account.ownerId);
  const shown: Record<string, unknown> = { number: wallet.accountNumber };
  if (owner) shown.owner_display_name = owner.displayName;
  if (how === 'full' && account && owner) {
    shown.owner_title = owner.type === 'natural' ? `${owner.name} ${owner.surname}` : owner.displayName;
    shown.owner_type = owner.type;
    if (account.description !== undefined) shown.description = account.description;
    shown.user_id = owner.id;
    shown.type = account.type;
    shown.status = account.status;
    shown.ibans = account.ibans;
    if (account.ibans[0]) shown.main_iban = account.ibans[0];
    shown.flags = { public: owner.type === 'legal', savings: false };
  }
  return { id: wallet.id, owner: wallet.userId, account: shown };
}
