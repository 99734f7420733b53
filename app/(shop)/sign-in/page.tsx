import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { safeReturnPath } from '#app/_auth/return-path.ts';
import { currentShopper } from '#app/_auth/session.ts';
import { failureNotice, readSignInFailure } from '#app/_auth/sign-in-failure.ts';
import { ConnectForm } from '#app/_ui/connect-form.tsx';
import { ShopHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { services } from '#lib/services.ts';
import { ShopFrame } from '../_frame/shop-frame.tsx';
import { connectPayseraWallet } from './actions.ts';

export const metadata: Metadata = { title: 'Connect your wallet', robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props): Promise<ReactNode> {
  const query = await searchParams;
  const returnTo = safeReturnPath(query.returnTo);
  const failure = readSignInFailure(query.error);
  if (!failure && (await currentShopper())) redirect(returnTo);
  const forDesk = returnTo.startsWith('/admin');
  return (
    <ShopFrame>
      <div className="mx-auto max-w-[32rem]">
        <ShopHeading
          title={forDesk ? 'Sign in to the desk' : 'Connect your Paysera wallet'}
          intro={
            forDesk
              ? 'The desk opens for the people this shop has named as its staff.'
              : 'It signs you in, keeps your orders in one place, and fills in your e-mail. You can also pay as a guest.'
          }
        />
        <div className="mb-8 empty:hidden">
          {failure && (
            <Notice
              tone={failure === 'ended' || failure === 'denied' || failure === 'fresh' ? 'info' : 'warning'}
              title={failureNotice[failure].title}
              role="status"
            >
              {failureNotice[failure].text}
            </Notice>
          )}
          {query.answer === 'disconnected' && (
            <Notice tone="positive" title="Your wallet is disconnected" role="status">
              Paysera has taken our permission back, and you are signed out on every device. Your orders stay.
            </Notice>
          )}
        </div>
        <ConnectForm action={connectPayseraWallet} returnTo={returnTo} asksFunds={services().env.paysera.checkFunds} />
      </div>
    </ShopFrame>
  );
}
