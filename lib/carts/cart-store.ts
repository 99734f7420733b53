// Carts live on the server; the browser keeps a random token, of which only the hash is stored.
import { createHash } from 'node:crypto';
import type { Picture } from '../catalog/catalog-store.ts';
import { runOne } from '../db/statement.ts';
import type { Money } from '../money/money.ts';
import type { Services } from '../services.ts';

export type CartLine = {
  variantId: string;
  slug: string;
  title: string;
  option: string | null;
  picture: Picture;
  unitPrice: Money;
  /** The price when it was added: a page shows both when they differ. */
  seenPrice: Money;
  quantity: number;
  lineTotal: Money;
  /** What this cart may have: what is on the shelf, and what its own unpaid order holds. */
  available: number;
  onShelf: number;
};
export type Cart = {
  id: string;
  version: number;
  lines: CartLine[];
  total: Money;
  itemCount: number;
  /** The newest order of this cart that waits to be paid, and whether it is of exactly these things. */
  unpaidOrderId: string | null;
  unpaidIsCurrent: boolean;
};

const shopCurrency = 'EUR';

export async function findCart(s: Services, token: string | null): Promise<Cart | null> {
  const hash = hashCartToken(token);
  const row = hash && (await runOne<CartRow>(s.pool, readCart, [hash]));
  return row ? toCart(row) : null;
}

/** Null for what cannot be one of our tokens, so that nonsense in a cookie never reaches the database. */
export function hashCartToken(token: string | null): Buffer | null {
  if (!token || !/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  return createHash('sha256').update(token).digest();
}

type LineRow = {
  variant_id: string;
  slug: string;
  title: string;
  option: string | null;
  picture: Picture;
  price: string;
  seen: string;
  currency: string;
  quantity: number;
  on_shelf: number;
  held: number;
};
type CartRow = { id: string; version: number; unpaid_order_id: string | null; unpaid_version: number | null; lines: LineRow[] | null };

/** How much of a variant the unpaid orders of a cart hold; a new order of the same cart takes their place. */
export const heldByOwnOrders = (cart: string, variant: string) => `coalesce((SELECT sum(held.quantity) FROM shop_order o
  JOIN order_line held ON held.order_id = o.id WHERE o.cart_id = ${cart} AND o.status = 'pending' AND o.close_as IS NULL
    AND held.variant_id = ${variant}), 0)::int`;

const readCart = {
  name: 'read-cart',
  text: `SELECT c.id, c.version, unpaid.id AS unpaid_order_id, unpaid.cart_version AS unpaid_version,
      (SELECT json_agg(json_build_object('variant_id', v.id, 'slug', p.slug, 'title', p.title, 'option', v.name, 'picture', p.pictures -> 0,
          'price', v.price_minor::text, 'seen', l.seen_price_minor::text, 'currency', v.currency, 'quantity', l.quantity,
          'on_shelf', CASE WHEN p.active THEN v.stock_on_hand ELSE 0 END, 'held', CASE WHEN p.active THEN ${heldByOwnOrders('c.id', 'v.id')} ELSE 0 END
          ) ORDER BY l.added_at, l.variant_id)
        FROM cart_line l JOIN product_variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id WHERE l.cart_id = c.id) AS lines
    FROM cart c LEFT JOIN LATERAL (
      SELECT o.id, o.cart_version FROM shop_order o WHERE o.cart_id = c.id AND o.status = 'pending' AND o.close_as IS NULL
      ORDER BY o.cart_version DESC LIMIT 1
    ) unpaid ON true WHERE c.token_hash = $1`,
};

function toCart(row: CartRow): Cart {
  const lines = (row.lines ?? []).map(toLine);
  const currency = lines[0]?.unitPrice.currency ?? shopCurrency;
  return {
    id: row.id,
    version: row.version,
    lines,
    total: { minor: lines.reduce((sum, line) => sum + line.lineTotal.minor, 0n), currency },
    itemCount: lines.reduce((sum, line) => sum + line.quantity, 0),
    unpaidOrderId: row.unpaid_order_id,
    unpaidIsCurrent: row.unpaid_version === row.version,
  };
}

function toLine(row: LineRow): CartLine {
  const unitPrice = { minor: BigInt(row.price), currency: row.currency };
  return {
    variantId: row.variant_id,
    slug: row.slug,
    title: row.title,
    option: row.option,
    picture: row.picture,
    unitPrice,
    seenPrice: { minor: BigInt(row.seen), currency: row.currency },
    quantity: row.quantity,
    lineTotal: { minor: unitPrice.minor * BigInt(row.quantity), currency: row.currency },
    available: row.on_shelf + row.held,
    onShelf: row.on_shelf,
  };
}
