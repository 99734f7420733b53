// "Connect Paysera wallet": the browser came back with a code. Learn who it is, keep what they allowed, know them as a shopper.

import type { Env } from '#lib/env.ts';
import { PayseraError, Refused } from '#lib/paysera/errors.ts';
import type { Tokens } from '#lib/paysera/tokens.ts';
import type { User } from '#lib/paysera/user.ts';
import type { Services } from '#lib/services.ts';
import { saveShopper } from './shopper-store.ts';
import { appointFirstOwner } from './staff-store.ts';
import { claimState } from './used-state-store.ts';
import { type KnownWallet, saveWalletToken } from './wallet-token-store.ts';

/** Name and e-mail for the receipt, the list of wallets to say which are connected; nothing that reads a balance or moves money. */
export const CONNECT_SCOPE = 'email full_name wallet_list';

/** May be left out on Paysera's page; whether a wallet has enough for a sum is then simply not known. */
export const FUNDS_SCOPE = 'check_has_sufficient_balance_optional';

export function connectScope({ paysera }: Env): string {
  return paysera.checkFunds ? `${CONNECT_SCOPE} ${FUNDS_SCOPE}` : CONNECT_SCOPE;
}

export type Connection =
  | { kind: 'connected'; shopperId: string }
  /** This way back was walked before. */
  | { kind: 'lost' }
  /** Paysera does not know the code (any more). */
  | { kind: 'refused' }
  /** No answer, or none we can read. Nothing was kept; what Paysera may have issued ends by itself within the hour. */
  | { kind: 'unavailable' };

type WayBack = { code: string; redirectUri: string; state: string };

export async function connectWallet(s: Services, { code, redirectUri, state }: WayBack): Promise<Connection> {
  if (code === '') return { kind: 'refused' };
  if (!(await claimState(s, state))) return { kind: 'lost' };
  try {
    const token = await s.paysera.oauth.exchangeCode({ code, redirectUri });
    const person = s.paysera.withToken(token);
    const user = await person.users.me();
    const wallets = await readWallets(user, () => person.users.wallets('me'));
    return { kind: 'connected', shopperId: await keep(s, user, wallets, token) };
  } catch (error) {
    if (!(error instanceof PayseraError)) throw error;
    s.log.warn({ error }, 'A wallet could not be connected');
    return { kind: error instanceof Refused && error.code === 'invalid_grant' ? 'refused' : 'unavailable' };
  }
}

async function keep(s: Services, user: User, wallets: KnownWallet[], token: Tokens): Promise<string> {
  const payseraUserId = BigInt(user.id);
  const shopper = await saveShopper(s, { payseraUserId, email: user.email, name: nameOf(user) });
  const { accessToken, macKey, refreshToken, expiresAt } = token;
  await saveWalletToken(s, {
    shopperId: shopper.id,
    token: { accessToken, macKey, refreshToken, expiresAt },
    scope: connectScope(s.env),
    wallets,
  });
  await appointFirstOwner(s, payseraUserId);
  return shopper.id;
}

function nameOf({ identity, displayName }: User): string | null {
  return identity ? `${identity.name} ${identity.surname}`.trim() : displayName;
}

/** Where the list was not granted the ids still are, and they are enough to say which wallets are connected. */
async function readWallets(
  user: User,
  list: () => Promise<{ id: number; account: { number: string; ownerDisplayName: string | null } | null }[]>,
) {
  try {
    const wallets = await list();
    return wallets.map(({ id, account }) => ({
      id: String(id),
      accountNumber: account?.number ?? null,
      ownerName: account?.ownerDisplayName ?? null,
    }));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return user.wallets.map((id) => ({ id: String(id), accountNumber: null, ownerName: null }));
  }
}
