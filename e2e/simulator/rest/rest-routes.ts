import type { Route } from '../http/router.ts';
import type { World } from '../world/world.ts';
import { clientRoutes } from './client-routes.ts';
import { serverRoutes } from './server-routes.ts';
import { transactionRoutes } from './transaction-routes.ts';
import { userRoutes } from './user-routes.ts';
import { walletRoutes } from './wallet-routes.ts';

/** Every call of section 6. */
export function restRoutes(world: World): Route[] {
  return [...serverRoutes(world), ...userRoutes(world), ...walletRoutes(world), ...transactionRoutes(world), ...clientRoutes(world)];
}
