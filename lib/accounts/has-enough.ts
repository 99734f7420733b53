// Whether a shopper's wallet has enough for a sum: Paysera's yes or no, asked with their own token and only where they allowed it.
// How much is in it is never asked and never learnt.
import { openDiary } from '../audit/diary.ts';
import { askPaysera } from '../checkout/ask-paysera.ts';
import { mayAsk } from '../checkout/rate-limit.ts';
import type { Money } from '../money/money.ts';
import type { TokenSession } from '../paysera/token-session.ts';
import type { Services } from '../services.ts';
import { CONNECT_SCOPE, FUNDS_SCOPE } from './connect-wallet.ts';
import { SealBroken } from './sealed-box.ts';
import { findConnectedWallet, noteScope, readWalletToken, replaceToken } from './wallet-token-store.ts';

/** Asked about at most this many wallets of one person: each is a call that a page waits for. */
const mostWallets = 3;

type Question = {
  shopperId: string;
  total: Money;
  /** Of this wallet; null asks whether any connected one has enough. */
  walletId: number | null;
};

/** Null where it is not known: not allowed, not connected, not answered, or asked too often. */
export async function hasEnough(s: Services, { shopperId, total, walletId }: Question): Promise<boolean | null> {
  if (!s.env.paysera.checkFunds) return null;
  const connected = await findConnectedWallet(s, shopperId);
  if (!connected?.scope.split(' ').includes(FUNDS_SCOPE)) return null;
  const wallets = walletId === null ? connected.wallets.map(({ id }) => Number(id)) : [walletId];
  if (wallets.length === 0 || wallets.length > mostWallets) return null;
  const person = await openPerson(s, shopperId);
  if (!person) return null;
  for (const _ of wallets) if (!(await mayAsk(s, `wallet of ${shopperId}`))) return null;
  const answers = await Promise.all(wallets.map((wallet) => ask(s, person, { shopperId, wallet, total })));
  if (answers.includes(true)) return true;
  return answers.every((answer) => answer === false) ? false : null;
}

async function openPerson(s: Services, shopperId: string): Promise<TokenSession | null> {
  try {
    const token = await readWalletToken(s, shopperId);
    if (!token) return null;
    return s.paysera.withToken(token, {
      onRefreshed: async ({ accessToken, macKey, refreshToken, expiresAt }) => {
        await replaceToken(s, token, { accessToken, macKey, refreshToken, expiresAt });
      },
    });
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

async function ask(
  s: Services,
  person: TokenSession,
  { shopperId, wallet, total }: { shopperId: string; wallet: number; total: Money },
): Promise<boolean | null> {
  const diary = openDiary(s, { source: 'funds' });
  const answer = await askPaysera(s, diary, 'funds', () =>
    person.wallets.hasSufficientAmount(wallet, total, { timeoutMs: s.timing.shortCallMs }),
  );
  if (answer.kind === 'answered') return answer.value;
  // Left out on Paysera's page: they are not asked about it again until they connect anew.
  if (answer.how === 'refused' && answer.why === 'forbidden') await noteScope(s, shopperId, CONNECT_SCOPE);
  return null;
}
