// What a page says about the shop itself. Inside next build there are no settings; what is made there is never shown.
import { isBuilding } from '#app/_cache/is-building.ts';
import { env } from '#lib/env.ts';

export function shopName(): string {
  return isBuilding() ? 'Shop' : env().shopName;
}
