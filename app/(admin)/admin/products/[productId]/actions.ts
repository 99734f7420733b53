'use server';
import { refresh } from 'next/cache';
import { notFound } from 'next/navigation';
import type { FormState } from '#app/_auth/form-state.ts';
import { requireStaff } from '#app/_auth/session.ts';
import { renewProduct } from '#app/_cache/renew-product.ts';
import { readProduct } from '#lib/catalog/catalog-store.ts';
import { updateProduct } from '#lib/catalog/update-product.ts';
import { services } from '#lib/services.ts';
import { readProductChange } from './product-fields.ts';

export async function saveProduct(_before: FormState, form: FormData): Promise<FormState> {
  const sent = Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const productId = sent.productId ?? '';
  const staff = await requireStaff('products.edit', `/admin/products/${encodeURIComponent(productId)}`);
  const s = services();
  const product = await readProduct(s, productId);
  if (!product) notFound();
  const read = readProductChange(product, sent);
  if ('fields' in read) return refused(read.fields, sent);
  const answer = await updateProduct(s, read.change, `staff ${staff.shopper.payseraUserId}`);
  if (answer.kind === 'refused') {
    refresh(); // what was sold meanwhile is what the next press is counted from
    return refused({ [answer.field]: answer.reason }, sent);
  }
  renewProduct(answer.slug);
  return { tone: 'saved', message: 'Saved. The shop shows it from the next visit on.' };
}

function refused(fields: Record<string, string>, typed: Record<string, string>): FormState {
  return { tone: 'refused', message: 'Nothing was saved yet. See the marked fields.', fields, typed };
}
