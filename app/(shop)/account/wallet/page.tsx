import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireShopper } from '#app/_auth/session.ts';
import { ConnectForm } from '#app/_ui/connect-form.tsx';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { findConnectedWallet } from '#lib/accounts/wallet-token-store.ts';
import { readActiveAllowance } from '#lib/allowances/allowance-store.ts';
import { services } from '#lib/services.ts';
import { ShopFrame } from '../../_frame/shop-frame.tsx';
import { AccountTabs } from '../account-tabs.tsx';
import { connectAgain } from './actions.ts';
import { ConnectedWallets } from './connected-wallets.tsx';

export const metadata: Metadata = { title: 'Your wallet', robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WalletPage({ searchParams }: Props): Promise<ReactNode> {
  const shopper = await requireShopper('/account/wallet');
  const s = services();
  const { answer } = await searchParams;
  const connected = await findConnectedWallet(s, shopper.id);
  const hasQuickPay = (await readActiveAllowance(s, shopper.id)) !== null;
  return (
    <ShopFrame>
      <ShopHeading title="Your account" intro={shopper.name ?? shopper.email ?? undefined} />
      <AccountTabs current="wallet" />
      <div className="grid max-w-[40rem] gap-8">
        {answer === 'unavailable' && connected && (
          <Notice tone="warning" title="Your wallet is still connected" role="status">
            We couldn’t reach Paysera to take the permission back, so we have not forgotten it either. Try again in a moment.
          </Notice>
        )}
        {connected ? (
          <ConnectedWallets connected={connected} email={shopper.email} hasQuickPay={hasQuickPay} timeZone={s.env.shopTimeZone} />
        ) : (
          <section className="grid gap-6">
            <div className="grid gap-2">
              <h2 className="font-display text-22 font-medium">No wallet is connected</h2>
              <p className="text-ink-soft">You can still pay: Paysera asks you to log in and choose a wallet each time.</p>
            </div>
            <ConnectForm action={connectAgain} returnTo="/account/wallet" asksFunds={s.env.paysera.checkFunds} />
          </section>
        )}
      </div>
    </ShopFrame>
  );
}
