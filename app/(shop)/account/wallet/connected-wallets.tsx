// What is connected, what it lets the shop do, and the way to end it.
import { Wallet } from 'lucide-react';
import type { ReactNode } from 'react';
import { DateTime } from '#app/_ui/date-time.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { ConnectedWallet } from '#lib/accounts/wallet-token-store.ts';
import { disconnect } from './actions.ts';

type Props = { connected: ConnectedWallet; email: string | null; hasQuickPay: boolean; timeZone: string };

export function ConnectedWallets({ connected, email, hasQuickPay, timeZone }: Props): ReactNode {
  const { wallets, connectedAt } = connected;
  return (
    <section className="grid gap-6">
      <div className="grid gap-2">
        <h2 className="font-display text-22 font-medium">
          {wallets.length > 1 ? 'Your wallets are connected' : 'Your wallet is connected'}
        </h2>
        <p className="text-ink-soft">
          Since <DateTime at={connectedAt} timeZone={timeZone} />
          {email && <>, as {email}</>}. You choose the wallet at Paysera each time you pay, and confirm with your PIN there
          {hasQuickPay && ', except within quick pay'}.
        </p>
      </div>
      <ul className="divide-y divide-line rounded-card border border-line bg-paper-raised">
        {wallets.map((wallet) => (
          <li key={wallet.id} className="flex items-center gap-4 px-5 py-4">
            <Wallet aria-hidden="true" className="size-5 shrink-0 text-accent" strokeWidth={1.75} />
            <div className="grid min-w-0">
              <span className="truncate font-semibold">{wallet.ownerName ?? 'Paysera wallet'}</span>
              <span className="money text-14 text-ink-soft">
                Wallet {wallet.id}
                {wallet.accountNumber && ` · ${wallet.accountNumber}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
      <form action={disconnect} className="grid justify-items-start gap-2">
        <SubmitButton tone="danger" pendingLabel="Disconnecting…">
          Disconnect
        </SubmitButton>
        <p className="text-14 text-ink-soft">
          Paysera takes our permission back at once and you are signed out, here and on your other devices.{' '}
          {hasQuickPay ? 'Quick pay is turned off with it. ' : ''}Your orders stay for when you connect again.
        </p>
      </form>
    </section>
  );
}
