// A cart follows its person out of the browser when they sign out, and back when they sign in.
import { putCartAway, takeCartBack } from '#lib/carts/put-away.ts';
import { services } from '#lib/services.ts';
import { cartToken, keepCartToken } from './cart-cookie.ts';

type Person = { id: string };

export async function putAwayCartOf(person: Person | null): Promise<void> {
  if (person) await putCartAway(services(), { token: await cartToken(), shopperId: person.id });
}

/** @param before who was signed in here until now: what they left does not become the cart of somebody else. */
export async function takeBackCartOf(person: Person, before: Person | null): Promise<void> {
  const isOther = before !== null && before.id !== person.id;
  if (isOther) await putAwayCartOf(before);
  const token = await takeCartBack(services(), { token: isOther ? null : await cartToken(), shopperId: person.id });
  if (token) await keepCartToken(token);
}
