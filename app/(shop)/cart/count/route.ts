// The number beside "Cart" in the header, asked for by pages that are the same for everybody.
import { findCart } from '#lib/carts/cart-store.ts';
import { services } from '#lib/services.ts';
import { cartToken } from '../cart-cookie.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const token = await cartToken();
  const cart = token ? await findCart(services(), token) : null;
  return Response.json({ count: cart?.itemCount ?? 0 }, { headers: { 'cache-control': 'private, no-store' } });
}
