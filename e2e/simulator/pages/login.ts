/** Logging in on the user pages takes the e-mail and the PIN. */
import type { Language } from '../oauth/scope-names.ts';
import { samePin } from '../rest/pin-tries.ts';
import { findUserByEmail } from '../transactions/beneficiary.ts';
import type { User } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { words } from './words.ts';

export const mostWrongPins = 5;
const lockSeconds = 15 * 60;

export type LoginResult = { kind: 'user'; user: User } | { kind: 'wrong' } | { kind: 'locked' };

/** Counts wrong PINs per e-mail, known or not, so that the answer does not tell which it is. */
export class LoginAttempts {
  #wrong = new Map<string, { count: number; lockedUntil: number }>();

  try(world: World, email: string, pin: string): LoginResult {
    const key = email.trim().toLowerCase();
    const now = world.clock.nowSeconds();
    const before = this.#wrong.get(key);
    if (before && before.lockedUntil > now) return { kind: 'locked' };
    const user = findUserByEmail(world, key);
    if (user?.type === 'natural' && samePin(user, pin)) {
      this.#wrong.delete(key);
      return { kind: 'user', user };
    }
    const count = (before?.lockedUntil ? 0 : (before?.count ?? 0)) + 1;
    if (this.#wrong.size > 10_000) this.#wrong.clear();
    this.#wrong.set(key, { count, lockedUntil: count >= mostWrongPins ? now + lockSeconds : 0 });
    return { kind: count >= mostWrongPins ? 'locked' : 'wrong' };
  }
}

export function loginForm(
  language: Language,
  title: string,
  email: string | undefined,
  message: Html | null,
  context: Html | null = null,
): Html {
  const text = words[language];
  return html`<div class="card">
<h1>${title}</h1>
${context}
${message}
<form method="post">
<div class="field"><label class="label" for="email">${text.email}</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${email ?? ''}"></div>
<div class="field"><label class="label" for="pin">${text.pin}</label>
<input id="pin" class="short" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="12" required></div>
<div class="buttons"><button class="primary" name="decision" value="log-in">${text.logIn}</button></div>
</form>
</div>`;
}
