// Fills an empty shop with the demo's products. Seeding again changes nothing that was edited at the desk since.
import type pg from 'pg';
import { randomIds } from '#lib/ids.ts';
import { catalogue, type SeedProduct } from './catalogue.ts';

export async function seed(pool: pg.Pool): Promise<{ products: number }> {
  let products = 0;
  for (const [position, product] of catalogue.entries()) products += await addProduct(pool, product, position);
  return { products };
}

/** A product and its sizes come together in one statement, or not at all. */
async function addProduct(pool: pg.Pool, product: SeedProduct, position: number): Promise<number> {
  const added = await pool.query(
    `with product as (
       insert into product (id, slug, title, kind, summary, description, details, pictures, position)
       values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9) on conflict (slug) do nothing returning id
     ), variant as (
       insert into product_variant (id, product_id, sku, name, position, price_minor, currency, stock_on_hand)
       select v.id, product.id, v.sku, v.name, v.position, v.price_minor, 'EUR', v.stock
       from product, jsonb_to_recordset($10::jsonb)
         as v (id text, sku text, name text, position int, price_minor bigint, stock int)
     )
     select id from product`,
    [
      randomIds.next('prd'),
      product.slug,
      product.title,
      product.kind,
      product.summary,
      product.description,
      product.details,
      JSON.stringify(product.pictures),
      position,
      JSON.stringify(product.variants.map(toRow)),
    ],
  );
  return added.rowCount ?? 0;
}

function toRow(variant: SeedProduct['variants'][number], position: number) {
  return { ...variant, id: randomIds.next('var'), position, price_minor: String(variant.priceMinor), priceMinor: undefined };
}
