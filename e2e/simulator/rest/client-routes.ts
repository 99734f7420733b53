import type { Route } from '../http/router.ts';
import type { Client } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { callerOf } from './paths.ts';

/** Section 6.9: clients. */
export function clientRoutes(world: World): Route[] {
  return [{ method: 'GET', pattern: 'client', access: 'caller', run: (call) => showClient(world, callerOf(call).client) }];
}

export function showClient(world: World, client: Client): Record<string, unknown> {
  const project = world.projects.get(client.projectId);
  const owner = project && world.users.get(project.ownerId);
  return {
    id: client.id,
    type: client.type,
    title: client.title,
    permissions: client.permissions,
    hosts: client.hosts,
    ...(project
      ? {
          project: {
            id: project.id,
            title: project.title,
            ...(project.description ? { description: project.description } : {}),
            wallet_id: project.walletId,
            ...(owner ? { owner_display_name: owner.displayName } : {}),
          },
        }
      : {}),
    permissions_to_wallets: client.permissionsToWallets,
    ...(client.serviceAgreementId !== undefined ? { service_agreement_id: client.serviceAgreementId } : {}),
  };
}
