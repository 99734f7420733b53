/** Sections 4.2, 4.4 and 4.5: the OAuth API, called with the client's credentials. */
import { requirePermission } from '../auth/scopes.ts';
import { type Call, formOrJson } from '../http/call.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { callerOf } from '../rest/paths.ts';
import { findUserByEmail } from '../transactions/beneficiary.ts';
import { randomText } from '../world/random-text.ts';
import type { Client, Token } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { readAuthorization } from './authorization-request.ts';
import { activateToken, issueToken, type Refresh, refreshToken, revokeToken, showToken, tokenForCode } from './grants.ts';
import { extendedScopes, readScope } from './scope-names.ts';

const sessionLifeSeconds = 3600;

export function oauthRoutes(world: World): Route[] {
  const route = (method: string, pattern: string, run: (call: Call) => unknown): Route => ({ method, pattern, access: 'client', run });
  return [
    route('POST', 'token', (call) => showToken(world, tokenFor(world, call))),
    // `{}` and not an empty body: PHP takes an empty 200 for a broken server.
    route('DELETE', 'token', (call) => {
      revokeToken(world, callerOf(call).client, call.query.get('access_token'));
      return {};
    }),
    route('PUT', 'tokens/{token}/activate', (call) =>
      showToken(world, activateToken(world, callerOf(call).client, call.params.token as string)),
    ),
    route('POST', 'session', (call) => prepareSession(world, call)),
  ];
}

function tokenFor(world: World, call: Call): Token {
  const { client } = callerOf(call);
  requirePermission(callerOf(call), 'use_oauth_api');
  const form = formOrJson(call);
  const type = form.get('grant_type');
  const refresh = (active: boolean): Refresh => ({
    refreshToken: form.get('refresh_token'),
    scope: form.get('scope'),
    smsCode: form.get('code'),
    active,
  });
  switch (type) {
    case 'authorization_code':
      return tokenForCode(world, client, form.get('code'), form.get('redirect_uri'));
    case 'refresh_token':
      return refreshToken(world, client, refresh(true));
    case 'refresh_token_with_activation':
      return refreshToken(world, client, refresh(false));
    case 'password':
      return tokenForPassword(world, client, form);
    case undefined:
      throw new Refusal('invalid_request', 'grant_type is missing');
    default:
      throw new Refusal('unsupported_grant_type', `There is no grant type ${type}`);
  }
}

function tokenForPassword(world: World, client: Client, form: Map<string, string>): Token {
  if (!client.permissions.includes('use_password_grant')) throw new Refusal('unauthorized_client', 'The client may not use passwords');
  const user = findUserByEmail(world, form.get('username') ?? '');
  // People of the seed have no password of their own: there the PIN is it.
  const expected = user?.password ?? user?.pin;
  if (!user || expected === undefined || expected !== form.get('password'))
    throw new Refusal('invalid_grant', 'The name and password do not belong together');
  const scopes = (form.get('scope') ?? '').split(/\s+/).filter((name) => name !== '');
  for (const name of scopes)
    if (!readScope(name) || extendedScopes.includes(name)) throw new Refusal('invalid_scope', `There is no scope ${name}`);
  return issueToken(world, client, user.id, scopes, true);
}

/** Section 4.2: the page's parameters are left here, with what is known of the user; the browser only carries a key. */
function prepareSession(world: World, call: Call): unknown {
  requirePermission(callerOf(call), 'give_trusted_user_info');
  const form = formOrJson(call);
  if (form.get('client_id') !== callerOf(call).client.macId) throw invalid('client_id', 'is not that of the caller');
  const read = readAuthorization(world, form);
  if (read.kind === 'page-error') throw invalid(read.reason, 'is not registered');
  if (read.kind === 'back') throw new Refusal('invalid_request', 'The parameters would be refused at the page');
  const key = randomText(32);
  const expiresAt = world.clock.nowSeconds() + sessionLifeSeconds;
  world.preparedSessions.set(key, { key, query: [...form], expiresAt });
  world.agenda.add(expiresAt, 'forget-session', key);
  return { key };
}
