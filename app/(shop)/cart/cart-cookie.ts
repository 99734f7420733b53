// The cart's cookie: a random name for a cart in the database, nothing more. Lax, so that it survives the way back from Paysera.
import { cookies } from 'next/headers';

const name = '__Host-cart';
const keptForS = 30 * 24 * 60 * 60;

export async function cartToken(): Promise<string | null> {
  const value = (await cookies()).get(name)?.value;
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

export async function keepCartToken(token: string): Promise<void> {
  (await cookies()).set({ name, value: token, path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: keptForS });
}
