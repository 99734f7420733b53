// Giving money back: whether one person is enough. Says what holds now, and who there is to agree.
import type { ReactNode } from 'react';
import { readDraft } from '#app/_auth/fresh-sign-in.ts';
import type { Staff } from '#app/_auth/session.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { mayDo } from '#lib/accounts/permissions.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { toDecimal } from '#lib/money/money.ts';
import type { RefundSettings } from '#lib/orders/refund-settings.ts';
import { DeskTime } from '../desk-time.tsx';
import { SignInAgain } from '../sign-in-again.tsx';
import { RefundRuleForm } from './refund-rule-form.tsx';

type Props = { rule: RefundSettings; currency: string; staff: Staff; timeZone: string; now: Date };

export async function RefundRule({ rule, currency, staff, ...time }: Props): Promise<ReactNode> {
  const { above, still, owners } = rule;
  const readOnly = !mayDo(staff.role, 'refunds.rule');
  const draft = readOnly ? null : await readDraft(staff, '/admin/settings');
  return (
    <section aria-labelledby="refund-rule" className="grid gap-3 border-t border-line pt-6">
      <h2 id="refund-rule" className="text-14 font-semibold">
        Giving money back
      </h2>
      <p>
        {above
          ? `Refunds above ${formatMoney(above)} need a second owner: one asks, another one agrees within a day.`
          : 'Off: every owner gives any amount back alone.'}
      </p>
      {still && (
        <Notice size="desk" title={`Until then refunds above ${formatMoney(still.above)} need a second owner`}>
          A looser rule waits for a day, so that nobody loosens it for one refund. It begins <DeskTime at={still.until} {...time} />.
        </Notice>
      )}
      {(above || still) && owners < 2 && (
        <Notice size="desk" tone="warning" title="There is nobody to agree">
          The shop has one owner. A refund above the limit waits until there is a second one.
        </Notice>
      )}
      {!readOnly && <SignInAgain staff={staff} draft={draft} />}
      <RefundRuleForm currency={currency} above={above ? toDecimal(above) : ''} readOnly={readOnly} draft={draft} />
    </section>
  );
}
