// The spending card beside the cart: what is left, until when, and the same two ways on as in the account.
import type { ReactNode } from 'react';
import { currentShopper } from '#app/_auth/session.ts';
import { DateTime } from '#app/_ui/date-time.tsx';
import { Money } from '#app/_ui/money.tsx';
import { type QuickPaySettings, readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import { readSpendingCard, type SpendingCard } from '#lib/allowances/spending-card.ts';
import { services } from '#lib/services.ts';
import { askingWords } from '../_quick-pay/asking-words.ts';
import { EndedNotice } from '../_quick-pay/ended-notice.tsx';
import { latelyWords } from '../_quick-pay/lately-words.ts';
import { LeftBar } from '../_quick-pay/left-bar.tsx';
import { lookOfPage } from '../_quick-pay/look-of-page.ts';
import { TurnOffForm } from '../_quick-pay/turn-off-form.tsx';

/** @param justNow the shopper pressed "Turn off" a moment ago */
export async function CartQuickPay({ justNow }: { justNow: boolean }): Promise<ReactNode> {
  const shopper = await currentShopper();
  if (!shopper) return null;
  const s = services();
  const { card, ended } = await readSpendingCard(s, { shopperId: shopper.id, look: lookOfPage(shopper.id) });
  if (card) return <Card card={card} settings={await readQuickPaySettings(s)} timeZone={s.env.shopTimeZone} />;
  return ended && justNow ? <EndedNotice ended={ended} timeZone={s.env.shopTimeZone} justNow={justNow} /> : null;
}

type Props = { card: SpendingCard; settings: Pick<QuickPaySettings, 'offered' | 'oneClick'>; timeZone: string };

function Card({ card, settings, timeZone }: Props): ReactNode {
  const { left, weekly, validUntil, uses, checked } = card;
  return (
    <section aria-labelledby="cart-quick-pay" className="grid gap-3 rounded-card border border-line bg-paper-raised p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="cart-quick-pay" className="text-14 font-semibold text-ink-soft">
          Quick pay
        </h2>
        <p className="text-14 text-ink-soft">
          until <DateTime at={validUntil} timeZone={timeZone} show="date" />
        </p>
      </div>
      <p>
        <Money amount={left} className="text-18 font-semibold" /> of <Money amount={weekly} /> left this week
      </p>
      <LeftBar left={left} limit={weekly} />
      {!settings.oneClick && <p className="text-14 text-ink-soft">{askingWords}</p>}
      {checked.how === 'lately' && <p className="text-14 text-ink-soft">{latelyWords(checked.at, services().clock.now())}</p>}
      {checked.how === 'unreachable' && (
        <p className="text-14 text-warning">
          Paysera did not answer just now. It last said on <DateTime at={checked.at} timeZone={timeZone} /> that this stands.
        </p>
      )}
      <div className="-mb-2 flex flex-wrap items-center justify-between gap-x-4">
        <p className="flex flex-wrap gap-x-5">
          <a href="/account/quick-pay" className="link inline-flex min-h-11 items-center text-14">
            {usedWords(uses.filter(({ state }) => state !== 'given-back').length)}
          </a>
          {settings.offered && (
            <a href="/checkout#quick-pay" className="link inline-flex min-h-11 items-center text-14">
              Change<span className="sr-only"> quick pay: new limits with this order replace these</span>
            </a>
          )}
        </p>
        <TurnOffForm from="cart">
          Turn off<span className="sr-only"> quick pay</span>
        </TurnOffForm>
      </div>
    </section>
  );
}

function usedWords(count: number): string {
  return count === 0 ? 'Not used yet' : count === 1 ? 'Used for one order' : `Used for ${count} orders`;
}
