// What the merchant offers as quick pay: one row an environment, and these defaults until somebody changes it.
import { staffMay } from '../accounts/staff-store.ts';
import { runOne } from '../db/statement.ts';
import { formatMoney } from '../money/format-money.ts';
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';

/** An offer on the pay page: at most `weekly` in any seven days, for `days`, and never more than `ceiling` for one purchase. */
export type Preset = { weekly: Money; days: number; ceiling: Money };
export type QuickPaySettings = {
  /** Shoppers may grant a permission. */
  offered: boolean;
  /** Shoppers with a permission may pay without a PIN. */
  oneClick: boolean;
  presets: readonly [Preset, Preset, Preset];
  /** No limit a week above this is offered or taken. */
  highestWeekly: Money;
  longestDays: number;
  /** How long the money of a one-click is only held. */
  undoSeconds: number;
};
export type SettingsChanged = { kind: 'changed' } | { kind: 'refused'; field: string; reason: string };

const currency = 'EUR';
const euro = (whole: bigint): Money => ({ minor: whole * 100n, currency });

export const usualQuickPay: QuickPaySettings = {
  offered: true,
  oneClick: true,
  presets: [
    { weekly: euro(30n), days: 30, ceiling: euro(30n) },
    { weekly: euro(60n), days: 90, ceiling: euro(60n) },
    { weekly: euro(150n), days: 90, ceiling: euro(100n) },
  ],
  highestWeekly: euro(500n),
  longestDays: 365,
  undoSeconds: 10,
};

export async function readQuickPaySettings(s: Services): Promise<QuickPaySettings> {
  const row = await runOne<Row>(s.pool, read, [s.env.paysera.environment]);
  return row ? toSettings(row) : usualQuickPay;
}

/** `staffId` is the shopper's id of the person at the desk; only who may change settings is obeyed, and the change is written down. */
export async function changeQuickPaySettings(
  s: Services,
  { settings, staffId }: { settings: QuickPaySettings; staffId: string },
): Promise<SettingsChanged> {
  if (!(await staffMay(s, staffId, 'settings.edit'))) return { kind: 'refused', field: '', reason: 'You may not change this.' };
  const wrong = faultOf(settings);
  if (wrong) return { kind: 'refused', ...wrong };
  await runOne(s.pool, write, [
    s.env.paysera.environment,
    settings.offered,
    settings.oneClick,
    settings.highestWeekly.currency,
    JSON.stringify(settings.presets.map(presetOnDisk)),
    settings.highestWeekly.minor,
    settings.longestDays,
    settings.undoSeconds,
    s.clock.now(),
    staffId,
  ]);
  return { kind: 'changed' };
}

const longestUndoSeconds = 60;
const mostDays = 3_650;

/** What is wrong with these settings, or null: the desk shows it at the field it names. Pure. */
export function faultOf(settings: QuickPaySettings): { field: string; reason: string } | null {
  const { presets, highestWeekly, longestDays, undoSeconds } = settings;
  if (highestWeekly.minor <= 0n) return { field: 'highestWeekly', reason: 'Must be more than nothing.' };
  if (!isWhole(longestDays, 1, mostDays)) return { field: 'longestDays', reason: `Must be a whole number from 1 to ${mostDays}.` };
  if (!isWhole(undoSeconds, 0, longestUndoSeconds))
    return { field: 'undoSeconds', reason: `Must be a whole number from 0 to ${longestUndoSeconds}.` };
  for (const [index, preset] of presets.entries()) {
    const field = `presets.${index}`;
    if ([preset.weekly, preset.ceiling].some((amount) => amount.currency !== highestWeekly.currency))
      return { field: `${field}.weekly`, reason: `Must be in ${highestWeekly.currency}.` };
    if (preset.weekly.minor <= 0n) return { field: `${field}.weekly`, reason: 'Must be more than nothing.' };
    if (preset.weekly.minor > highestWeekly.minor)
      return { field: `${field}.weekly`, reason: `Must not be above the highest limit, ${formatMoney(highestWeekly)}.` };
    if (preset.ceiling.minor <= 0n) return { field: `${field}.ceiling`, reason: 'Must be more than nothing.' };
    if (preset.ceiling.minor > preset.weekly.minor) return { field: `${field}.ceiling`, reason: 'Must not be above the limit a week.' };
    if (!isWhole(preset.days, 1, longestDays))
      return { field: `${field}.days`, reason: `Must be a whole number from 1 to ${longestDays}.` };
  }
  return null;
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}

type PresetOnDisk = { weekly: string; ceiling: string; days: number };
type Row = {
  offered: boolean;
  one_click: boolean;
  currency: string;
  presets: [PresetOnDisk, PresetOnDisk, PresetOnDisk];
  highest_weekly_minor: string;
  longest_days: number;
  undo_seconds: number;
};

const presetOnDisk = ({ weekly, ceiling, days }: Preset): PresetOnDisk => ({
  weekly: `${weekly.minor}`,
  ceiling: `${ceiling.minor}`,
  days,
});

function toSettings(row: Row): QuickPaySettings {
  const amount = (minor: string): Money => ({ minor: BigInt(minor), currency: row.currency });
  const preset = ({ weekly, ceiling, days }: PresetOnDisk): Preset => ({ weekly: amount(weekly), ceiling: amount(ceiling), days });
  return {
    offered: row.offered,
    oneClick: row.one_click,
    presets: [preset(row.presets[0]), preset(row.presets[1]), preset(row.presets[2])],
    highestWeekly: amount(row.highest_weekly_minor),
    longestDays: row.longest_days,
    undoSeconds: row.undo_seconds,
  };
}

const columns = 'offered, one_click, currency, presets, highest_weekly_minor::text AS highest_weekly_minor, longest_days, undo_seconds';
const read = { name: 'quick-pay-settings', text: `SELECT ${columns} FROM quick_pay_settings WHERE environment = $1` };
const write = {
  name: 'quick-pay-settings-write',
  text: `WITH before AS (
      SELECT * FROM quick_pay_settings WHERE environment = $1
    ), written AS (
      INSERT INTO quick_pay_settings (environment, offered, one_click, currency, presets, highest_weekly_minor, longest_days, undo_seconds, updated_at)
      VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9)
      ON CONFLICT (environment) DO UPDATE SET offered = excluded.offered, one_click = excluded.one_click, currency = excluded.currency,
        presets = excluded.presets, highest_weekly_minor = excluded.highest_weekly_minor, longest_days = excluded.longest_days,
        undo_seconds = excluded.undo_seconds, updated_at = excluded.updated_at
      RETURNING *
    )
    INSERT INTO audit_event (at, kind, source, summary, data)
    SELECT $9, 'quick-pay-settings', 'staff', 'Quick pay settings changed',
      jsonb_build_object('staff', $10::text, 'environment', $1::text, 'before', (SELECT to_jsonb(before) FROM before), 'after', to_jsonb(written)) FROM written
    RETURNING id`,
};
