// A client that is wrong in one place: one call's path, method or field is changed on the way out, and signed as if it were meant.
import { createSigner } from '#lib/paysera/credentials.ts';
import { authorizationHeader, extOf, freshNonce } from '#lib/paysera/mac.ts';
import type { Request, Transport } from '#lib/paysera/transport.ts';

export type Alteration =
  | { kind: 'path' }
  | { kind: 'method' }
  /** Takes one value out of the JSON body, the form or the query. */
  | { kind: 'loss'; of: 'json' | 'form' | 'query'; field: string };

export type SentRequest = { method: string; uri: string; body: string; contentType: string | null };

export type Watched = Transport & {
  /** Requests of the call that is watched. */
  sent: SentRequest[];
  /** The observer tells which call is about to be sent. */
  about(call: string): void;
};

export type Watch = { call: string; alteration: Alteration | null; address: URL };

export function watch(transport: Transport, keys: Map<string, string>, watched: Watch | null = null): Watched {
  let current = '';
  const sent: SentRequest[] = [];
  return {
    sent,
    about: (call) => {
      current = call;
    },
    async send(request, timeoutMs, signal) {
      let outgoing = request;
      if (watched && current === watched.call) {
        sent.push({
          method: request.method,
          uri: request.uri,
          body: request.body ?? '',
          contentType: header(request, 'content-type'),
        });
        if (watched.alteration) outgoing = resign(altered(request, watched.alteration), keys, watched.address);
      }
      const outcome = await transport.send(outgoing, timeoutMs, signal);
      if (outcome.kind === 'answered' && request.uri.startsWith('/oauth/v1/tok')) learnKey(outcome.body, keys);
      return outcome;
    },
    close: () => transport.close(),
  };
}

/** Every field a request carries: leaves of its JSON by path, names of its form and its query. */
export function fieldsOf({ uri, body, contentType }: SentRequest): Extract<Alteration, { kind: 'loss' }>[] {
  const query = [...new URLSearchParams(uri.split('?')[1] ?? '').keys()].map((field) => ({ kind: 'loss', of: 'query', field }) as const);
  if (body === '') return query;
  if (contentType !== 'application/json') {
    return [...query, ...[...new URLSearchParams(body).keys()].map((field) => ({ kind: 'loss', of: 'form', field }) as const)];
  }
  return [...query, ...leavesOf(JSON.parse(body)).map((field) => ({ kind: 'loss', of: 'json', field }) as const)];
}

function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Object.entries(value);
  if (entries.length === 0) return path === '' ? [] : [path];
  return entries.flatMap(([name, inner]) =>
    leavesOf(inner, Array.isArray(value) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`),
  );
}

const swapped: Record<string, Request['method']> = { GET: 'DELETE', POST: 'DELETE', PUT: 'DELETE', DELETE: 'GET' };

function altered(request: Request, alteration: Alteration): Request {
  const [path = '', search] = request.uri.split('?');
  switch (alteration.kind) {
    case 'path':
      return { ...request, uri: (path === '/publickey' ? '/publickeyx' : misspelt(path)) + (search === undefined ? '' : `?${search}`) };
    case 'method':
      return { ...request, method: swapped[request.method] ?? 'GET' };
    case 'loss': {
      if (alteration.of === 'query') {
        const query = new URLSearchParams(search);
        query.delete(alteration.field);
        return { ...request, uri: query.size === 0 ? path : `${path}?${query}` };
      }
      const body = request.body ?? '';
      return {
        ...request,
        body: alteration.of === 'form' ? withoutFormField(body, alteration.field) : withoutLeaf(body, alteration.field),
      };
    }
  }
}

/** The last word of the path that is no id and no key. */
function misspelt(path: string): string {
  const parts = path.split('/');
  const at = parts.findLastIndex((part) => /^[a-z][a-z-]+$/.test(part) && part !== 'me');
  return parts.with(at, `${parts[at]}x`).join('/');
}

function withoutFormField(body: string, field: string): string {
  const form = new URLSearchParams(body);
  form.delete(field);
  return form.toString();
}

function withoutLeaf(body: string, path: string): string {
  const root = JSON.parse(body);
  const steps = path.match(/[^.[\]]+/g) ?? [];
  const last = steps.pop() ?? '';
  const holder = steps.reduce((value, step) => value[step], root);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return JSON.stringify(root);
}

function resign(request: Request, keys: Map<string, string>, address: URL): Request {
  const authorization = header(request, 'authorization');
  if (authorization === null) return request;
  const field = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(authorization)?.[1] ?? '';
  const id = field('id');
  const key = keys.get(id);
  // Loud, or a contract would seem to see what it never met.
  if (key === undefined) return process.exit(3);
  const parameters = new URLSearchParams(field('ext'));
  parameters.delete('body_hash');
  const ext = extOf(request.body, parameters.toString());
  const signed = {
    ts: field('ts'),
    nonce: freshNonce(),
    method: request.method,
    uri: request.uri,
    host: address.hostname,
    port: address.port,
    ext,
  };
  const headers = [...request.headers];
  headers[headers.indexOf('authorization') + 1] = authorizationHeader(createSigner(id, key, 'altered'), signed);
  return { ...request, headers };
}

function learnKey(body: string, keys: Map<string, string>): void {
  const { access_token, mac_key } = JSON.parse(body) as { access_token?: string; mac_key?: string };
  if (access_token && mac_key) keys.set(access_token, mac_key);
}

function header({ headers }: Request, name: string): string | null {
  const at = headers.indexOf(name);
  return at < 0 ? null : (headers[at + 1] ?? null);
}
