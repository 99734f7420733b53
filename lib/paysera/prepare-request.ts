// What goes onto the wire: path, headers and body, and for every send a timestamp, nonce and MAC of its own.
import type { Call, CallContext, CallOptions, Identity } from './call.ts';
import type { Hosts } from './environment.ts';
import { authorizationHeader, extOf, freshNonce } from './mac.ts';
import type { Request } from './transport.ts';

/** All that stays the same when a call is sent again. */
export type PreparedRequest = Request & { ext: string };

export function prepare(hosts: Hosts, userAgent: string, identity: Identity, call: Call<unknown>, options: CallOptions): PreparedRequest {
  const path = hosts.basePath + call.path;
  const uri = call.query ? `${path}?${call.query}` : path;
  const headers = ['user-agent', userAgent, 'accept', 'application/json'];
  let body: string | null = null;
  if (call.json !== undefined) {
    body = JSON.stringify(call.json);
    headers.push('content-type', 'application/json');
  } else if (call.form !== undefined) {
    body = formOf(call.form);
    headers.push('content-type', 'application/x-www-form-urlencoded');
  }
  if (options.language !== undefined) headers.push('accept-language', options.language);

  let ext = '';
  if (call.signed !== false) {
    const parameters = parametersOf(identity, options);
    if (identity.kind === 'mac') ext = extOf(body, parameters.length === 0 ? '' : new URLSearchParams(parameters).toString());
    else for (const [name, value] of parameters) headers.push(headerName(name), value);
  }
  return { method: call.method, uri, headers, body, ext };
}

/** With a certificate the connection itself says who we are. */
export function signedHeaders(
  context: CallContext,
  identity: Identity,
  call: Call<unknown>,
  { uri, headers, ext }: PreparedRequest,
): string[] {
  if (identity.kind !== 'mac' || call.signed === false) return headers;
  const { host, port } = context.hosts;
  const ts = String(Math.floor((context.clock.now().getTime() + context.offsetMs) / 1000));
  const authorization = authorizationHeader(identity.signer, { ts, nonce: freshNonce(), method: call.method, uri, host, port, ext });
  return ['authorization', authorization, ...headers];
}

const noParameters: [string, string][] = [];

function parametersOf({ defaultParameters }: Identity, { projectId, locationId, parameters }: CallOptions): [string, string][] {
  const hasOwn = projectId !== undefined || locationId !== undefined || parameters !== undefined;
  if (!hasOwn) return defaultParameters === null ? noParameters : Object.entries(defaultParameters);
  return Object.entries({
    ...defaultParameters,
    ...(projectId === undefined ? {} : { project_id: String(projectId) }),
    ...(locationId === undefined ? {} : { location_id: String(locationId) }),
    ...parameters,
  });
}

/** `project_id` is `Wallet-Api-Project-Id` with a certificate. */
export function headerName(parameter: string): string {
  return `Wallet-Api-${parameter.replaceAll('_', '-').replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())}`;
}

function formOf(fields: Readonly<Record<string, string | undefined>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
  return form.toString();
}
