import type { CallOptions, Invoke } from './call.ts';
import { type JsonObject, listOf, type Open, objectOf, type Reader } from './decode.ts';
import { type Paged, type PageQuery, paged } from './pages.ts';
import { decodeProject, type Project } from './project.ts';
import { exactlyOne, filled, type OneOf, segment } from './request-checks.ts';
import { Secret } from './secret.ts';

export type ClientPermission =
  | 'show_in_frame'
  | 'give_trusted_user_info'
  | 'use_password_grant'
  | 'accept_with_flash'
  | 'accept_with_pin'
  | 'access_statements'
  | 'search_by_person_code'
  | 'use_wallet_api'
  | 'use_client_api'
  | 'use_oauth_api'
  | 'provide_registration_parameters';

/** Where a redirect URI may point. */
export type RedirectHost = { host: string; port?: number; path?: string; protocol?: string; anyPort?: boolean; anySubdomain?: boolean };
export type WalletPermission = { scopes: readonly string[] } & OneOf<{ walletId: number; accountNumber: string }>;

export type ApiClient = {
  id: number;
  type: Open<'private_client' | 'application' | 'app_client'>;
  title: string;
  permissions: Open<ClientPermission>[];
  hosts: RedirectHost[];
  project: Project | null;
  permissionsToWallets: { wallet: JsonObject | number | null; scopes: string[] }[];
  serviceAgreementId: number | null;
  /** In the answer to its creation only: store them at once. */
  credentials: { clientId: string; macKey: Secret; macAlgorithm: string } | null;
  /** The answer without the credentials. */
  raw: JsonObject;
};

export type ClientRequest = {
  title: string;
  projectId?: number;
  hosts?: readonly RedirectHost[];
  permissions?: readonly Open<ClientPermission>[];
  permissionsToWallets?: readonly WalletPermission[];
};

/** Section 6.9, needing the client permission `use_client_api`. */
export type Clients = {
  /** This client. */
  own(options?: CallOptions): Promise<ApiClient>;
  get(id: number, options?: CallOptions): Promise<ApiClient>;
  list(filter?: { projectId?: number } & PageQuery, options?: CallOptions): Paged<ApiClient>;
  create(request: ClientRequest, options?: CallOptions): Promise<ApiClient>;
  update(id: number, request: ClientRequest, options?: CallOptions): Promise<ApiClient>;
  permissionsToWallets(id: number, options?: CallOptions): Promise<{ wallet: JsonObject | number | null; scopes: string[] }[]>;
  /** Lets transfers of an app client go out of a wallet. */
  configureTransfer(request: { clientId: number; appClientId: number; walletId: number }, options?: CallOptions): Promise<void>;
  removeTransferConfiguration(id: number, options?: CallOptions): Promise<void>;
  /** Registers an installed app; called by a client of type `application`. */
  registerApp(info: { title: string; os?: string; model?: string; more?: JsonObject }, options?: CallOptions): Promise<ApiClient>;
};

const client = objectOf(decodeClient);

export function createClients(invoke: Invoke): Clients {
  const path = (id: number, part = '') => `/rest/v1/client/${segment('id', id)}${part}`;
  return {
    own: async (options) => invoke({ name: 'clients.own', method: 'GET', path: '/rest/v1/client', decode: client }, options),
    get: async (id, options) => invoke({ name: 'clients.get', method: 'GET', path: path(id), decode: client }, options),
    list: ({ projectId, ...page } = {}, options) =>
      paged(
        invoke,
        {
          name: 'clients.list',
          path: '/rest/v1/clients',
          field: 'clients',
          query: { project_id: projectId, ...page },
          decodeItem: decodeClient,
        },
        options,
      ),
    create: async (request, options) =>
      invoke({ name: 'clients.create', method: 'POST', path: '/rest/v1/client', json: encodeClient(request), decode: client }, options),
    update: async (id, request, options) =>
      invoke({ name: 'clients.update', method: 'PUT', path: path(id), json: encodeClient(request), decode: client }, options),
    permissionsToWallets: async (id, options) =>
      invoke(
        {
          name: 'clients.permissionsToWallets',
          method: 'GET',
          path: path(id, '/permissions-to-wallets'),
          decode: listOf(decodeWalletPermission),
        },
        options,
      ),
    configureTransfer: async ({ clientId, appClientId, walletId }, options) =>
      invoke(
        {
          name: 'clients.configureTransfer',
          method: 'POST',
          path: '/rest/v1/client/configuration/transfer',
          // The one body of the API in camel case.
          json: { clientId, appClientId, walletId },
          decode: () => {},
        },
        options,
      ),
    removeTransferConfiguration: async (id, options) =>
      invoke(
        { name: 'clients.removeTransferConfiguration', method: 'DELETE', path: path(id, '/configuration/transfer'), decode: () => {} },
        options,
      ),
    registerApp: async ({ title, os, model, more }, options) =>
      invoke(
        {
          name: 'clients.registerApp',
          method: 'POST',
          path: '/rest/v1/client',
          json: { type: 'app_client', info: { ...more, title: filled('title', title), os, model } },
          decode: client,
        },
        options,
      ),
  };
}

function encodeClient({ title, projectId, hosts, permissions, permissionsToWallets }: ClientRequest) {
  return {
    title: filled('title', title),
    project_id: projectId,
    hosts: hosts?.map(({ host, port, path, protocol, anyPort, anySubdomain }) => ({
      host,
      port,
      path,
      protocol,
      any_port: anyPort,
      any_subdomain: anySubdomain,
    })),
    permissions,
    permissions_to_wallets: permissionsToWallets?.map((permission, index) => {
      exactlyOne(`permissionsToWallets[${index}]`, permission, ['walletId', 'accountNumber']);
      return { wallet_id: permission.walletId, account_number: permission.accountNumber, scopes: permission.scopes };
    }),
  };
}

function decodeClient(reader: Reader): ApiClient {
  const { credentials: _, ...raw } = reader.raw;
  return {
    id: reader.integer('id'),
    type: reader.text('type'),
    title: reader.text('title'),
    permissions: reader.texts('permissions'),
    hosts: reader.list('hosts', (host) => ({
      host: host.text('host'),
      port: host.optionalInteger('port') ?? undefined,
      path: host.optionalText('path') ?? undefined,
      protocol: host.optionalText('protocol') ?? undefined,
      anyPort: host.optionalFlag('any_port') ?? undefined,
      anySubdomain: host.optionalFlag('any_subdomain') ?? undefined,
    })),
    project: reader.optionalObject('project', decodeProject),
    permissionsToWallets: reader.optionalList('permissions_to_wallets', decodeWalletPermission),
    serviceAgreementId: reader.optionalInteger('service_agreement_id'),
    credentials: reader.optionalObject('credentials', (credentials) => ({
      clientId: credentials.text('access_token'),
      macKey: new Secret(credentials.text('mac_key')),
      macAlgorithm: credentials.text('mac_algorithm'),
    })),
    raw,
  };
}

function decodeWalletPermission(reader: Reader): { wallet: JsonObject | number | null; scopes: string[] } {
  return { wallet: (reader.raw.wallet ?? null) as JsonObject | number | null, scopes: reader.optionalTexts('scopes') };
}
