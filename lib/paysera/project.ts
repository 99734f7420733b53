// Projects, locations and clients as they come (section 6.9).
import type { JsonObject, Open, Reader } from './decode.ts';

export type Project = {
  id: number;
  title: string | null;
  description: string | null;
  walletId: number | null;
  ownerDisplayName: string | null;
  raw: JsonObject;
};

export function decodeProject(reader: Reader): Project {
  return {
    id: reader.integer('id'),
    title: reader.optionalText('title'),
    description: reader.optionalText('description'),
    walletId: reader.optionalInteger('wallet_id'),
    ownerDisplayName: reader.optionalText('owner_display_name'),
    raw: reader.raw,
  };
}

export type Location = {
  id: number;
  title: string;
  description: string | null;
  address: string;
  latitude: number | null;
  longitude: number | null;
  /** Metres. */
  radius: number;
  status: Open<'active' | 'inactive'> | null;
  isPublic: boolean | null;
  workingHours: JsonObject | null;
  services: JsonObject | null;
  raw: JsonObject;
};

export function decodeLocation(reader: Reader): Location {
  return {
    id: reader.integer('id'),
    title: reader.text('title'),
    description: reader.optionalText('description'),
    address: reader.text('address'),
    latitude: reader.optionalNumber('lat'),
    longitude: reader.optionalNumber('lng'),
    radius: reader.number('radius'),
    status: reader.optionalText('status'),
    isPublic: reader.optionalFlag('public'),
    workingHours: reader.optionalObject('working_hours', (hours) => hours.raw),
    services: reader.optionalObject('services', (services) => services.raw),
    raw: reader.raw,
  };
}

export type PayCategory = { id: number; title: string; parentId: number | null };

export function decodePayCategory(reader: Reader): PayCategory {
  return { id: reader.integer('id'), title: reader.text('title'), parentId: reader.optionalInteger('parent_id') };
}
