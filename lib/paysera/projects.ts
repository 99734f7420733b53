import type { CallOptions, Invoke } from './call.ts';
import { type JsonObject, listOf, objectOf } from './decode.ts';
import { type Paged, type PageQuery, paged } from './pages.ts';
import { decodeLocation, decodePayCategory, decodeProject, type Location, type PayCategory, type Project } from './project.ts';
import { filled, queryOf, seconds, segment } from './request-checks.ts';
import { Secret } from './secret.ts';

export type LocationRequest = {
  title: string;
  address: string;
  description?: string;
  latitude?: number;
  longitude?: number;
  /** Metres. */
  radius?: number;
  status?: 'active' | 'inactive';
  isPublic?: boolean;
  /** Further fields of section 6.9 (working_hours, prices, services, images, spots), as the wire has them. */
  more?: JsonObject;
};

export type LocationFilter = {
  near?: { latitude: number; longitude: number; distance: number };
  statuses?: readonly ('active' | 'inactive')[];
  updatedAfter?: Date;
  payCategories?: readonly number[];
  services?: readonly string[];
};

export type MposCredentials = { id: number; username: string; password: Secret; projectId: number | null };

/** Section 6.9. Most need the client permission `use_client_api`. */
export type Projects = {
  get(id: number, options?: CallOptions): Promise<Project>;
  update(id: number, change: { title: string; description?: string; walletId?: number }, options?: CallOptions): Promise<Project>;
  locations(id: number, options?: CallOptions): Promise<Location[]>;
  createLocation(id: number, request: LocationRequest, options?: CallOptions): Promise<Location>;
  createMposCredentials(projectId: number, options?: CallOptions): Promise<MposCredentials>;
  mposCredentials(id: number, options?: CallOptions): Promise<MposCredentials>;
};

export type Locations = {
  update(id: number, request: LocationRequest, options?: CallOptions): Promise<Location>;
  list(filter?: LocationFilter & PageQuery, options?: CallOptions): Paged<Location>;
  /** Those of the client. */
  ofClient(options?: CallOptions): Promise<Location[]>;
  payCategories(locale?: string, options?: CallOptions): Promise<PayCategory[]>;
};

const location = objectOf(decodeLocation);

export function createProjects(invoke: Invoke): Projects {
  const path = (id: number, part = '') => `/rest/v1/project/${segment('id', id)}${part}`;
  const project = objectOf(decodeProject);
  return {
    get: async (id, options) => invoke({ name: 'projects.get', method: 'GET', path: path(id), decode: project }, options),
    update: async (id, { title, description, walletId }, options) => {
      const json = { title: filled('title', title), description, wallet_id: walletId };
      return invoke({ name: 'projects.update', method: 'PUT', path: path(id), json, decode: project }, options);
    },
    locations: async (id, options) =>
      invoke({ name: 'projects.locations', method: 'GET', path: path(id, '/locations'), decode: listOf(decodeLocation) }, options),
    createLocation: async (id, request, options) =>
      invoke(
        { name: 'projects.createLocation', method: 'POST', path: path(id, '/location'), json: encodeLocation(request), decode: location },
        options,
      ),
    createMposCredentials: async (projectId, options) =>
      invoke(
        {
          name: 'projects.createMposCredentials',
          method: 'POST',
          path: '/rest/v1/project/mpos-credentials',
          json: { project_id: projectId },
          decode: mposCredentials,
        },
        options,
      ),
    mposCredentials: async (id, options) =>
      invoke(
        {
          name: 'projects.mposCredentials',
          method: 'GET',
          path: `/rest/v1/project/mpos-credentials/${segment('id', id)}`,
          decode: mposCredentials,
        },
        options,
      ),
  };
}

export function createLocations(invoke: Invoke): Locations {
  return {
    update: async (id, request, options) =>
      invoke(
        {
          name: 'locations.update',
          method: 'PUT',
          path: `/rest/v1/location/${segment('id', id)}`,
          json: encodeLocation(request),
          decode: location,
        },
        options,
      ),
    list: ({ near, statuses, updatedAfter, payCategories, services, ...page } = {}, options) =>
      paged(
        invoke,
        {
          name: 'locations.list',
          path: '/rest/v1/locations',
          field: 'locations',
          query: {
            lat: near?.latitude,
            lng: near?.longitude,
            distance: near?.distance,
            status: statuses,
            updated_after: updatedAfter && seconds('updatedAfter', updatedAfter),
            pay_category: payCategories,
            service: services,
            ...page,
          },
          decodeItem: decodeLocation,
        },
        options,
      ),
    ofClient: async (options) =>
      invoke({ name: 'locations.ofClient', method: 'GET', path: '/rest/v1/client/locations', decode: listOf(decodeLocation) }, options),
    payCategories: async (locale, options) =>
      invoke(
        {
          name: 'locations.payCategories',
          method: 'GET',
          path: '/rest/v1/locations/pay-categories',
          query: queryOf({ locale }),
          decode: listOf(decodePayCategory),
        },
        options,
      ),
  };
}

const mposCredentials = objectOf((reader) => ({
  id: reader.integer('id'),
  username: reader.text('username'),
  password: new Secret(reader.text('password')),
  projectId: reader.optionalInteger('project_id'),
}));

function encodeLocation({ title, address, description, latitude, longitude, radius, status, isPublic, more }: LocationRequest) {
  return {
    ...more,
    title: filled('title', title),
    address: filled('address', address),
    description,
    lat: latitude,
    lng: longitude,
    radius,
    status,
    public: isPublic,
  };
}
