// What somebody typed, kept while they sign in once more: sealed for this person and this page, so that nobody else's browser shows it.
import { SealBroken, seal, unseal } from '#lib/accounts/sealed-box.ts';
import type { Services } from '#lib/services.ts';

export type Draft = Record<string, string>;
type Place = { shopperId: string; path: string };

const PURPOSE = 'draft';
/** A cookie holds four kilobytes with everything around it; our longest form of this kind has a quarter of that. */
const MAX_LENGTH = 2_400;

const boundTo = ({ shopperId, path }: Place) => `draft ${shopperId} ${path}`;

/** The fields of a form as text, without those Next adds; null when they are too much to keep. */
export function sealDraft(s: Services, place: Place, form: FormData): string | null {
  const fields = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$'));
  const text = JSON.stringify(Object.fromEntries(fields));
  if (text.length > MAX_LENGTH) return null;
  return seal(s.keys.current(PURPOSE).key, boundTo(place), text).toString('base64url');
}

/** Null for another person's, another page's, or a changed one: then the form is simply empty. */
export function openDraft(s: Services, place: Place, sealed: string | undefined): Draft | null {
  if (!sealed) return null;
  for (const { key } of s.keys.all(PURPOSE)) {
    try {
      return JSON.parse(unseal(key, boundTo(place), Buffer.from(sealed, 'base64url')));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
    }
  }
  return null;
}
