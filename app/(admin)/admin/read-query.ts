// What an address may say, read once: single words of a sensible length, and nothing else.
export type Raw = Record<string, string | string[] | undefined>;

const longestWord = 200;

export function word(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  return typeof value === 'string' ? value.trim().slice(0, longestWord) || undefined : undefined;
}

export function oneOf<Word extends string>(raw: Raw, name: string, words: readonly Word[]): Word | undefined {
  return words.find((candidate) => candidate === raw[name]);
}

export function addressOf(path: string, query: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
}
