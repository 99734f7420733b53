// An order placed by a visitor without a browser, through the same two actions that the pages' forms call.
import type pg from 'pg';
import { builtActions, type Visitor } from './visitor.ts';

export type PlacedOrder = { id: string; number: string; token: string };
type BuiltAction = ReturnType<typeof builtActions>[number];

/** @param name folder and name, such as `cart#addToCart`: two actions may share a name. */
export function actionOf(name: string): BuiltAction {
  const [folder, exported] = name.split('#') as [string, string];
  const action = builtActions().find((built) => built.name === exported && built.file.endsWith(`${folder}/actions.ts`));
  if (!action) throw new Error(`the build has no action ${name}`);
  return action;
}

export async function fillCart(visitor: Visitor, pool: pg.Pool, slug = 'gift-tag'): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT v.id FROM product_variant v JOIN product p ON p.id = v.product_id WHERE p.slug = $1 ORDER BY v.position LIMIT 1',
    [slug],
  );
  await visitor.act(actionOf('cart#addToCart'), '/cart', { variantId: rows[0]?.id ?? '', quantity: '1' });
}

/**
 * @param more fields of the form beside those it needs, such as a choice of quick pay.
 * @returns the order, which waits at Paysera; the visitor is signed in, so that their account tells the order's link.
 */
export async function placeOrder(visitor: Visitor, pool: pg.Pool, more: Record<string, string> = {}): Promise<PlacedOrder> {
  await fillCart(visitor, pool);
  const { text } = await visitor.get('/checkout');
  const field = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(text)?.[1] ?? '';
  const shown = { cartVersion: field('cartVersion'), shownTotalMinor: field('shownTotalMinor'), offer: field('offer') };
  const fields = { email: 'access@example.lt', ...shown, ...more };
  const paying = await visitor.act(actionOf('checkout#placeAndPay'), '/checkout', fields, { before: { kind: 'fresh' } });
  if (!/\/frontend\/.*wallet\/confirm\//.test(paying.location ?? '')) throw new Error(`Pay led to ${paying.location}, not to Paysera`);
  const [, token, id] = /\/orders\/((ord_[0-9a-z]+)\.[\w-]{43})/.exec((await visitor.get('/account')).text) ?? [];
  if (!token || !id) throw new Error('The account does not show the order');
  const { rows } = await pool.query<{ number: number }>('SELECT number FROM shop_order WHERE id = $1', [id]);
  return { id, token, number: String(rows[0]?.number) };
}
