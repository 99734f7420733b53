// The settings of quick pay as the texts of their form, and those texts back: the one place where the two meet.
import type { Preset, QuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import { type Money, toDecimal } from '#lib/money/money.ts';
import { parseAmount } from '#lib/money/parse-amount.ts';
import { presetName } from './preset-names.ts';

export type SettingsFields = { currency: string; offered: boolean; oneClick: boolean; texts: Record<string, string> };
export type ReadSettings = { settings: QuickPaySettings } | { fields: Record<string, string> };

export function settingsFields(settings: QuickPaySettings): SettingsFields {
  const texts: Record<string, string> = {
    highestWeekly: toDecimal(settings.highestWeekly),
    longestDays: String(settings.longestDays),
    undoSeconds: String(settings.undoSeconds),
  };
  for (const [place, { weekly, days, ceiling }] of settings.presets.entries()) {
    texts[presetName(place, 'weekly')] = toDecimal(weekly);
    texts[presetName(place, 'days')] = String(days);
    texts[presetName(place, 'ceiling')] = toDecimal(ceiling);
  }
  return { currency: settings.highestWeekly.currency, offered: settings.offered, oneClick: settings.oneClick, texts };
}

/** Whether the numbers make sense together is for the settings themselves to say; here they only become numbers. */
export function readSettings(before: QuickPaySettings, sent: Record<string, string>): ReadSettings {
  const { currency } = before.highestWeekly;
  const fields: Record<string, string> = {};
  const amount = (name: string): Money => {
    const parsed = parseAmount(sent[name] ?? '', currency);
    if (parsed.kind === 'amount') return parsed.money;
    fields[name] =
      parsed.reason === 'too-precise' ? 'That has more digits than this currency’s smallest coin.' : 'Write an amount, such as 60.00.';
    return { minor: 0n, currency };
  };
  const whole = (name: string): number => {
    const text = sent[name]?.trim() ?? '';
    if (/^\d{1,5}$/.test(text)) return Number(text);
    fields[name] = 'Write a whole number.';
    return 0;
  };
  const preset = (place: number): Preset => ({
    weekly: amount(presetName(place, 'weekly')),
    days: whole(presetName(place, 'days')),
    ceiling: amount(presetName(place, 'ceiling')),
  });
  const settings: QuickPaySettings = {
    offered: sent.offered === 'on',
    oneClick: sent.oneClick === 'on',
    presets: [preset(0), preset(1), preset(2)],
    highestWeekly: amount('highestWeekly'),
    longestDays: whole('longestDays'),
    undoSeconds: whole('undoSeconds'),
  };
  return Object.keys(fields).length > 0 ? { fields } : { settings };
}
