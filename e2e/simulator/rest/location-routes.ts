/** Section 6.9: places of a project, with their hours and services. */
import { requirePermission } from '../auth/scopes.ts';
import { type Call, jsonObject } from '../http/call.ts';
import { numberOf, paginate, wordsOf } from '../http/paging.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { boolField, type Fields, fieldsOf, listField, textField } from '../transactions/read-fields.ts';
import type { Location } from '../world/records.ts';
import { nextId, type World } from '../world/world.ts';
import { callerOf, idOf } from './paths.ts';
import { projectOf } from './project-routes.ts';

const categories = [
  { id: 1, en: 'Shops', lt: 'Parduotuvės', ru: 'Магазины' },
  { id: 2, parent: 1, en: 'Ceramics', lt: 'Keramika', ru: 'Керамика' },
  { id: 3, en: 'Cafés', lt: 'Kavinės', ru: 'Кафе' },
];

export function locationRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'caller', run });
  return [
    route('POST', 'project/{project}/location', (call) => {
      const project = projectOf(world, call);
      const location = readLocation(world, jsonObject(call), { id: nextId(world, 'location'), projectId: project.id });
      world.locations.set(location.id, location);
      return showLocation(location);
    }),
    route('GET', 'project/{project}/locations', (call) => {
      const project = projectOf(world, call);
      return [...world.locations.values()].filter((one) => one.projectId === project.id).map(showLocation);
    }),
    route('PUT', 'location/{location}', (call) => {
      requirePermission(callerOf(call), 'use_client_api');
      const before = world.locations.get(idOf(call.params.location));
      if (!before) throw new Refusal('not_found', 'No such location');
      if (!callerOf(call).client.projectIds.includes(before.projectId))
        throw new Refusal('forbidden', 'The location belongs to another project');
      const location = readLocation(world, jsonObject(call), before);
      world.locations.set(location.id, location);
      return showLocation(location);
    }),
    route('GET', 'locations', (call) => list(world, call)),
    route('GET', 'client/locations', (call) =>
      [...world.locations.values()].filter((one) => callerOf(call).client.projectIds.includes(one.projectId)).map(showLocation),
    ),
    route('GET', 'locations/pay-categories', (call) => {
      const locale = call.query.get('locale') ?? 'en';
      return categories.map((one) => ({
        id: one.id,
        title: locale === 'lt' ? one.lt : locale === 'ru' ? one.ru : one.en,
        ...(one.parent ? { parent_id: one.parent } : {}),
      }));
    }),
  ];
}

function readLocation(world: World, body: Fields, before: Partial<Location> & Pick<Location, 'id' | 'projectId'>): Location {
  const title = textField(body, 'title') ?? before.title;
  const address = textField(body, 'address') ?? before.address;
  if (!title) throw invalid('title', 'is required');
  if (!address) throw invalid('address', 'is required');
  const status = textField(body, 'status') ?? before.status ?? 'active';
  if (status !== 'active' && status !== 'inactive') throw invalid('status', 'must be active or inactive');
  return {
    ...before,
    title,
    address,
    status,
    description: textField(body, 'description') ?? before.description,
    lat: degrees(body, 'lat', 90) ?? before.lat,
    lng: degrees(body, 'lng', 180) ?? before.lng,
    radius: typeof body.radius === 'number' ? body.radius : (before.radius ?? 0),
    workingHours:
      body.working_hours == null ? before.workingHours : (fieldsOf(body.working_hours, 'working_hours') as Location['workingHours']),
    prices: listField(body, 'prices') ?? before.prices,
    services: body.services == null ? before.services : (fieldsOf(body.services, 'services') as Location['services']),
    public: boolField(body, 'public') ?? before.public,
    images: body.images ?? before.images,
    spots: listField(body, 'spots') ?? before.spots,
    updatedAt: world.clock.nowSeconds(),
  };
}

function degrees(body: Fields, name: string, most: number): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || Math.abs(value) > most) throw invalid(name, `must be a number from ${-most} to ${most}`);
  return value;
}

function showLocation(location: Location): Record<string, unknown> {
  const { projectId: _projectId, workingHours, updatedAt: _updatedAt, ...rest } = location;
  const shown: Record<string, unknown> = { ...rest, ...(workingHours ? { working_hours: workingHours } : {}) };
  for (const [name, value] of Object.entries(shown)) if (value === undefined) delete shown[name];
  return shown;
}

function list(world: World, call: Call): unknown {
  const { query } = call;
  const statuses = wordsOf(query, 'status');
  const services = wordsOf(query, 'service');
  const payCategories = wordsOf(query, 'pay_category');
  const updatedAfter = numberOf(query, 'updated_after') ?? 0;
  const near = readNear(query);
  const found = [...world.locations.values()].filter((one) => {
    if (statuses && !statuses.has(one.status)) return false;
    if (services && ![...services].some((name) => one.services?.[name]?.available)) return false;
    if (payCategories && !one.services?.pay?.categories?.some((id) => payCategories.has(String(id)))) return false;
    return one.updatedAt >= updatedAfter && (near === null || metresTo(near, one) <= near.distance);
  });
  const { items, metadata } = paginate(found, query, (one) => one.id);
  return { locations: items.map(showLocation), _metadata: metadata };
}

function readNear(query: Map<string, string>): { lat: number; lng: number; distance: number } | null {
  const [lat, lng, distance] = ['lat', 'lng', 'distance'].map((name) => query.get(name));
  if (lat === undefined && lng === undefined) return null;
  const near = { lat: Number(lat), lng: Number(lng), distance: Number(distance ?? 1_000) };
  if (!Number.isFinite(near.lat) || !Number.isFinite(near.lng) || !Number.isFinite(near.distance))
    throw invalid('lat', 'lat, lng and distance must be numbers');
  return near;
}

/** Great-circle distance. */
function metresTo(near: { lat: number; lng: number }, location: Location): number {
  if (location.lat === undefined || location.lng === undefined) return Number.POSITIVE_INFINITY;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = radians(location.lat - near.lat);
  const dLng = radians(location.lng - near.lng);
  const a = Math.sin(dLat / 2) ** 2 + Math.cos(radians(near.lat)) * Math.cos(radians(location.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(a));
}
