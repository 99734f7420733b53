// Whether personal pages can be made at all. Asked before each of them, because a page that has begun can no longer answer 503.
import { isDatabaseAway } from '#lib/db/sqlstate.ts';
import { services } from '#lib/services.ts';

/** These ask the database themselves, and answer machines in their own way. */
const askThemselves = ['/api/health', '/api/paysera/'];

export async function isShopAway(pathname: string): Promise<boolean> {
  if (askThemselves.some((path) => pathname.startsWith(path))) return false;
  try {
    await services().pool.query('select 1');
    return false;
  } catch (error) {
    // Any other fault is the page's own to report.
    return isDatabaseAway(error);
  }
}
