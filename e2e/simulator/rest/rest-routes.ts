import type { Route } from '../http/router.ts';
import type { World } from '../world/world.ts';
import { allowanceRoutes } from './allowance-routes.ts';
import { cardRoutes } from './card-routes.ts';
import { clientRoutes } from './client-routes.ts';
import { conversionRoutes } from './conversion-routes.ts';
import { locationRoutes } from './location-routes.ts';
import { paymentRoutes } from './payment-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { serverRoutes } from './server-routes.ts';
import { transactionRoutes } from './transaction-routes.ts';
import { userManagementRoutes } from './user-management-routes.ts';
import { userRoutes } from './user-routes.ts';
import { walletRoutes } from './wallet-routes.ts';

/** Every call of section 6 that is not listed in 6.12. */
export function restRoutes(world: World): Route[] {
  return [
    ...serverRoutes(world),
    ...userRoutes(world),
    ...userManagementRoutes(world),
    ...walletRoutes(world),
    ...paymentRoutes(world),
    ...allowanceRoutes(world),
    ...transactionRoutes(world),
    ...projectRoutes(world),
    ...locationRoutes(world),
    ...clientRoutes(world),
    ...cardRoutes(world),
    ...conversionRoutes(world),
  ];
}
