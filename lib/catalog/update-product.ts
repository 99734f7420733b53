// What staff may change of a product; each change is one diary row, and the caller renews the cached pages of `slug`.
import { runOne } from '../db/statement.ts';
import type { Services } from '../services.ts';
import { readProduct } from './catalog-store.ts';

export type ProductChange = {
  productId: string;
  title?: string;
  summary?: string;
  description?: string;
  active?: boolean;
  /** `stock`: from what was seen on the shelf to what was counted; where something was sold in between, nothing is written. */
  variants?: { id: string; priceMinor?: bigint; stock?: { from: number; to: number } }[];
};
export type ProductChanged = { kind: 'updated'; slug: string } | { kind: 'refused'; field: string; reason: string };

const longest = { title: 120, summary: 300, description: 5_000 } as const;
const dearestMinor = 10_000_000n; // a typing error of three digits too many is caught here
const largestStock = 1_000_000;

export async function updateProduct(s: Services, change: ProductChange, by = 'staff'): Promise<ProductChanged> {
  const refused = refusal(change);
  if (refused) return refused;
  const product = await readProduct(s, change.productId);
  if (!product) return { kind: 'refused', field: 'productId', reason: 'This product does not exist.' };
  const known = new Set(product.variants.map((variant) => variant.id));
  if (change.variants?.some((variant) => !known.has(variant.id)))
    return { kind: 'refused', field: 'variants', reason: 'This size is not one of the product.' };

  const written = await runOne<Written>(s.pool, write, [
    change.productId,
    change.title?.trim() ?? null,
    change.summary?.trim() ?? null,
    change.description?.trim() ?? null,
    change.active ?? null,
    JSON.stringify(
      (change.variants ?? []).map(({ id, priceMinor, stock }) => ({
        id,
        price: priceMinor?.toString(),
        stock_from: stock?.from,
        stock_to: stock?.to,
      })),
    ),
    s.clock.now(),
    by,
    `Product ${product.slug} changed`,
  ]);
  const moved = written?.moved;
  if (moved) return { kind: 'refused', field: `stock-${moved.id}`, reason: `Changed meanwhile: ${moved.stock} are available now.` };
  return { kind: 'updated', slug: product.slug };
}

/** `moved`: a size whose stock is no longer what was seen. */
type Written = { moved: { id: string; stock: number } | null };

// The goods are locked first, by id as everywhere: what is sold from then on waits, and what was sold before is seen.
const write = {
  name: 'update-product',
  text: `WITH asked AS (
      SELECT * FROM jsonb_to_recordset($6::jsonb) AS w(id text, price bigint, stock_from int, stock_to int)
    ), locked AS (
      SELECT v.id, v.stock_on_hand FROM product_variant v JOIN asked ON asked.id = v.id WHERE v.product_id = $1 ORDER BY v.id FOR UPDATE OF v
    ), moved AS (
      SELECT locked.id, locked.stock_on_hand FROM locked JOIN asked ON asked.id = locked.id WHERE asked.stock_from <> locked.stock_on_hand
    ), product_row AS (
      UPDATE product SET title = coalesce($2, title), summary = coalesce($3, summary), description = coalesce($4, description),
        active = coalesce($5, active), updated_at = $7
      WHERE id = $1 AND NOT EXISTS (SELECT FROM moved) RETURNING id
    ), variant_rows AS (
      UPDATE product_variant v SET price_minor = coalesce(asked.price, v.price_minor), stock_on_hand = coalesce(asked.stock_to, v.stock_on_hand)
      FROM asked, product_row WHERE v.id = asked.id AND v.product_id = product_row.id RETURNING v.id, v.price_minor, v.stock_on_hand
    ), diary AS (
      INSERT INTO audit_event (at, kind, source, summary, data)
      SELECT $7, 'product-changed', $8, $9, jsonb_build_object('product', id, 'variants', (SELECT coalesce(jsonb_agg(to_jsonb(variant_rows)), '[]') FROM variant_rows))
      FROM product_row
    )
    SELECT (SELECT json_build_object('id', id, 'stock', stock_on_hand) FROM moved ORDER BY id LIMIT 1) AS moved`,
};

function refusal(change: ProductChange): ProductChanged | null {
  for (const field of ['title', 'summary', 'description'] as const) {
    const text = change[field]?.trim();
    if (text === '') return { kind: 'refused', field, reason: 'Write something here.' };
    if (text && text.length > longest[field]) return { kind: 'refused', field, reason: `At most ${longest[field]} characters.` };
  }
  for (const { id, priceMinor, stock } of change.variants ?? []) {
    if (priceMinor !== undefined && (priceMinor <= 0n || priceMinor > dearestMinor)) {
      return { kind: 'refused', field: `price-${id}`, reason: 'The price must be above zero and below 100,000.' };
    }
    if (stock && !(Number.isSafeInteger(stock.from) && Number.isSafeInteger(stock.to) && stock.to >= 0 && stock.to <= largestStock)) {
      return { kind: 'refused', field: `stock-${id}`, reason: 'The stock must be a whole number, zero or more.' };
    }
  }
  return null;
}
