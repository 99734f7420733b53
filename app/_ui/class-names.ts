/** Joins class names, leaving out what is not wanted; the one thing the components share. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
