// What pages with quick pay call, as an instance of a storm answers it: the use cases themselves, told who is signed in.
import { disconnectWallet } from '#lib/accounts/disconnect-wallet.ts';
import { saveShopper } from '#lib/accounts/shopper-store.ts';
import { saveWalletToken } from '#lib/accounts/wallet-token-store.ts';
import type { Grant } from '#lib/allowances/grant.ts';
import { judgeOneClick } from '#lib/allowances/judge-one-click.ts';
import { payByAllowance } from '#lib/allowances/pay-by-allowance.ts';
import { readSpendingCard } from '#lib/allowances/spending-card.ts';
import { turnOffQuickPay } from '#lib/allowances/turn-off-quick-pay.ts';
import { undoPayment } from '#lib/allowances/undo-payment.ts';
import type { Services } from '#lib/services.ts';

/** Amounts in minor units, as text. */
export type ChosenGrant = { weekly: string; ceiling: string };

const dayMs = 24 * 3600 * 1000;
const euro = (minor: string) => ({ minor: BigInt(minor), currency: 'EUR' });

export function grantOf(chosen: ChosenGrant | undefined): Grant | null {
  return chosen ? { weekly: euro(chosen.weekly), ceiling: euro(chosen.ceiling), until: new Date(Date.now() + 30 * dayMs) } : null;
}

/** `withIds` gives services whose ids follow from what is done. */
export function quickPayCalls(s: Services, withIds: (about: string) => Services) {
  return {
    connect: async ({ name, user, wallet }: { name: string; user: number; wallet: number }) => {
      const shopper = await saveShopper(s, { payseraUserId: BigInt(user), email: `${name}@storm.lt`, name });
      const token = { accessToken: `token-of-${name}`, macKey: 'b', refreshToken: null, expiresAt: new Date(Date.now() + dayMs) };
      const wallets = [{ id: String(wallet), accountNumber: null, ownerName: null }];
      await saveWalletToken(s, { shopperId: shopper.id, token, scope: '', wallets });
      return { kind: 'connected', shopperId: shopper.id };
    },
    click: (press: { name: string; tab: number; again: number; orderId: string; shopperId: string; clickKey: string; hoursAgo: number }) =>
      payByAllowance(withIds(`${press.name}/${press.tab}/${press.again}/click`), {
        orderId: press.orderId,
        shopperId: press.shopperId,
        clickKey: press.clickKey,
        signedInAt: new Date(Date.now() - press.hoursAgo * 3600 * 1000),
        language: 'en' as const,
      }),
    undo: ({ orderId }: { orderId: string }) => undoPayment(s, { orderId, by: 'shopper' }),
    'turn-off': ({ shopperId }: { shopperId: string }) => turnOffQuickPay(s, { shopperId, by: 'shopper' }),
    disconnect: ({ shopperId }: { shopperId: string }) => disconnectWallet(s, shopperId),
    judge: ({ shopperId, total }: { shopperId: string; total: string }) =>
      judgeOneClick(s, { shopperId, signedInAt: new Date(), total: euro(total) }),
    card: async ({ shopperId }: { shopperId: string }) => {
      const { card } = await readSpendingCard(s, { shopperId });
      return card ? { kind: 'card', left: card.left.minor.toString(), weekly: card.weekly.minor.toString() } : { kind: 'none' };
    },
  };
}
