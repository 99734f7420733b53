// A year of a shop, order by order, the same for the same number: people buy in the evening, before Christmas, and in other currencies too.
import { catalogue } from './catalogue.ts';
import type { Row } from './copy-rows.ts';

export type Tables = { orders: Row[]; lines: Row[]; attempts: Row[]; ledger: Row[]; outbox: Row[]; diary: Row[] };

export const columns = {
  orders: [
    ...['id', 'number', 'environment', 'status', 'email', 'language', 'total_minor', 'currency', 'close_as', 'close_reason', 'stock_held'],
    ...['placed_at', 'expires_at', 'paid_at', 'closed_at', 'updated_at'],
  ],
  lines: [
    'order_id',
    'position',
    'variant_id',
    'sku',
    'slug',
    'title',
    'option',
    'picture',
    'unit_price_minor',
    'quantity',
    'line_total_minor',
  ],
  attempts: [
    ...[
      'id',
      'order_id',
      'environment',
      'number',
      'status',
      'project_id',
      'amount_minor',
      'currency',
      'transaction_key',
      'provider_status',
    ],
    ...['wallet_id', 'reason', 'read_count', 'last_read_at', 'created_at', 'updated_at'],
  ],
  ledger: ['order_id', 'attempt_id', 'environment', 'account', 'kind', 'amount_minor', 'currency', 'at'],
  outbox: ['id', 'order_id', 'kind', 'created_at', 'sent_at'],
  diary: ['at', 'order_id', 'attempt_id', 'kind', 'source', 'summary', 'data'],
};

const minute = 60_000;
const day = 24 * 60 * minute;
const environment = 'local';
const goods = catalogue.flatMap(({ slug, title, pictures, variants }) =>
  variants.map((variant) => ({ slug, title, picture: JSON.stringify(pictures[0] ?? {}), ...variant })),
);
const names = 'ona jonas rasa egle tomas lina mantas ruta darius austeja lukas ieva marius greta petras ugne simas jurga vytas dalia'.split(
  ' ',
);
const mails = ['example.lt', 'example.com', 'example.org', 'example.net'];
const languages = ['lt', 'lt', 'lt', 'en', 'ru'] as const;
/** Minor units of a currency for a hundred euro cents: ¥ has no minor unit, the Kuwaiti dinar three digits of them. Whole numbers, as money is. */
const currencies = [
  ...Array.from({ length: 88 }, () => ({ code: 'EUR', for100Cents: 100n })),
  ...Array.from({ length: 5 }, () => ({ code: 'USD', for100Cents: 108n })),
  ...Array.from({ length: 3 }, () => ({ code: 'PLN', for100Cents: 428n })),
  ...Array.from({ length: 2 }, () => ({ code: 'GBP', for100Cents: 86n })),
  { code: 'JPY', for100Cents: 163n },
  { code: 'KWD', for100Cents: 332n },
];
/** Share of a day's orders by hour, Vilnius time or near it: nights are quiet, evenings are not. */
const hourWeights = [2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 10, 10, 9, 9, 10, 11, 13, 15, 16, 14, 9, 5];
const hours = hourWeights.flatMap((weight, hour) => Array.from({ length: weight }, () => hour));
const endings = [
  ...Array.from({ length: 79 }, () => 'paid' as const),
  ...Array.from({ length: 2 }, () => 'refunded' as const),
  ...Array.from({ length: 13 }, () => 'expired' as const),
  ...Array.from({ length: 6 }, () => 'cancelled' as const),
];

export type Years = { firstNumber: number; count: number; until: Date };

/** Adds orders `from` to `to` (not included) of `count`: numbers and times rise together. */
export function addOrders({ firstNumber, count, until }: Years, from: number, to: number, into: Tables): void {
  for (let index = from; index < to; index++) addOrder(firstNumber + index, placedAt(index, count, until), into);
}

function addOrder(number: number, placed: number, into: Tables): void {
  const random = randomOf(number);
  const id = `ord_${stamp(placed)}${pad(number, 16)}`;
  const { code: currency, for100Cents } = pick(currencies, random);
  const status = pick(endings, random);
  const isPaid = status === 'paid' || status === 'refunded';
  const email = `${pick(names, random)}.${pick(names, random)}${Math.floor(random() * 5_000)}@${pick(mails, random)}`;

  let total = 0n;
  const lineCount = 1 + Math.floor(random() * random() * 5);
  const start = Math.floor(random() * goods.length);
  for (let position = 1; position <= lineCount; position++) {
    const { sku, slug, title, name, picture, priceMinor } = goods[(start + position * 7) % goods.length] as (typeof goods)[number];
    const unit = priceIn(for100Cents, priceMinor);
    const quantity = BigInt(1 + Math.floor(random() * random() * 4));
    total += unit * quantity;
    into.lines.push([id, position, `var_${sku}`, sku, slug, title, name, picture, unit, quantity, unit * quantity]);
  }

  const ended = placed + (isPaid ? (0.5 + random() * 9) * minute : 60 * minute);
  const at = (time: number) => new Date(time);
  into.orders.push([
    ...[id, number, environment, status, email, pick(languages, random), total, currency],
    ...[isPaid ? null : status, isPaid ? null : status === 'expired' ? 'expired' : 'by-shopper', false],
    ...[at(placed), at(placed + 60 * minute), isPaid ? at(ended) : null, isPaid ? null : at(ended), at(ended)],
  ]);
  const diary = (time: number, attempt: string | null, kind: string, source: string, summary: string) =>
    into.diary.push([at(time), id, attempt, kind, source, summary, '{}']);
  diary(placed, null, 'order-placed', 'shopper', 'Order placed, goods held');

  // Some change their mind at Paysera first, and pay at the second try.
  const tries = random() < 0.06 ? 2 : 1;
  for (let attempt = 1; attempt <= tries; attempt++) {
    const attemptId = `att_${stamp(placed)}${pad(number * 4 + attempt, 16)}`;
    const captured = isPaid && attempt === tries;
    const begun = placed + attempt * 1_000;
    const key = `${stamp(placed)}${pad(number * 4 + attempt, 22)}`;
    into.attempts.push([
      ...[
        attemptId,
        id,
        environment,
        attempt,
        captured ? 'confirmed' : 'dead',
        100,
        total,
        currency,
        key,
        captured ? 'confirmed' : 'rejected',
      ],
      ...[captured ? 14_471 : null, captured ? null : 'rejected', 3, at(ended), at(begun), at(ended)],
    ]);
    diary(begun, attemptId, 'paysera-create', 'shopper', 'Paysera answered creating the transaction');
    if (!captured) {
      diary(ended, attemptId, 'attempt-dead', 'callback', 'Paysera says rejected: no money moved');
      continue;
    }
    diary(ended, attemptId, 'order-paid', 'callback', 'Paid: money confirmed by Paysera, goods sold, receipt on its way');
    const book = (kind: string, sign: bigint, time: number) =>
      into.ledger.push(
        [id, attemptId, environment, 'wallet', kind, sign * total, currency, at(time)],
        [id, attemptId, environment, 'sales', kind, -sign * total, currency, at(time)],
      );
    book('sale', 1n, ended);
    if (status === 'refunded') book('refund', -1n, ended + day);
    into.outbox.push([`out_${stamp(placed)}${pad(number, 16)}`, id, 'receipt', at(ended), at(ended + 800)]);
  }
  if (!isPaid) diary(ended, null, `order-${status}`, 'shop', `Order ${status}, goods given back`);
}

/** Rounded half up to a whole minor unit, and never to nothing. */
function priceIn(for100Cents: bigint, euroCents: bigint): bigint {
  const minor = (euroCents * for100Cents + 50n) / 100n;
  return minor > 0n ? minor : 1n;
}

/** The year runs towards its end with ever more orders; within a day the hours have their weights, both clock changes included. */
function placedAt(index: number, count: number, until: Date): number {
  const days = 365;
  const share = (index + 0.5) / count;
  const dayOfYear = Math.min(days - 1, Math.floor(days * share ** 0.85));
  const firstOfDay = Math.ceil(count * (dayOfYear / days) ** (1 / 0.85));
  const ofDay = Math.max(1, Math.ceil(count * ((dayOfYear + 1) / days) ** (1 / 0.85)) - firstOfDay);
  const within = Math.min(0.999999, Math.max(0, (index - firstOfDay + 0.5) / ofDay)) * hours.length;
  const hour = (hours[Math.floor(within)] as number) + weightedPart(within);
  const midnight = Math.floor(until.getTime() / day) * day - (days - dayOfYear) * day;
  return midnight + hour * 60 * minute;
}

/** How far into its hour: the entries of one hour lie side by side. */
function weightedPart(within: number): number {
  const slot = Math.floor(within);
  const hour = hours[slot] as number;
  const first = hours.indexOf(hour);
  return (within - first) / (hourWeights[hour] as number);
}

function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** Ten characters that sort by time, as ids of the shop begin. */
function stamp(time: number): string {
  return Math.floor(time).toString(32).padStart(10, '0');
}

function pad(number: number, length: number): string {
  return number.toString(32).padStart(length, '0');
}
