/** Section 6.9: clients, their rights to wallets, and installs of an application. */
import { requirePermission } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { numberOf, paginate } from '../http/paging.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { type Fields, fieldsOf, intField, listField, textField } from '../transactions/read-fields.ts';
import { randomText } from '../world/random-text.ts';
import type { Client, Host } from '../world/records.ts';
import { addClient, nextId, type World } from '../world/world.ts';
import { callerOf, idOf } from './paths.ts';
import { showProject } from './project-routes.ts';

export function clientRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  return [
    route('GET', 'client', (call) => showClient(world, callerOf(call).client)),
    route('GET', 'client/{client}', (call) => showClient(world, clientOf(world, call))),
    route('GET', 'clients', (call) => list(world, call)),
    route('POST', 'client', (call) => create(world, call)),
    route('PUT', 'client/{client}', (call) => change(world, call)),
    route('GET', 'client/{client}/permissions-to-wallets', (call) => clientOf(world, call).permissionsToWallets),
    route('POST', 'client/configuration/transfer', (call) => allowTransfers(world, call)),
    route('DELETE', 'client/{client}/configuration/transfer', (call) => {
      const client = clientOf(world, call);
      client.permissionsToWallets = client.permissionsToWallets.filter((one) => !one.scopes.includes(transferScope));
      world.clients.touch(client.id);
      return {};
    }),
  ];
}

const transferScope = 'initiate_transfers';

export function showClient(world: World, client: Client): Record<string, unknown> {
  const project = world.projects.get(client.projectId);
  return {
    id: client.id,
    type: client.type,
    title: client.title,
    permissions: client.permissions,
    hosts: client.hosts,
    ...(project ? { project: showProject(world, project) } : {}),
    permissions_to_wallets: client.permissionsToWallets,
    ...(client.info ? { info: client.info } : {}),
    ...(client.serviceAgreementId !== undefined ? { service_agreement_id: client.serviceAgreementId } : {}),
  };
}

/** Clients that share a project may see each other. */
function clientOf(world: World, call: Call): Client {
  const caller = callerOf(call);
  requirePermission(caller, 'use_client_api');
  const client = world.clients.get(idOf(call.params.client));
  if (!client) throw new Refusal('not_found', 'No such client');
  if (!client.projectIds.some((id) => caller.client.projectIds.includes(id)))
    throw new Refusal('forbidden', 'The client belongs to another project');
  return client;
}

function list(world: World, call: Call): unknown {
  const caller = callerOf(call);
  requirePermission(caller, 'use_client_api');
  const projectId = numberOf(call.query, 'project_id');
  if (projectId !== undefined && !caller.client.projectIds.includes(projectId))
    throw new Refusal('forbidden', 'The client does not belong to this project');
  const wanted = projectId === undefined ? caller.client.projectIds : [projectId];
  const found = [...world.clients.values()].filter((one) => one.projectIds.some((id) => wanted.includes(id)));
  const { items, metadata } = paginate(found, call.query, (one) => one.id);
  return { clients: items.map((one) => showClient(world, one)), _metadata: metadata };
}

function create(world: World, call: Call): unknown {
  const caller = callerOf(call);
  const body = jsonObject(call);
  const type = textField(body, 'type') ?? 'private_client';
  if (type === 'app_client') return install(world, call, body);
  requirePermission(caller, 'use_client_api');
  if (type !== 'private_client' && type !== 'application') throw invalid('type', 'must be private_client, application or app_client');
  const projectId = intField(body, 'project_id') ?? caller.projectId;
  if (!caller.client.projectIds.includes(projectId)) throw new Refusal('forbidden', 'The client does not belong to this project');
  const title = textField(body, 'title');
  if (!title) throw invalid('title', 'is required');
  const client = newClient(world, {
    type,
    title,
    projectId,
    projectIds: [projectId],
    permissions: readPermissions(body, caller.client) ?? [],
  });
  client.hosts = readHosts(body) ?? [];
  client.permissionsToWallets = readWalletPermissions(world, body) ?? [];
  return { ...showClient(world, client), credentials: credentialsOf(client) };
}

/** An application's credentials are in every package: all they may do is register installs. */
function install(world: World, call: Call, body: Fields): unknown {
  const { client: application } = callerOf(call);
  if (application.type !== 'application') throw new Refusal('forbidden', 'Only an application registers installs');
  const info = fieldsOf(body.info ?? {}, 'info');
  const title = typeof info.title === 'string' ? info.title : application.title;
  const { projectId, projectIds } = application;
  const permissions = application.permissions.filter((name) => name !== 'use_client_api');
  const client = newClient(world, { type: 'app_client', title, projectId, projectIds, permissions });
  client.info = info;
  return { ...showClient(world, client), credentials: credentialsOf(client) };
}

function newClient(world: World, start: Pick<Client, 'type' | 'title' | 'projectId' | 'projectIds' | 'permissions'>): Client {
  const client: Client = {
    id: nextId(world, 'client'),
    macId: randomText(10),
    macKey: randomText(32),
    hosts: [],
    permissionsToWallets: [],
    certificateFingerprints: [],
    ...start,
  };
  addClient(world, client);
  return client;
}

function credentialsOf(client: Client): Record<string, unknown> {
  return { access_token: client.macId, mac_key: client.macKey, mac_algorithm: 'hmac-sha-256' };
}

function change(world: World, call: Call): unknown {
  const client = clientOf(world, call);
  const body = jsonObject(call);
  client.title = textField(body, 'title') ?? client.title;
  client.permissions = readPermissions(body, callerOf(call).client) ?? client.permissions;
  client.hosts = readHosts(body) ?? client.hosts;
  client.permissionsToWallets = readWalletPermissions(world, body) ?? client.permissionsToWallets;
  client.serviceAgreementId = intField(body, 'service_agreement_id') ?? client.serviceAgreementId;
  world.clients.touch(client.id);
  return showClient(world, client);
}

/** Nobody gives away a right they do not have. */
function readPermissions(body: Fields, giver: Client): string[] | undefined {
  const names = listField(body, 'permissions')?.map(String);
  for (const name of names ?? []) if (!giver.permissions.includes(name)) throw invalid('permissions', `${name} is not yours to give`);
  return names;
}

function readHosts(body: Fields): Host[] | undefined {
  return listField(body, 'hosts')?.map((value) => {
    const fields = fieldsOf(value, 'hosts');
    const host = textField(fields, 'host');
    if (!host) throw invalid('hosts', 'each needs a host');
    return {
      host,
      ...(fields.port != null ? { port: intField(fields, 'port') } : {}),
      ...(fields.path != null ? { path: textField(fields, 'path') } : {}),
      ...(fields.protocol != null ? { protocol: textField(fields, 'protocol') } : {}),
      ...(fields.any_port === true ? { any_port: true } : {}),
      ...(fields.any_subdomain === true ? { any_subdomain: true } : {}),
    };
  });
}

function readWalletPermissions(world: World, body: Fields): Client['permissionsToWallets'] | undefined {
  return listField(body, 'permissions_to_wallets')?.map((value) => {
    const fields = fieldsOf(value, 'permissions_to_wallets');
    const number = textField(fields, 'account_number');
    const wallet = intField(fields, 'wallet_id') ?? [...world.wallets.values()].find((one) => one.accountNumber === number)?.id;
    if (wallet === undefined || !world.wallets.has(wallet)) throw invalid('permissions_to_wallets', 'each needs a wallet that exists');
    return { wallet, scopes: (listField(fields, 'scopes') ?? []).map(String) };
  });
}

/** The one request of the API in camel case. */
function allowTransfers(world: World, call: Call): unknown {
  const body = jsonObject(call);
  const client = clientOf(world, {
    ...call,
    params: { client: String(intField(body, 'appClientId') ?? intField(body, 'clientId') ?? '') },
  });
  const wallet = intField(body, 'walletId');
  if (wallet === undefined || !world.wallets.has(wallet)) throw invalid('walletId', 'must be a wallet that exists');
  client.permissionsToWallets = [...client.permissionsToWallets, { wallet, scopes: [transferScope] }];
  world.clients.touch(client.id);
  return {};
}
