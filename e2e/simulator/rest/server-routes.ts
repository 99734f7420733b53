import type { Route } from '../http/router.ts';
import { knownCurrencies } from '../money/exchange.ts';
import type { World } from '../world/world.ts';

/** Section 6.1. `server` needs no authentication: clients ask it when their clock is wrong. */
export function serverRoutes(world: World): Route[] {
  return [
    { method: 'GET', pattern: 'server', access: 'none', run: () => ({ time: world.clock.nowSeconds() }) },
    { method: 'GET', pattern: 'configuration', access: 'none', run: () => ({ minimum_password_length: 8 }) },
    { method: 'GET', pattern: 'currencies', access: 'caller', run: () => knownCurrencies },
  ];
}
