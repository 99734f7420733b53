'use client';
// A client component so that the answer appears without a new page and a second press cannot be sent; it posts just as well without.
import { type ReactNode, useActionState } from 'react';
import { type FormState, noAnswerYet } from '#app/_auth/form-state.ts';
import { Field, TextAreaField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { Tick } from '../../tick.tsx';
import { saveProduct } from './actions.ts';
import type { ProductFields, VariantFields } from './product-fields.ts';

export function ProductForm({ product, readOnly }: { product: ProductFields; readOnly: boolean }): ReactNode {
  const [state, action] = useActionState(saveProduct, noAnswerYet);
  const part = (name: string, stored: string) => ({ name, size: 'desk' as const, ...answered(state, name, stored) });
  return (
    <form action={action} className="grid gap-6">
      <input type="hidden" name="productId" value={product.id} />
      <input type="hidden" name="was-title" value={product.title} />
      <input type="hidden" name="was-summary" value={product.summary} />
      <input type="hidden" name="was-description" value={product.description} />
      <input type="hidden" name="was-active" value={product.active ? 'on' : ''} />
      <div role="status" className="contents">
        {state.tone !== 'none' && <Notice size="desk" tone={state.tone === 'saved' ? 'positive' : 'danger'} title={state.message} />}
      </div>
      <fieldset disabled={readOnly} className="grid gap-4">
        <legend className="sr-only">Words</legend>
        <Field label="Title" required maxLength={120} {...part('title', product.title)} />
        <Field label="Summary" hint="One line under the title." required maxLength={300} {...part('summary', product.summary)} />
        <TextAreaField label="Description" rows={5} required maxLength={5000} {...part('description', product.description)} />
      </fieldset>
      <fieldset disabled={readOnly} className="grid gap-3">
        <legend className="mb-2 text-14 font-semibold">Price and stock</legend>
        {product.variants.map((variant) => (
          <Variant key={variant.id} variant={variant} part={part} />
        ))}
      </fieldset>
      <Tick
        name="active"
        checked={product.active}
        disabled={readOnly}
        label="Shown in the shop"
        hint="Hidden products keep their orders and can be shown again."
      />
      {!readOnly && (
        <div>
          <SubmitButton size="desk" pendingLabel="Saving…">
            Save
          </SubmitButton>
        </div>
      )}
    </form>
  );
}

type Part = (name: string, stored: string) => { name: string; size: 'desk'; defaultValue: string; error?: string };

function Variant({ variant, part }: { variant: VariantFields; part: Part }): ReactNode {
  const [price, stock] = [`price-${variant.id}`, `stock-${variant.id}`];
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-2 border-t border-line pt-3 sm:grid-cols-[minmax(0,1fr)_8rem_8rem]">
      <p className="col-span-2 sm:col-span-1">
        <span className="block font-semibold">{variant.name}</span>
        <span className="block text-12 text-ink-soft">{variant.sku}</span>
      </p>
      <input type="hidden" name={`was-${price}`} value={variant.price} />
      <input type="hidden" name={`was-${stock}`} value={variant.stock} />
      <Field label={`Price, ${variant.currency}`} inputMode="decimal" required autoComplete="off" {...part(price, variant.price)} />
      <Field label="Available" inputMode="numeric" required autoComplete="off" {...part(stock, variant.stock)} />
    </div>
  );
}

function answered(state: FormState, name: string, stored: string): { defaultValue: string; error?: string } {
  if (state.tone !== 'refused') return { defaultValue: stored };
  const error = state.fields[name];
  return { defaultValue: state.typed[name] ?? stored, ...(error === undefined ? {} : { error }) };
}
