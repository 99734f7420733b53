// The spending card: what the shop may take without a PIN, what is left of it and until when; changed, or turned off in one press.
import type { ReactNode } from 'react';
import { ButtonLink } from '#app/_ui/button.tsx';
import { DateTime } from '#app/_ui/date-time.tsx';
import { Money } from '#app/_ui/money.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import type { QuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import type { SpendingCard as Card } from '#lib/allowances/spending-card.ts';
import { askingWords } from '../../_quick-pay/asking-words.ts';
import { latelyWords } from '../../_quick-pay/lately-words.ts';
import { LeftBar } from '../../_quick-pay/left-bar.tsx';
import { TurnOffForm } from '../../_quick-pay/turn-off-form.tsx';

type Props = { card: Card; settings: Pick<QuickPaySettings, 'offered' | 'oneClick'>; timeZone: string; now: Date; cartIsFilled: boolean };

export function SpendingCard({ card, settings, timeZone, now, cartIsFilled }: Props): ReactNode {
  const { left, weekly, checked, nextFreeAt } = card;
  return (
    <section aria-labelledby="card-title" className="rounded-card border border-line bg-paper-raised">
      <div className="grid gap-5 p-5 sm:p-8">
        <div className="flex items-center justify-between gap-4">
          <h2 id="card-title" className="font-semibold">
            Quick pay
          </h2>
          <StatusBadge tone={checked.how === 'unreachable' ? 'warning' : 'positive'}>
            {checked.how === 'unreachable' ? 'On, not checked' : 'On'}
          </StatusBadge>
        </div>
        <div className="grid gap-3">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <Money amount={left} className="text-36 font-semibold" />{' '}
            <span className="text-ink-soft">
              of <Money amount={weekly} /> left this week
            </span>
          </p>
          <LeftBar left={left} limit={weekly} />
          {nextFreeAt && (
            <p className="text-14 text-ink-soft">
              A week is any seven days in a row. The oldest amount comes back on <DateTime at={nextFreeAt} timeZone={timeZone} />.
            </p>
          )}
        </div>
        {!settings.oneClick && <Notice>{askingWords} Your permission stays as it is until you turn it off.</Notice>}
        {checked.how === 'lately' && <p className="text-14 text-ink-soft">{latelyWords(checked.at, now)}</p>}
        {checked.how === 'unreachable' && (
          <Notice tone="warning">
            Paysera did not answer just now. It last said on <DateTime at={checked.at} timeZone={timeZone} /> that this permission stands;
            what you changed there since is not seen here yet.
          </Notice>
        )}
        <Facts card={card} timeZone={timeZone} />
      </div>
      <div className="grid gap-3 border-t border-line p-5 sm:px-8 sm:py-6">
        <div className="flex flex-wrap gap-3">
          {settings.offered && (
            <ButtonLink href={cartIsFilled ? '/checkout#quick-pay' : '/'} tone="secondary" aria-describedby="change-hint">
              Change
            </ButtonLink>
          )}
          <TurnOffForm from="account">Turn off quick pay</TurnOffForm>
        </div>
        {settings.offered ? (
          <p id="change-hint" className="text-14 text-ink-soft">
            {cartIsFilled ? 'New limits are chosen on the pay page,' : 'Put something in your cart: new limits are chosen on the pay page,'}{' '}
            with that order and its PIN. They replace these once it is paid; until then these stay.
          </p>
        ) : (
          <p className="text-14 text-ink-soft">The shop offers no new limits at present.</p>
        )}
      </div>
    </section>
  );
}

function Facts({ card, timeZone }: Pick<Props, 'card' | 'timeZone'>): ReactNode {
  const facts: [string, ReactNode][] = [
    ['Until', <DateTime key="until" at={card.validUntil} timeZone={timeZone} show="date" />],
    [
      'For one purchase',
      <>
        At most <Money amount={card.ceiling} />. <span className="text-ink-soft">Our own promise, not Paysera’s.</span>
      </>,
    ],
    ['From', `Wallet ${card.walletId}`],
    ['On since', <DateTime key="since" at={card.since} timeZone={timeZone} />],
    ...(card.checked.how !== 'unreachable'
      ? [['Checked with Paysera', <DateTime key="checked" at={card.checked.at} timeZone={timeZone} />] as [string, ReactNode]]
      : []),
  ];
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-14 text-ink-soft sm:text-16 max-sm:-mb-2">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
