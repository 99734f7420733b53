// Whether the pay page may offer quick pay: only to a connected shopper, since only then we know whose wallet it would be.
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';
import type { QuickPaySettings } from './quick-pay-settings.ts';
import type { SpendingCard } from './spending-card.ts';

export type QuickPayOffer =
  | { kind: 'none'; reason: 'not-connected' | 'not-offered' | 'other-currency' }
  | { kind: 'offer'; settings: QuickPaySettings; replaces: SpendingCard | null };

export async function offerQuickPay(_s: Services, _input: { shopperId: string | null; total: Money }): Promise<QuickPayOffer> {
  return { kind: 'none', reason: 'not-connected' };
}
