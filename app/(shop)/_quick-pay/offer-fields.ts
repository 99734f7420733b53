// The offer of quick pay as the plain texts its form shows: the form runs in the browser too, and knows nothing of money or zones.
import { momentWords } from '#app/_ui/date-time.tsx';
import { dateIn } from '#lib/allowances/day-end.ts';
import { type Grant, lastDay, offerMark } from '#lib/allowances/grant.ts';
import type { QuickPayOffer } from '#lib/allowances/offer-quick-pay.ts';
import type { QuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import type { SpendingCard } from '#lib/allowances/spending-card.ts';
import { formatMoney } from '#lib/money/format-money.ts';
import { toDecimal } from '#lib/money/money.ts';
import type { TypedChoice } from './quick-pay-choice.tsx';

export type OfferFields = {
  /** Says with the form what it showed. */
  mark: string;
  currency: string;
  presets: { title: string; detail: string }[];
  /** What the fields for own limits begin with. */
  own: { weekly: string; ceiling: string; until: string };
  /** The bounds of own limits, in a sentence. */
  bounds: string;
  firstDay: string;
  lastDay: string;
  /** The permission that a new one would replace, in a sentence. */
  now: string | null;
};

const dayMs = 24 * 3_600_000;

export function offerFields({ settings, replaces }: Extract<QuickPayOffer, { kind: 'offer' }>, at: Date, zone: string): OfferFields {
  const { presets, highestWeekly, longestDays } = settings;
  const after = (days: number) => new Date(at.getTime() + days * dayMs);
  const before = replaces && replaces.weekly.minor <= highestWeekly.minor ? replaces : null;
  const { weekly, ceiling } = before ?? presets[1];
  return {
    mark: offerMark(settings),
    currency: highestWeekly.currency,
    presets: presets.map((preset) => ({
      title: `Up to ${formatMoney(preset.weekly)} a week`,
      detail: `Until ${momentWords(after(preset.days), zone, 'date')}. At most ${formatMoney(preset.ceiling)} for one purchase.`,
    })),
    own: { weekly: toDecimal(weekly), ceiling: toDecimal(ceiling), until: dateIn(after(presets[1].days), zone) },
    bounds: `Up to ${formatMoney(highestWeekly)} a week, until ${momentWords(after(longestDays), zone, 'date')} at the latest.`,
    firstDay: dateIn(at, zone),
    lastDay: lastDay(at, longestDays, zone),
    now: replaces && nowWords(replaces, zone),
  };
}

function nowWords({ left, weekly, validUntil, checked }: SpendingCard, zone: string): string {
  const sure = { now: '', lately: ', as Paysera said last', unreachable: ', as far as we know: Paysera did not answer just now' }[
    checked.how
  ];
  return `Quick pay is on: ${formatMoney(left)} of ${formatMoney(weekly)} left this week, until ${momentWords(validUntil, zone, 'date')}${sure}.`;
}

/** The choice that asks for this: where a payment could not be sent, the next try begins with it. */
export function choiceOf({ weekly, ceiling, until }: Grant, { presets }: QuickPaySettings, zone: string): TypedChoice {
  const preset = presets.findIndex((one) => one.weekly.minor === weekly.minor && one.ceiling.minor === ceiling.minor);
  return {
    quickPay: preset < 0 ? 'own' : `preset-${preset}`,
    weekly: toDecimal(weekly),
    ceiling: toDecimal(ceiling),
    until: dateIn(until, zone),
  };
}
