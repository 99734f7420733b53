import { readFileSync } from 'node:fs';
import { defaultSeed, type Seed } from './seed.ts';

/** A seed file is JSON; the parts it does not name are those of the default seed. */
export function readSeedFile(file: string): Seed {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`the seed file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`the seed file ${file} must hold a JSON object`);
  const unknown = Object.keys(value).filter((name) => !(name in defaultSeed) && name !== 'publicPort');
  if (unknown.length > 0) throw new Error(`the seed file ${file} names "${unknown[0]}", which is no part of a seed`);
  return { ...defaultSeed, ...(value as Partial<Seed>) };
}
