import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';

/** Files public/pictures/{name}-{width}.{avif,webp}, in the widths of picture-widths.ts, four wide and five high. */
export type Picture = { name: string; alt: string };
/** `name` is null where there is one size only. */
export type Variant = { id: string; sku: string; name: string | null; price: Money; available: number };
export type Kind = 'ceramics' | 'linen' | 'coffee' | 'paper' | 'home';
export type Product = {
  id: string;
  slug: string;
  title: string;
  kind: Kind;
  summary: string;
  description: string;
  details: string[];
  pictures: Picture[];
  variants: Variant[];
  position: number;
  active: boolean;
};

const withVariants = { variants: { orderBy: { position: 'asc' } } } as const;

/** What the shop shows: active products in the order the merchant gave them. */
export async function listProducts(s: Services): Promise<Product[]> {
  const rows = await s.db.product.findMany({
    where: { active: true },
    include: withVariants,
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toProduct);
}

export async function findProduct(s: Services, slug: string): Promise<Product | null> {
  const row = await s.db.product.findFirst({ where: { slug, active: true }, include: withVariants });
  return row && toProduct(row);
}

/** Every word must be found somewhere; letters count without their marks, so that "egle" finds "eglė". */
export async function searchProducts(s: Services, text: string): Promise<Product[]> {
  const words = fold(text.slice(0, 100)).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const products = await listProducts(s);
  return products.filter((product) => {
    const haystack = fold(
      [
        product.title,
        product.kind,
        product.summary,
        product.description,
        ...product.details,
        ...product.variants.map((variant) => variant.name ?? ''),
      ].join(' '),
    );
    return words.every((word) => haystack.includes(word));
  });
}

/** For the desk: inactive products too. */
export async function listAllProducts(s: Services): Promise<Product[]> {
  const rows = await s.db.product.findMany({ include: withVariants, orderBy: [{ position: 'asc' }, { id: 'asc' }] });
  return rows.map(toProduct);
}

export async function readProduct(s: Services, productId: string): Promise<Product | null> {
  const row = await s.db.product.findUnique({ where: { id: productId }, include: withVariants });
  return row && toProduct(row);
}

type Row = Omit<Product, 'kind' | 'pictures' | 'variants'> & {
  kind: string;
  pictures: unknown;
  variants: { id: string; sku: string; name: string | null; priceMinor: bigint; currency: string; stockOnHand: number }[];
};

function toProduct(row: Row): Product {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    kind: row.kind as Kind,
    summary: row.summary,
    description: row.description,
    details: row.details,
    pictures: row.pictures as Picture[],
    variants: row.variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      name: variant.name,
      price: { minor: variant.priceMinor, currency: variant.currency },
      available: variant.stockOnHand,
    })),
    position: row.position,
    active: row.active,
  };
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
