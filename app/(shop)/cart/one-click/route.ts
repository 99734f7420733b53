// The one-click of a product page, asked for by its script: the page itself is the same for everybody and holds nothing personal.
import { z } from 'zod';
import { findProduct } from '#lib/catalog/catalog-store.ts';
import { services } from '#lib/services.ts';
import { type DrawnClick, drawOneClick } from '../../_one-click/draw-one-click.ts';
import { openOrderOf } from './open-order.ts';

export const dynamic = 'force-dynamic';

const asked = z.object({
  slug: z.string().regex(/^[a-z0-9-]{1,80}$/),
  variant: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  quantity: z.coerce.number().int().min(1).max(99),
});

export async function GET(request: Request): Promise<Response> {
  const query = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const answer = query.success
    ? { click: await clickFor(query.data), open: await openOrderOf(query.data.slug) }
    : { click: null, open: null };
  return Response.json(answer, { headers: { 'cache-control': 'private, no-store' } });
}

/** At the price of this moment, for what is still there. */
async function clickFor({ slug, variant: id, quantity }: z.output<typeof asked>): Promise<DrawnClick | null> {
  const product = await findProduct(services(), slug);
  const variant = product?.variants.find((one) => one.id === id);
  if (!variant || variant.available < quantity) return null;
  return drawOneClick({ minor: variant.price.minor * BigInt(quantity), currency: variant.price.currency });
}
