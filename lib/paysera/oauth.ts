import type { Clock } from '#lib/clock.ts';
import type { Call, CallOptions, Invoke } from './call.ts';
import { objectOf } from './decode.ts';
import type { Hosts } from './environment.ts';
import { type AuthorizationRequest, authorizationParameters, authorizationUrl } from './hosted-pages.ts';
import { absoluteUrl, filled, queryOf, segment } from './request-checks.ts';
import { type Scope, scopeText } from './scopes.ts';
import { decodeTokens, type Tokens } from './tokens.ts';

export type RefreshRequest = {
  refreshToken: string;
  scopes?: readonly Scope[];
  /** The SMS code that adds extended scopes. */
  code?: string;
};

/** Section 4. All calls are made as the client, whoever the token belongs to. */
export type OAuth = {
  /** Where to send the browser; it comes back with `code` and `state`, or with `error` and `state`. */
  authorizationUrl(request: AuthorizationRequest): URL;
  /** For clients trusted to pass confirmed user data: gives the key for `pages.preparedSession`. */
  prepareSession(request: Omit<AuthorizationRequest, 'language'> & { user: { email: string } }, options?: CallOptions): Promise<string>;
  /** Once per code. `redirectUri` must be the one of the authorization URL. `Refused` with `invalid_grant` otherwise. */
  exchangeCode(request: { code: string; redirectUri: string }, options?: CallOptions): Promise<Tokens>;
  /**
   * A whole new set; the old refresh token is dead after it. Concurrent calls with the same token send one request and share its answer.
   * `isDeadRefreshToken(error)` tells that the user must sign in again.
   */
  refresh(request: RefreshRequest | string, options?: CallOptions): Promise<Tokens>;
  /**
   * First of two steps: the new set does nothing until `activate`, so it can be stored before it counts.
   * Whether the old refresh token lives until then is not published.
   */
  refreshInactive(request: RefreshRequest | string, options?: CallOptions): Promise<Tokens>;
  /** Second step. When its answer was lost, do it again: `Refused` with `invalid_state` then says that it is active. */
  activate(accessToken: string, options?: CallOptions): Promise<Tokens>;
  /** Only clients with the permission `use_password_grant`. */
  passwordGrant(request: { username: string; password: string; scopes?: readonly Scope[] }, options?: CallOptions): Promise<Tokens>;
  /** Ends a token. `Refused` with `not_found` says that there is none (any more). */
  revoke(accessToken: string, options?: CallOptions): Promise<void>;
};

const tokenPath = '/oauth/v1/token';

export function createOAuth(invoke: Invoke, hosts: Hosts, clientId: string, clock: Clock): OAuth {
  const decode = objectOf((reader) => decodeTokens(reader, hosts.name, clock.now()));
  const refreshing = new Map<string, Promise<Tokens>>();

  const refresh = (name: string, grantType: string, request: RefreshRequest | string, options?: CallOptions) => {
    const { refreshToken, scopes, code }: RefreshRequest = typeof request === 'string' ? { refreshToken: request } : request;
    filled('refreshToken', refreshToken);
    const form = { grant_type: grantType, refresh_token: refreshToken, scope: scopes && scopeText(scopes), code };
    const key = JSON.stringify(form);
    const running = refreshing.get(key);
    if (running) return running;
    const call: Call<Tokens> = { name, method: 'POST', path: tokenPath, form, decode, secrets: [refreshToken, code ?? ''] };
    const started = invoke(call, options).finally(() => refreshing.delete(key));
    refreshing.set(key, started);
    return started;
  };

  return {
    authorizationUrl: (request) => authorizationUrl(hosts, clientId, request),
    prepareSession: async ({ user, ...request }, options) => {
      const form = { ...authorizationParameters(clientId, request), 'user[email]': filled('user.email', user.email) };
      return invoke(
        {
          name: 'oauth.prepareSession',
          method: 'POST',
          path: '/oauth/v1/session',
          form,
          decode: objectOf((reader) => reader.text('key')),
          // A session nobody opened does nothing, so a second one does no harm.
          isRepeatable: true,
          secrets: [request.state],
        },
        options,
      );
    },
    exchangeCode: async ({ code, redirectUri }, options) => {
      const form = { grant_type: 'authorization_code', code: filled('code', code), redirect_uri: absoluteUrl('redirectUri', redirectUri) };
      return invoke({ name: 'oauth.exchangeCode', method: 'POST', path: tokenPath, form, decode, secrets: [code] }, options);
    },
    refresh: async (request, options) => refresh('oauth.refresh', 'refresh_token', request, options),
    refreshInactive: async (request, options) => refresh('oauth.refreshInactive', 'refresh_token_with_activation', request, options),
    activate: async (accessToken, options) => {
      const path = `/oauth/v1/tokens/${segment('accessToken', accessToken)}/activate`;
      return invoke({ name: 'oauth.activate', method: 'PUT', path, decode, secrets: [accessToken] }, options);
    },
    passwordGrant: async ({ username, password, scopes = [] }, options) => {
      const form = {
        grant_type: 'password',
        username: filled('username', username),
        password: filled('password', password),
        scope: scopeText(scopes),
      };
      return invoke({ name: 'oauth.passwordGrant', method: 'POST', path: tokenPath, form, decode, secrets: [password, username] }, options);
    },
    revoke: async (accessToken, options) => {
      const query = queryOf({ access_token: filled('accessToken', accessToken) });
      const secrets = [accessToken];
      return invoke(
        { name: 'oauth.revoke', method: 'DELETE', path: tokenPath, query, decode: () => {}, isRepeatable: true, secrets },
        options,
      );
    },
  };
}
