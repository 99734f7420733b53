// A product as the texts of its form, and those texts back as a change: the one place where the two meet.
import { z } from 'zod';
import type { Product, Variant } from '#lib/catalog/catalog-store.ts';
import type { ProductChange } from '#lib/catalog/update-product.ts';
import { toDecimal } from '#lib/money/money.ts';
import { parseAmount } from '#lib/money/parse-amount.ts';

export type VariantFields = { id: string; name: string; sku: string; currency: string; price: string; stock: string };
export type ProductFields = { id: string; title: string; summary: string; description: string; active: boolean; variants: VariantFields[] };
export type ReadChange = { change: ProductChange } | { fields: Record<string, string> };

export function productFields({ id, title, summary, description, active, variants }: Product): ProductFields {
  return { id, title, summary, description, active, variants: variants.map(variantFields) };
}

function variantFields({ id, name, sku, price, available }: Variant): VariantFields {
  return { id, name: name ?? 'One size', sku, currency: price.currency, price: toDecimal(price), stock: String(available) };
}

const text = z
  .string()
  .max(10_000)
  .transform((value) => value.replaceAll('\r\n', '\n'));
const words = ['title', 'summary', 'description'] as const;
const form = z.object({ title: text, summary: text, description: text, 'was-title': text, 'was-summary': text, 'was-description': text });

/**
 * Only what was changed in the form becomes part of the change: `was-…` holds what the form was opened with, so that saving a new
 * title puts back neither the stock of an hour ago nor a product that somebody else has hidden since.
 */
export function readProductChange(product: Product, sent: Record<string, string>): ReadChange {
  const parsed = form.safeParse(sent);
  if (!parsed.success)
    return { fields: { [String(parsed.error.issues[0]?.path[0] ?? 'title')]: 'This can’t be read. Reload the page and try again.' } };
  const fields: Record<string, string> = {};
  const change: ProductChange = { productId: product.id, variants: [] };
  for (const name of words) if (parsed.data[name] !== parsed.data[`was-${name}`]) change[name] = parsed.data[name];
  if ((sent.active ?? '') !== sent['was-active']) change.active = sent.active === 'on';
  for (const variant of product.variants) {
    const edited = readVariant(variant, sent, fields);
    if (edited) change.variants?.push(edited);
  }
  return Object.keys(fields).length > 0 ? { fields } : { change };
}

function readVariant(variant: Variant, sent: Record<string, string>, fields: Record<string, string>) {
  const [priceName, stockName] = [`price-${variant.id}`, `stock-${variant.id}`];
  const edited: NonNullable<ProductChange['variants']>[number] = { id: variant.id };
  if (sent[priceName] !== sent[`was-${priceName}`]) {
    const price = parseAmount(sent[priceName] ?? '', variant.price.currency);
    if (price.kind === 'amount') edited.priceMinor = price.money.minor;
    else fields[priceName] = priceProblem[price.reason];
  }
  if (sent[stockName] !== sent[`was-${stockName}`]) {
    if (!/^\d{1,7}$/.test(sent[stockName]?.trim() ?? '')) fields[stockName] = 'Write a whole number, zero or more.';
    else edited.stock = { from: Number(sent[`was-${stockName}`]), to: Number(sent[stockName]) };
  }
  return edited.priceMinor === undefined && !edited.stock ? null : edited;
}

const priceProblem = {
  empty: 'Write the price, such as 18.40.',
  'not-an-amount': 'Write an amount, such as 18.40.',
  'too-precise': 'That has more digits than this currency’s smallest coin.',
} as const;
