'use server';
import type { FormState } from '#app/_auth/form-state.ts';
import { requireFreshStaff } from '#app/_auth/fresh-sign-in.ts';
import { requireStaff } from '#app/_auth/session.ts';
import { changeQuickPaySettings, readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import { parseAmount } from '#lib/money/parse-amount.ts';
import { changeRefundSettings } from '#lib/orders/refund-settings.ts';
import { services } from '#lib/services.ts';
import { readSettings } from './settings-fields.ts';

export async function saveSettings(_before: FormState, form: FormData): Promise<FormState> {
  const staff = await requireStaff('settings.edit', '/admin/settings');
  const sent = Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const s = services();
  const read = readSettings(await readQuickPaySettings(s), sent);
  if ('fields' in read) return refused(read.fields, sent);
  const answer = await changeQuickPaySettings(s, { settings: read.settings, staffId: staff.shopper.id });
  if (answer.kind === 'refused') return refused({ [answer.field]: answer.reason }, sent);
  return { tone: 'saved', message: 'Saved. Pay pages offer it from now on; permissions already given stay as they are.' };
}

function refused(fields: Record<string, string>, typed: Record<string, string>): FormState {
  return { tone: 'refused', message: 'Nothing was saved yet. See the marked fields.', fields, typed };
}

/** Above which amount a refund needs a second person; an empty field switches it off. */
export async function saveRefundRule(_before: FormState, form: FormData): Promise<FormState> {
  const staff = await requireFreshStaff('refunds.rule', '/admin/settings', form);
  const s = services();
  const typed = String(form.get('above') ?? '');
  const { currency } = (await readQuickPaySettings(s)).highestWeekly;
  const parsed = parseAmount(typed, currency);
  if (parsed.kind === 'invalid' && parsed.reason !== 'empty')
    return refused({ above: 'Write an amount, such as 100.00, or nothing.' }, { above: typed });
  const above = parsed.kind === 'amount' ? parsed.money : null;
  const changed = await changeRefundSettings(s, { above, staffId: staff.shopper.id });
  if (changed.kind === 'refused') return refused({ above: changed.reason }, { above: typed });
  if (changed.kind === 'changed') return { tone: 'saved', message: 'Saved. It holds from now on.' };
  return { tone: 'saved', message: 'Saved. A looser rule begins in 24 hours; until then the stricter one holds.' };
}
