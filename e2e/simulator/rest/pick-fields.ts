/** `fields=a,b` keeps those; `*` keeps all; a name that is not shown by default is added when it is known. */
export function pickFields(list: string, shown: Record<string, unknown>, more: Record<string, unknown> = {}): Record<string, unknown> {
  const names = list.split(',').map((name) => name.trim().split('.')[0] as string);
  const picked: Record<string, unknown> = names.includes('*') ? { ...shown } : {};
  for (const name of names) {
    if (name in shown) picked[name] = shown[name];
    else if (name in more) picked[name] = more[name];
  }
  return picked;
}
