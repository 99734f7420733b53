// Where the parts of this checkout lie, whatever folder a command was called from.
import path from 'node:path';

export const projectFolder = path.resolve(import.meta.dirname, '../..');
/** Data, settings and logs of the demo; ignored by git. */
export const keptFolder = path.join(projectFolder, '.tiltas');

export function inProject(...parts: string[]): string {
  return path.join(projectFolder, ...parts);
}
