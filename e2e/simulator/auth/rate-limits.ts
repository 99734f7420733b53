/** 60 calls a minute for an access token, 1000 an hour for a client; off unless a test or the seed switches it on. */
import type { Call } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import { settings, type World } from '../world/world.ts';

type Window = { startsAt: number; calls: number };

const tokenRule = { calls: 60, seconds: 60 };
const accountRule = { calls: 1000, seconds: 3600 };

export class RateLimits {
  #windows = new Map<string, Window>();

  check(world: World, call: Call): void {
    if (!settings(world).rateLimits || call.caller.kind === 'nobody') return;
    const now = world.clock.nowSeconds();
    const { caller } = call;
    if (caller.kind === 'token') this.#count(`token ${caller.token.accessToken}`, tokenRule, now);
    this.#count(`account of ${caller.client.id}`, accountRule, now);
  }

  #count(key: string, rule: { calls: number; seconds: number }, now: number): void {
    let window = this.#windows.get(key);
    if (!window || now >= window.startsAt + rule.seconds || now < window.startsAt) {
      if (this.#windows.size > 10_000) this.#windows.clear();
      window = { startsAt: now, calls: 0 };
      this.#windows.set(key, window);
    }
    window.calls += 1;
    if (window.calls <= rule.calls) return;
    const wait = String(window.startsAt + rule.seconds - now);
    throw new Refusal('rate_limit_exceeded', `At most ${rule.calls} calls in ${rule.seconds} seconds`, undefined, { 'Retry-After': wait });
  }
}
