// A payment as Paysera has it (section 6.4): money from a payer's wallet to a beneficiary's.
import { addMoney, compareMoney, equalMoney, type Money, multiplyMoney } from '#lib/money/money.ts';
import type { Json, JsonObject, Open, Reader } from './decode.ts';
import { InvalidRequest } from './errors.ts';
import { atLeastOne, exactlyOne, filled, type OneOf, type SomeOf, type Span, spanOnWire, type WireObject } from './request-checks.ts';
import { toCents, toWireDecimal } from './wire-money.ts';

export type PaymentStatus =
  | 'new'
  | 'waiting'
  | 'waiting_funds'
  | 'waiting_registration'
  | 'waiting_password'
  | 'reserved'
  | 'confirmed'
  | 'done'
  | 'canceled'
  | 'rejected'
  | 'revoked'
  | 'failed'
  | 'deleted';

export type ItemRequest = {
  title: string;
  /** Of one piece. */
  price: Money;
  /** 1 when left out; may be a fraction, in which case `totalPrice` says the sum. */
  quantity?: number;
  totalPrice?: Money;
  description?: string;
  /** A picture Paysera's page shows beside the item. */
  imageUri?: string;
  parameters?: Json;
};

/** A wallet's id, or a contact Paysera finds the wallet by. */
export type Beneficiary = OneOf<{ walletId: number; email: string; phone: string; barcode: string }>;

export type FundsSourceType = 'buy' | 'sell' | 'loan' | 'gift' | 'inheritance' | 'dividends';
export type FundsSource = SomeOf<{ type: FundsSourceType; details: string }>;

/** The beneficiary must give it before the payment can complete. */
export type PaymentPasswordRequest = { optional?: boolean; cancelable?: boolean } & (
  | { type: 'provided'; value: string }
  | { type: 'generated'; value?: undefined }
);

type Priced = { description: string; price: Money; items?: undefined };
/** With items the price may be left out; when given it must equal their sum. */
type Itemized = { items: readonly [ItemRequest, ...ItemRequest[]]; description?: string; price?: Money };

export type PaymentRequest = (Priced | Itemized) & {
  /** `outCommission` is part of the price, `inCommission` is taken from the beneficiary. Needs `price`. */
  commission?: SomeOf<{ outCommission: Money; inCommission: Money }>;
  /** Extra amount paid out in cash. */
  cashback?: Money;
  /** The project's wallet when left out. */
  beneficiary?: Beneficiary;
  /** Lets the payer choose the price. */
  priceRules?: SomeOf<{ min: Money; max: Money; choices: readonly Money[] }>;
  password?: PaymentPasswordRequest;
  /** The beneficiary cannot use the money until then; a duration counts from confirmation. */
  freeze?: Span;
  /** Returned unchanged. */
  parameters?: Json;
  purpose?: Open<'cash' | 'tips'>;
  fundsSource?: FundsSource;
};

export type Item = {
  title: string;
  description: string | null;
  imageUri: string | null;
  price: Money | null;
  totalPrice: Money | null;
  quantity: number;
  parameters: Json;
  raw: JsonObject;
};

export type Payment = {
  id: number;
  transactionKey: string;
  createdAt: Date;
  confirmedAt: Date | null;
  /** Mirrors the transaction's until that is confirmed. */
  status: Open<PaymentStatus>;
  description: string | null;
  /** Null only while the payer may still choose it. */
  price: Money | null;
  cashback: Money | null;
  commission: { outCommission: Money | null; inCommission: Money | null } | null;
  items: Item[];
  /** The payer's wallet, once accepted. */
  walletId: number | null;
  beneficiary: { walletId: number | null; email: string | null; phone: string | null } | null;
  cancelable: boolean | null;
  freeze: { forSeconds: number } | { until: Date } | null;
  priceRules: { min: Money | null; max: Money | null; choices: Money[] } | null;
  password: { type: string; status: string | null; value: string | null } | null;
  parameters: Json;
  purpose: string | null;
  fundsSource: { type: string | null; details: string | null } | null;
  /** The whole answer, with fields this client does not know. */
  raw: JsonObject;
};

/** Decimals for price, items, commission and cashback, cents for price rules, as the PHP client sends them (section 11). */
export function encodePayment(request: PaymentRequest, field = 'payment'): WireObject {
  const { items, price } = request;
  if (items === undefined || items.length === 0) {
    filled(`${field}.description`, request.description);
    if (price === undefined) throw new InvalidRequest(`${field}.price`, 'is missing, and there are no items');
  }
  const currency = price?.currency ?? items?.[0]?.price.currency ?? '';
  const same = (amount: Money, name: string) => {
    if (amount?.currency !== currency)
      throw new InvalidRequest(`${field}.${name}`, `is not in ${currency}, and a payment has one currency`);
    return amount;
  };
  const decimal = (amount: Money, name: string) => toWireDecimal(same(amount, name), `${field}.${name}`);
  const cents = (amount: Money, name: string) => toCents(same(amount, name), `${field}.${name}`);
  const { commission, cashback, beneficiary, priceRules, password, freeze, fundsSource } = request;

  if (items && price) checkSum(items, price, field);
  if (commission) {
    atLeastOne(`${field}.commission`, commission, ['outCommission', 'inCommission']);
    if (price === undefined) throw new InvalidRequest(`${field}.price`, 'is missing, and a commission needs it');
    if (commission.outCommission && compareMoney(same(commission.outCommission, 'commission.outCommission'), price) > 0) {
      throw new InvalidRequest(`${field}.commission.outCommission`, 'is more than the price it is part of');
    }
  }
  if (priceRules) atLeastOne(`${field}.priceRules`, priceRules, ['min', 'max', 'choices']);
  if (password?.type === 'provided') filled(`${field}.password.value`, password.value);
  if (password?.type === 'generated' && password.value !== undefined)
    throw new InvalidRequest(`${field}.password.value`, 'excludes type generated');
  if (fundsSource) atLeastOne(`${field}.fundsSource`, fundsSource, ['type', 'details']);

  return {
    description: request.description,
    price_decimal: price && decimal(price, 'price'),
    currency,
    items: items?.map((item, index) => encodeItem(item, `items[${index}]`, decimal, field)),
    commission: commission && {
      out_commission_decimal: commission.outCommission && decimal(commission.outCommission, 'commission.outCommission'),
      in_commission_decimal: commission.inCommission && decimal(commission.inCommission, 'commission.inCommission'),
    },
    cashback_decimal: cashback && decimal(cashback, 'cashback'),
    beneficiary: beneficiary && encodeBeneficiary(beneficiary, `${field}.beneficiary`),
    price_rules: priceRules && {
      min: priceRules.min && cents(priceRules.min, 'priceRules.min'),
      max: priceRules.max && cents(priceRules.max, 'priceRules.max'),
      choices: priceRules.choices?.map((choice, index) => cents(choice, `priceRules.choices[${index}]`)),
    },
    password: password && { type: password.type, value: password.value, optional: password.optional, cancelable: password.cancelable },
    freeze: freeze && spanOnWire(`${field}.freeze`, freeze),
    parameters: request.parameters,
    purpose: request.purpose,
    funds_source: fundsSource && { type: fundsSource.type, details: fundsSource.details },
  };
}

function encodeItem(item: ItemRequest, name: string, decimal: (amount: Money, name: string) => string, field: string): WireObject {
  filled(`${field}.${name}.title`, item.title);
  const { quantity, totalPrice } = item;
  if (quantity !== undefined && !(Number.isFinite(quantity) && quantity > 0))
    throw new InvalidRequest(`${field}.${name}.quantity`, 'must be above zero');
  if (quantity !== undefined && !Number.isInteger(quantity) && !totalPrice) {
    throw new InvalidRequest(`${field}.${name}.totalPrice`, 'is missing, and a quantity that is a fraction needs it');
  }
  return {
    title: item.title,
    description: item.description,
    image_uri: item.imageUri,
    price_decimal: decimal(item.price, `${name}.price`),
    currency: item.price.currency,
    quantity,
    total_price_decimal: totalPrice && decimal(totalPrice, `${name}.totalPrice`),
    parameters: item.parameters,
  };
}

function checkSum(items: readonly ItemRequest[], price: Money, field: string): void {
  let sum: Money = { minor: 0n, currency: price.currency };
  for (const [index, { price: each, quantity = 1, totalPrice }] of items.entries()) {
    if (each.currency !== price.currency) throw new InvalidRequest(`${field}.items[${index}].price`, `is not in ${price.currency}`);
    if (totalPrice === undefined && !Number.isInteger(quantity)) return;
    sum = addMoney(sum, totalPrice ?? multiplyMoney(each, quantity));
  }
  if (!equalMoney(sum, price)) throw new InvalidRequest(`${field}.price`, 'is not the sum of the items');
}

function encodeBeneficiary(beneficiary: Beneficiary, field: string): WireObject {
  const by = exactlyOne(field, beneficiary, ['walletId', 'email', 'phone', 'barcode']);
  return by === 'walletId' ? { id: beneficiary.walletId as number } : { [by]: filled(`${field}.${by}`, beneficiary[by]) };
}

export function decodePayment(reader: Reader): Payment {
  const currency = reader.optionalText('currency');
  return {
    id: reader.integer('id'),
    transactionKey: reader.text('transaction_key'),
    createdAt: reader.instant('created_at'),
    confirmedAt: reader.optionalInstant('confirmed_at'),
    status: reader.text('status'),
    description: reader.optionalText('description'),
    price: reader.optionalMoney('price', currency),
    cashback: reader.optionalMoney('cashback', currency),
    commission: reader.optionalObject('commission', (inner) => ({
      outCommission: inner.optionalMoney('out_commission', currency),
      inCommission: inner.optionalMoney('in_commission', currency),
    })),
    items: reader.optionalList('items', (item) => decodeItem(item, currency)),
    walletId: reader.optionalInteger('wallet'),
    beneficiary: decodeBeneficiary(reader),
    cancelable: reader.optionalFlag('cancelable'),
    freeze: decodeFreeze(reader),
    priceRules: reader.optionalObject('price_rules', (inner) => ({
      min: inner.optionalMoney('min', currency),
      max: inner.optionalMoney('max', currency),
      choices: inner.optionalCents('choices', currency),
    })),
    password: reader.optionalObject('password', (inner) => ({
      type: inner.text('type'),
      status: inner.optionalText('status'),
      value: inner.optionalText('value'),
    })),
    parameters: reader.raw.parameters ?? null,
    purpose: reader.optionalText('purpose'),
    fundsSource: reader.optionalObject('funds_source', (inner) => ({
      type: inner.optionalText('type'),
      details: inner.optionalText('details'),
    })),
    raw: reader.raw,
  };
}

function decodeItem(reader: Reader, paymentCurrency: string | null): Item {
  const currency = reader.optionalText('currency') ?? paymentCurrency;
  return {
    title: reader.text('title'),
    description: reader.optionalText('description'),
    imageUri: reader.optionalText('image_uri'),
    price: reader.optionalMoney('price', currency),
    totalPrice: reader.optionalMoney('total_price', currency),
    quantity: reader.optionalNumber('quantity') ?? 1,
    parameters: reader.raw.parameters ?? null,
    raw: reader.raw,
  };
}

/** An object, or the wallet's bare id that the PHP client also takes. */
function decodeBeneficiary(reader: Reader): Payment['beneficiary'] {
  if (typeof reader.raw.beneficiary === 'number') return { walletId: reader.integer('beneficiary'), email: null, phone: null };
  return reader.optionalObject('beneficiary', (inner) => ({
    walletId: inner.optionalInteger('id'),
    email: inner.optionalText('email'),
    phone: inner.optionalText('phone'),
  }));
}

/** The object, or else the old fields, of which `freeze_for` counts hours. A freeze of nothing is none. */
function decodeFreeze(reader: Reader): Payment['freeze'] {
  const freeze = reader.optionalObject('freeze', decodeSpan);
  if (freeze) return isNothing(freeze) ? null : freeze;
  const until = reader.optionalInstant('freeze_until');
  if (until && until.getTime() > 0) return { until };
  const hours = reader.optionalInteger('freeze_for');
  return hours ? { forSeconds: hours * 3600 } : null;
}

function isNothing(span: { forSeconds: number } | { until: Date }): boolean {
  return 'until' in span ? span.until.getTime() === 0 : span.forSeconds === 0;
}

export function decodeSpan(reader: Reader): { forSeconds: number } | { until: Date } {
  if (!reader.has('until')) return { forSeconds: reader.integer('for') };
  return reader.has('for') ? reader.fail('until', 'contradicts for') : { until: reader.instant('until') };
}
