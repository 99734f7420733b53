// Which fault is dealt to the first call at a place: by rota rather than by chance, so that rare places meet every one of them. Only
// some orders and lives are dealt one; what befalls all other calls stays chance.
import type { Chance } from './chance.ts';
import { type RequestFault, requestFaults, requestPlaces } from './plan.ts';

const dealtShare = 0.25;
/** Of the places that few orders or lives of a storm come to. */
const rareShare = 0.6;
const rare: readonly string[] = ['reserve', 'limit', 'cancel-allowance', 'key'];
/** Named by a wallet or not at all: counted anew by every process, so that its life says which call it is. */
export const namedByLife: readonly string[] = ['allowance', 'limit', 'cancel-allowance', 'key'];

/** `subject`: an order's name, `s3.1/1`, or a life, `life7`. Null where nothing is dealt. */
export function dealtFault(chance: Chance, seed: string, place: string, subject: string): RequestFault | null {
  const placeIndex = requestPlaces.indexOf(place as (typeof requestPlaces)[number]);
  if (placeIndex < 0 || !chance.happens(rare.includes(place) ? rareShare : dealtShare, 'dealt', place, subject)) return null;
  // The next storm, order, life and place each go one fault further.
  const numbers = `${seed} ${subject}`.match(/\d+/g) ?? [];
  const turn = numbers.reduce((sum, digits) => sum + (Number(digits) % requestFaults.length), placeIndex);
  return requestFaults[turn % requestFaults.length] ?? null;
}
