/** Sections 4.4 and 4.5: the token endpoint, called with the client's credentials. */
import { type Call, formOrJson } from '../http/call.ts';
import { Refusal } from '../http/refusal.ts';
import type { Route } from '../http/router.ts';
import { callerOf } from '../rest/paths.ts';
import type { World } from '../world/world.ts';
import { refreshToken, revokeToken, showToken, tokenForCode } from './grants.ts';

export function oauthRoutes(world: World): Route[] {
  return [
    { method: 'POST', pattern: 'token', access: 'client', run: (call) => token(world, call) },
    { method: 'DELETE', pattern: 'token', access: 'client', run: (call) => revoke(world, call) },
  ];
}

function token(world: World, call: Call): unknown {
  const { client } = callerOf(call);
  const form = formOrJson(call);
  const type = form.get('grant_type');
  switch (type) {
    case 'authorization_code':
      return showToken(world, tokenForCode(world, client, form.get('code'), form.get('redirect_uri')));
    case 'refresh_token':
      return showToken(world, refreshToken(world, client, form.get('refresh_token'), form.get('scope'), true));
    case undefined:
      throw new Refusal('invalid_request', 'grant_type is missing');
    default:
      throw new Refusal('unsupported_grant_type', `There is no grant type ${type}`);
  }
}

/** `{}` and not an empty body: PHP takes an empty 200 for a broken server. */
function revoke(world: World, call: Call): unknown {
  revokeToken(world, callerOf(call).client, call.query.get('access_token'));
  return {};
}
