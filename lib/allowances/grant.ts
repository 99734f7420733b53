// What the shopper chose on the pay page: just this time, one of the presets, or limits of their own. Read strictly. Pure.
import { formatMoney } from '../money/format-money.ts';
import type { Money } from '../money/money.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { dateIn, endOfDay } from './day-end.ts';
import type { QuickPaySettings } from './quick-pay-settings.ts';

/** At most `weekly` in any seven days until `until`, and never more than `ceiling` for one purchase, which is the shop's own promise. */
export type Grant = { weekly: Money; ceiling: Money; until: Date };
export type GrantField = 'weekly' | 'ceiling' | 'until';
export type GrantForm = {
  /** 'once' (also when it is missing), 'preset-0' to 'preset-2', or 'own'. */
  quickPay?: string | undefined;
  /** `offerMark` of the settings that the page showed. */
  offer?: string | undefined;
  weekly?: string | undefined;
  ceiling?: string | undefined;
  /** YYYY-MM-DD, the last day it holds, where the shop is. */
  until?: string | undefined;
};
export type ReadGrant =
  | { kind: 'once' }
  | { kind: 'grant'; grant: Grant }
  | { kind: 'invalid'; fields: Partial<Record<GrantField, string>> }
  /** Something was chosen that is not offered, or no longer as it was shown. */
  | { kind: 'gone' };

const dayMs = 24 * 3600 * 1000;

/** Nothing is ever granted by a mistake: a choice that does not stand as it was shown grants nothing, and says so. */
export function readGrant(settings: QuickPaySettings, form: GrantForm, total: Money, now: Date, zone: string): ReadGrant {
  const choice = form.quickPay || 'once';
  if (choice === 'once') return { kind: 'once' };
  if (!settings.offered || total.currency !== settings.highestWeekly.currency) return { kind: 'gone' };
  if (choice === 'own') return readOwn(settings, form, now, zone);
  const preset = settings.presets[['preset-0', 'preset-1', 'preset-2'].indexOf(choice)];
  if (!preset || form.offer !== offerMark(settings)) return { kind: 'gone' };
  const until = new Date(now.getTime() + preset.days * dayMs);
  return { kind: 'grant', grant: { weekly: preset.weekly, ceiling: preset.ceiling, until } };
}

/** The presets as one word: a form says with it what its page showed, since the shop's owner may change them meanwhile. */
export function offerMark({ presets, highestWeekly }: QuickPaySettings): string {
  const marks = presets.map(({ weekly, days, ceiling }) => `${weekly.minor}-${days}-${ceiling.minor}`);
  return [highestWeekly.currency, ...marks].join('.');
}

function readOwn(settings: QuickPaySettings, form: GrantForm, now: Date, zone: string): ReadGrant {
  const { highestWeekly, longestDays } = settings;
  const weekly = readAmount(form.weekly, highestWeekly, `At most ${formatMoney(highestWeekly)} a week.`);
  const ceiling = readAmount(form.ceiling, typeof weekly === 'string' ? highestWeekly : weekly, 'At most your limit for a week.');
  const until = readUntil(form.until, { now, longestDays, zone });
  if (typeof weekly !== 'string' && typeof ceiling !== 'string' && typeof until !== 'string')
    return { kind: 'grant', grant: { weekly, ceiling, until } };
  const wrong = Object.entries({ weekly, ceiling, until }).filter(([, read]) => typeof read === 'string');
  return { kind: 'invalid', fields: Object.fromEntries(wrong) };
}

/** Whether what is asked for is within what the shop offers now: the form was read before, and settings change. */
export function grantStands(settings: QuickPaySettings, { weekly, ceiling, until }: Grant, now: Date): boolean {
  const { offered, highestWeekly, longestDays } = settings;
  const amounts = [weekly, ceiling].every(({ minor, currency }) => minor > 0n && currency === highestWeekly.currency);
  // A day more than the longest time: the last day counts until its end.
  const inTime = until > now && until.getTime() <= now.getTime() + (longestDays + 1) * dayMs;
  return offered && amounts && weekly.minor <= highestWeekly.minor && ceiling.minor <= weekly.minor && inTime;
}

/** Whether two choices come to the same: a preset chosen twice ends minutes apart, and still is one. */
export function sameGrant(one: Grant | null, other: Grant | null): boolean {
  if (!one || !other) return one === other;
  const apartMs = Math.abs(one.until.getTime() - other.until.getTime());
  const amounts = (grant: Grant) => [grant.weekly.minor, grant.ceiling.minor, grant.weekly.currency].join();
  return amounts(one) === amounts(other) && apartMs < dayMs;
}

/** The latest day that can be chosen, as YYYY-MM-DD where the shop is. */
export function lastDay(now: Date, longestDays: number, zone: string): string {
  return dateIn(new Date(now.getTime() + longestDays * dayMs), zone);
}

/** @returns a sentence where it is no amount, or above `most`. */
function readAmount(text: string | undefined, most: Money, tooMuch: string): Money | string {
  const parsed = parseAmount(text ?? '', most.currency);
  if (parsed.kind === 'invalid') return parsed.reason === 'empty' ? 'Enter an amount.' : 'Enter an amount such as 40.00.';
  if (parsed.money.minor <= 0n) return 'Enter more than nothing.';
  return parsed.money.minor <= most.minor ? parsed.money : tooMuch;
}

function readUntil(text: string | undefined, { now, longestDays, zone }: { now: Date; longestDays: number; zone: string }): Date | string {
  const until = endOfDay((text ?? '').trim(), zone);
  if (!until) return 'Enter a date.';
  if (until <= now) return 'Choose today or a day to come.';
  const last = endOfDay(lastDay(now, longestDays, zone), zone) as Date;
  if (until <= last) return until;
  const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(last);
  return `Choose ${words} or an earlier day.`;
}
