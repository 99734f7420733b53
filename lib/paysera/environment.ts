// Where Paysera is. Credentials, tokens and callback keys belong to one environment each and are never tried on another.
import { InvalidRequest } from './errors.ts';

export type Environment =
  | 'production'
  | 'sandbox'
  | {
      /** Tells this environment's tokens from others'. */
      name: string;
      /** Origin (and path, if any) above `/rest/v1`, `/oauth/v1` and `/publickey`; https only. */
      apiUrl: string;
      /** Origin of the pages people see; `/frontend` is added when no path is given. */
      pagesUrl: string;
    };

export type Hosts = {
  readonly name: string;
  readonly origin: string;
  /** Path in front of `/rest/v1`, usually empty. */
  readonly basePath: string;
  /** As signed: lower case, without port. */
  readonly host: string;
  /** As signed: decimal text. */
  readonly port: string;
  readonly pagesUrl: string;
};

const known = {
  production: { name: 'production', apiUrl: 'https://wallet.paysera.com', pagesUrl: 'https://bank.paysera.com/frontend' },
  sandbox: { name: 'sandbox', apiUrl: 'https://wallet-sandbox.paysera.com', pagesUrl: 'https://sandbox.paysera.com/frontend' },
};

export function hostsOf(environment: Environment): Hosts {
  const { name, apiUrl, pagesUrl } = typeof environment === 'string' ? known[environment] : environment;
  if (!name) throw new InvalidRequest('environment.name', 'is empty');
  if (typeof environment !== 'string' && Object.hasOwn(known, name))
    throw new InvalidRequest('environment.name', 'is one of Paysera’s own');
  const api = parse('environment.apiUrl', apiUrl);
  if (api.protocol !== 'https:') throw new InvalidRequest('environment.apiUrl', 'must be https');
  const pages = parse('environment.pagesUrl', pagesUrl);
  if (pages.pathname === '/') pages.pathname = '/frontend';
  return {
    name,
    origin: api.origin,
    basePath: api.pathname.replace(/\/$/, ''),
    host: api.hostname.toLowerCase(),
    port: api.port || '443',
    pagesUrl: pages.href.replace(/\/$/, ''),
  };
}

function parse(field: string, text: string): URL {
  const url = URL.parse(text);
  if (!url) throw new InvalidRequest(field, 'is no URL');
  if (url.username || url.password || url.search || url.hash) throw new InvalidRequest(field, 'must have no user, query or fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new InvalidRequest(field, 'must be https');
  return url;
}
