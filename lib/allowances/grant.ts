// What the shopper chose on the pay page: just this time, one of the presets, or limits of their own. Read strictly. Pure.
import { formatMoney } from '../money/format-money.ts';
import type { Money } from '../money/money.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { dateIn, endOfDay } from './day-end.ts';
import type { QuickPaySettings } from './quick-pay-settings.ts';

/** At most `weekly` in any seven days until `until`, and never more than `ceiling` for one purchase, which is the shop's own promise. */
export type Grant = { weekly: Money; ceiling: Money; until: Date };
export type GrantForm = {
  /** 'once' (also when it is missing), 'preset-0' to 'preset-2', or 'own'. */
  quickPay?: string;
  weekly?: string;
  ceiling?: string;
  /** YYYY-MM-DD, the last day it holds, where the shop is. */
  until?: string;
};
export type ReadGrant =
  | { kind: 'once' }
  | { kind: 'grant'; grant: Grant }
  | { kind: 'invalid'; field: 'weekly' | 'ceiling' | 'until'; reason: string };

const dayMs = 24 * 3600 * 1000;

/** A choice that is not offered counts as "just this time": nothing is ever granted by a mistake. */
export function readGrant(settings: QuickPaySettings, form: GrantForm, total: Money, now: Date, zone: string): ReadGrant {
  const choice = form.quickPay ?? 'once';
  if (!settings.offered || total.currency !== settings.highestWeekly.currency) return { kind: 'once' };
  if (choice === 'own') return readOwn(settings, form, now, zone);
  const index = ['preset-0', 'preset-1', 'preset-2'].indexOf(choice);
  const preset = settings.presets[index];
  if (!preset) return { kind: 'once' };
  const until = new Date(now.getTime() + preset.days * dayMs);
  return { kind: 'grant', grant: { weekly: preset.weekly, ceiling: preset.ceiling, until } };
}

function readOwn(settings: QuickPaySettings, form: GrantForm, now: Date, zone: string): ReadGrant {
  const { highestWeekly, longestDays } = settings;
  const weekly = readAmount(form.weekly, highestWeekly.currency);
  if (typeof weekly === 'string') return { kind: 'invalid', field: 'weekly', reason: weekly };
  if (weekly.minor > highestWeekly.minor)
    return { kind: 'invalid', field: 'weekly', reason: `At most ${formatMoney(highestWeekly)} a week.` };
  const ceiling = readAmount(form.ceiling, highestWeekly.currency);
  if (typeof ceiling === 'string') return { kind: 'invalid', field: 'ceiling', reason: ceiling };
  if (ceiling.minor > weekly.minor) return { kind: 'invalid', field: 'ceiling', reason: 'At most your limit for a week.' };
  const until = endOfDay((form.until ?? '').trim(), zone);
  if (!until) return { kind: 'invalid', field: 'until', reason: 'Enter a date.' };
  if (until <= now) return { kind: 'invalid', field: 'until', reason: 'Choose today or a day to come.' };
  const last = lastDay(now, longestDays, zone);
  if (dateIn(until, zone) > last) return { kind: 'invalid', field: 'until', reason: `Choose ${last} or an earlier day.` };
  return { kind: 'grant', grant: { weekly, ceiling, until } };
}

/** Whether what is asked for is within what the shop offers now: the form was read before, and settings change. */
export function grantStands(settings: QuickPaySettings, { weekly, ceiling, until }: Grant, now: Date): boolean {
  const { offered, highestWeekly, longestDays } = settings;
  const amounts = [weekly, ceiling].every(({ minor, currency }) => minor > 0n && currency === highestWeekly.currency);
  // A day more than the longest time: the last day counts until its end.
  const inTime = until > now && until.getTime() <= now.getTime() + (longestDays + 1) * dayMs;
  return offered && amounts && weekly.minor <= highestWeekly.minor && ceiling.minor <= weekly.minor && inTime;
}

/** The latest day that can be chosen, as YYYY-MM-DD where the shop is. */
export function lastDay(now: Date, longestDays: number, zone: string): string {
  return dateIn(new Date(now.getTime() + longestDays * dayMs), zone);
}

function readAmount(text: string | undefined, currency: string): Money | string {
  const parsed = parseAmount(text ?? '', currency);
  if (parsed.kind === 'invalid') return parsed.reason === 'empty' ? 'Enter an amount.' : 'Enter an amount such as 40.00.';
  return parsed.money.minor > 0n ? parsed.money : 'Enter more than nothing.';
}
