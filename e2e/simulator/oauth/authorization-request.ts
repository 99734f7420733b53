/** What a browser brings to the OAuth page: checked, or an error for the page or for the way back. */
import type { Client } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { isRegistered } from './redirect-hosts.ts';
import { extendedScopes, readScope, type Scope } from './scope-names.ts';

export type AuthorizationRequest = {
  client: Client;
  redirectUri: string;
  scopes: Scope[];
  state: string | undefined;
  email: string | undefined;
};

export type ReadAuthorization =
  | { kind: 'request'; request: AuthorizationRequest }
  /** The client or its address is wrong: nobody is sent anywhere. */
  | { kind: 'page-error'; reason: string }
  | { kind: 'back'; url: string };

export function readAuthorization(world: World, query: Map<string, string>): ReadAuthorization {
  const client = world.clientsByMacId.get(query.get('client_id') ?? '');
  if (!client) return { kind: 'page-error', reason: 'client_id' };
  if (!client.permissions.includes('use_oauth_api')) return { kind: 'page-error', reason: 'client_id' };
  const redirectUri = query.get('redirect_uri');
  if (!redirectUri || !isRegistered(client, redirectUri)) return { kind: 'page-error', reason: 'redirect_uri' };
  const state = query.get('state');
  const back = (error: string, description: string): ReadAuthorization => ({
    kind: 'back',
    url: wayBack(redirectUri, { error, error_description: description, state }),
  });
  if (query.get('response_type') !== 'code') return back('unsupported_response_type', 'response_type must be code');
  const names = (query.get('scope') ?? '').split(/\s+/).filter((name) => name !== '');
  const scopes: Scope[] = [];
  for (const name of new Set(names)) {
    if (extendedScopes.includes(name)) return back('invalid_scope', `The scope ${name} cannot be asked for here`);
    const scope = readScope(name);
    if (!scope) return back('invalid_scope', `There is no scope ${name}`);
    scopes.push(scope);
  }
  return { kind: 'request', request: { client, redirectUri, scopes, state, email: query.get('user[email]') } };
}

/** Keeps the address's own query parameters. */
export function wayBack(redirectUri: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
