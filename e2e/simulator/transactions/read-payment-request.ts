/** Section 6.4: what a request for a payment may say, checked. */

import { invalid } from '../http/refusal.ts';
import { timesQuantity } from '../money/cents.ts';
import { randomText } from '../world/random-text.ts';
import type { Item, Payment } from '../world/records.ts';
import { boolField, currencyField, type Fields, fieldsOf, intField, listField, moneyField, spanField, textField } from './read-fields.ts';

export type PaymentDraft = Pick<
  Payment,
  | 'price'
  | 'currency'
  | 'description'
  | 'items'
  | 'beneficiary'
  | 'freeze'
  | 'parameters'
  | 'commission'
  | 'cashback'
  | 'priceRules'
  | 'password'
  | 'purpose'
  | 'fundsSource'
>;

/** Keeps every sum of a transaction far inside the safe integers. */
const largestCents = 99_999_999_999;

export function readPaymentRequest(source: Fields): PaymentDraft {
  const description = textField(source, 'description');
  const priceRules = readPriceRules(source);
  const commission = readCommission(source);
  const cashback = moneyField(source, 'cashback');
  const ownCurrency = currencyField(source);
  if (ownCurrency === undefined && (priceRules || cashback !== undefined)) throw invalid('currency', 'is required');
  const items = readItems(source, ownCurrency);
  const givenPrice = moneyField(source, 'price');
  if (!items) {
    if (description === undefined) throw invalid('description', 'is required without items');
    if (ownCurrency === undefined) throw invalid('currency', 'is required without items');
    if (givenPrice === undefined && !priceRules) throw invalid('price', 'is required without items');
  }
  if (commission && givenPrice === undefined) throw invalid('price', 'is required with a commission');
  const sum = items?.reduce((total, item) => total + (item.totalPrice ?? timesQuantity(item.price, item.quantity)), 0);
  if (sum !== undefined && givenPrice !== undefined && sum !== givenPrice) throw invalid('price', 'must equal the sum of the items');
  const price = givenPrice ?? sum ?? priceRules?.choices?.[0] ?? priceRules?.min ?? 0;
  if (price > largestCents) throw invalid('price', 'is too large');
  if ((cashback ?? 0) > largestCents) throw invalid('cashback', 'is too large');
  if (commission && (commission.out ?? 0) + (commission.in ?? 0) > price) throw invalid('commission', 'must not exceed the price');
  return {
    price,
    currency: ownCurrency ?? (items?.[0]?.currency as string),
    description,
    items,
    beneficiary: readBeneficiary(source),
    freeze: spanField(source, 'freeze') ?? { for: 0 },
    parameters: source.parameters ?? undefined,
    commission,
    cashback,
    priceRules,
    password: readPassword(source),
    purpose: readPurpose(source),
    fundsSource: source.funds_source == null ? undefined : readFundsSource(source.funds_source),
  };
}

function readItems(source: Fields, ownCurrency: string | undefined): Item[] | undefined {
  const list = listField(source, 'items');
  if (!list || list.length === 0) return undefined;
  const items = list.map((value): Item => {
    const item = fieldsOf(value, 'items');
    const title = textField(item, 'title');
    const price = moneyField(item, 'price');
    const currency = currencyField(item) ?? ownCurrency;
    const quantity = item.quantity ?? 1;
    if (!title) throw invalid('items', 'each needs a title');
    if (price === undefined) throw invalid('items', 'each needs a price');
    if (currency === undefined) throw invalid('currency', 'is required');
    if (typeof quantity !== 'number' || !(quantity > 0) || quantity > 1_000_000) throw invalid('quantity', 'must be a number above zero');
    return {
      title,
      price,
      currency,
      quantity,
      description: textField(item, 'description'),
      imageUri: textField(item, 'image_uri'),
      parameters: item.parameters ?? undefined,
      totalPrice: moneyField(item, 'total_price'),
    };
  });
  const currency = ownCurrency ?? items[0]?.currency;
  if (items.some((item) => item.currency !== currency)) throw invalid('currency', 'must be the same in all items');
  return items;
}

function readCommission(source: Fields): Payment['commission'] {
  if (source.commission == null) return undefined;
  const fields = fieldsOf(source.commission, 'commission');
  const out = moneyField(fields, 'out_commission');
  const into = moneyField(fields, 'in_commission');
  if (out === undefined && into === undefined) throw invalid('commission', 'needs out_commission or in_commission');
  return { out, in: into };
}

function readBeneficiary(source: Fields): Payment['beneficiary'] {
  if (source.beneficiary == null) return undefined;
  // PHP also takes and may send a bare wallet id.
  if (typeof source.beneficiary === 'number') return { id: source.beneficiary };
  const fields = fieldsOf(source.beneficiary, 'beneficiary');
  const given = ['id', 'email', 'phone', 'barcode'].filter((name) => fields[name] != null);
  if (given.length !== 1) throw invalid('beneficiary', 'needs one of id, email, phone and barcode');
  return {
    ...(fields.id != null ? { id: intField(fields, 'id') } : {}),
    ...(fields.email != null ? { email: textField(fields, 'email') } : {}),
    ...(fields.phone != null ? { phone: textField(fields, 'phone') } : {}),
    ...(fields.barcode != null ? { barcode: textField(fields, 'barcode') } : {}),
  };
}

function readPriceRules(source: Fields): Payment['priceRules'] {
  if (source.price_rules == null) return undefined;
  const fields = fieldsOf(source.price_rules, 'price_rules');
  const min = intField(fields, 'min');
  const max = intField(fields, 'max');
  const choices = listField(fields, 'choices')?.map((value) => intField({ choices: value }, 'choices') as number);
  if (min === undefined && max === undefined && !choices?.length) throw invalid('price_rules', 'needs min, max or choices');
  if (min !== undefined && max !== undefined && min > max) throw invalid('price_rules', 'min is above max');
  return { min, max, choices: choices?.length ? choices : undefined };
}

function readPassword(source: Fields): Payment['password'] {
  if (source.password == null) return undefined;
  const fields = fieldsOf(source.password, 'password');
  const type = textField(fields, 'type');
  if (type !== 'provided' && type !== 'generated') throw invalid('password', 'type must be provided or generated');
  const value = textField(fields, 'value');
  if (type === 'provided' && !value) throw invalid('password', 'a provided password needs its value');
  const optional = boolField(fields, 'optional') ?? false;
  const cancelable = boolField(fields, 'cancelable') ?? false;
  return { type, value: type === 'provided' ? (value as string) : randomText(8), optional, cancelable, status: 'pending' };
}

function readPurpose(source: Fields): string | undefined {
  const purpose = textField(source, 'purpose');
  if (purpose !== undefined && purpose !== 'cash' && purpose !== 'tips') throw invalid('purpose', 'must be cash or tips');
  return purpose;
}

const fundsSourceTypes = ['buy', 'sell', 'loan', 'gift', 'inheritance', 'dividends'];

export function readFundsSource(value: unknown): Payment['fundsSource'] {
  const fields = fieldsOf(value, 'funds_source');
  const type = textField(fields, 'type');
  const details = textField(fields, 'details');
  if (type === undefined && details === undefined) throw invalid('funds_source', 'needs type or details');
  if (type !== undefined && !fundsSourceTypes.includes(type))
    throw invalid('funds_source', `type must be one of ${fundsSourceTypes.join(', ')}`);
  return { type, details };
}
