// Before the jump: that no connected wallet has enough for it today, where its owner allowed us to ask. Never how much is in it, and no bar:
// they may add money, or choose another wallet there.
import type { ReactNode } from 'react';
import { Notice } from '#app/_ui/notice.tsx';
import { hasEnough } from '#lib/accounts/has-enough.ts';
import type { Money } from '#lib/money/money.ts';
import { services } from '#lib/services.ts';

export async function CannotCover({ shopperId, total }: { shopperId: string; total: Money }): Promise<ReactNode> {
  if ((await hasEnough(services(), { shopperId, total, walletId: null })) !== false) return null;
  return (
    <Notice tone="warning" title="Your wallet cannot cover this today">
      Add money to it first, or choose another wallet at Paysera.
    </Notice>
  );
}
