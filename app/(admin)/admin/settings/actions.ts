'use server';
import type { FormState } from '#app/_auth/form-state.ts';
import { requireStaff } from '#app/_auth/session.ts';
import { changeQuickPaySettings, readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
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
