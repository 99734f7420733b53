// Where the parts of this checkout lie, whatever folder a command was called from.
import path from 'node:path';

export const projectFolder = path.resolve(import.meta.dirname, '../..');
/** Data, settings and logs of the demo; ignored by git. Its own test names another folder, to leave a person's demo alone. */
export const keptFolder = process.env.TILTAS_FOLDER ?? path.join(projectFolder, '.tiltas');

export function inProject(...parts: string[]): string {
  return path.join(projectFolder, ...parts);
}
