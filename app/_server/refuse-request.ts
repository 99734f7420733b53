// Forms are taken from our own pages only, and only so large. Next holds to the same two rules, but answers 500 to whoever breaks them.

const mostBodyBytes = 1024 * 1024;

export type Refusal = { status: number; text: string };
type Asked = { method: string; headers: Pick<Headers, 'get'> };

/** What is wrong with a request that changes something, or null. `shopUrl` is the shop as browsers see it. */
export function refusalOf({ method, headers }: Asked, shopUrl: string): Refusal | null {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return null;
  if (headers.get('sec-fetch-site') === 'cross-site' || !isOurs(headers.get('origin'), headers.get('host'), shopUrl))
    return { status: 403, text: 'This form was sent from another site. Nothing was changed.\n' };
  if (Number(headers.get('content-length') ?? 0) > mostBodyBytes)
    return { status: 413, text: 'That is too much at once. Nothing was changed.\n' };
  return null;
}

/** No Origin at all comes from programs, which bring no cookies of somebody else's; "null" is a page that hides where it is. */
function isOurs(origin: string | null, host: string | null, shopUrl: string): boolean {
  if (origin === null) return true;
  if (origin === shopUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
