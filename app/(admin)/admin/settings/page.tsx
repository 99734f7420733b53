import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { ButtonLink } from '#app/_ui/button.tsx';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { mayDo } from '#lib/accounts/permissions.ts';
import { readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import { readRefundSettings } from '#lib/orders/refund-settings.ts';
import { services } from '#lib/services.ts';
import { DeskFrame } from '../desk-frame.tsx';
import { RefundRule } from './refund-rule.tsx';
import { settingsFields } from './settings-fields.ts';
import { SettingsForm } from './settings-form.tsx';

export const metadata: Metadata = { title: 'Settings' };

const environmentWords = { production: 'the real Paysera', sandbox: 'Paysera’s sandbox', local: 'the local Paysera' } as const;

export default async function SettingsPage(): Promise<ReactNode> {
  const staff = await requireStaff('quick-pay.read', '/admin/settings');
  const s = services();
  const [settings, rule] = await Promise.all([readQuickPaySettings(s), readRefundSettings(s)]);
  const mayEdit = mayDo(staff.role, 'settings.edit');
  return (
    <DeskFrame staff={staff} section="settings">
      <DeskHeading
        title="Settings"
        intro={`For ${environmentWords[s.env.paysera.environment]} only`}
        aside={
          mayDo(staff.role, 'staff.read') && (
            <ButtonLink href="/admin/settings/staff" tone="secondary" size="desk">
              Who works at the desk
            </ButtonLink>
          )
        }
      />
      <div className="grid max-w-[44rem] gap-5">
        {!mayEdit && (
          <Notice size="desk" title="You can look, not change">
            What customers are offered, and who agrees to refunds, is changed by the owner.
          </Notice>
        )}
        <SettingsForm settings={settingsFields(settings)} readOnly={!mayEdit} />
        <RefundRule
          rule={rule}
          currency={settings.highestWeekly.currency}
          staff={staff}
          timeZone={s.env.shopTimeZone}
          now={s.clock.now()}
        />
      </div>
    </DeskFrame>
  );
}
