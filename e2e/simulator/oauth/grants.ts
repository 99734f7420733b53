/** Codes, tokens and standing consents: how each is made, used once, refreshed and ended. */
import { bareScope } from '../auth/scopes.ts';
import { Refusal } from '../http/refusal.ts';
import { randomText } from '../world/random-text.ts';
import type { Client, Grant, Token } from '../world/records.ts';
import { settings, type World } from '../world/world.ts';
import { extendedScopes } from './scope-names.ts';

const codeLifeSeconds = 600;
const refreshLifeSeconds = 90 * 86_400;

/** The code of a grant is single use and short-lived. */
export function grantCode(world: World, client: Client, userId: number, scopes: string[], redirectUri: string): string {
  const grant: Grant = {
    code: randomText(22),
    clientId: client.id,
    userId,
    scopes,
    redirectUri,
    expiresAt: world.clock.nowSeconds() + codeLifeSeconds,
    used: false,
  };
  world.grants.set(grant.code, grant);
  world.agenda.add(grant.expiresAt + codeLifeSeconds, 'forget-code', grant.code);
  return grant.code;
}

export function tokenForCode(world: World, client: Client, code: string | undefined, redirectUri: string | undefined): Token {
  const grant = code === undefined ? undefined : world.grants.get(code);
  if (!grant || grant.clientId !== client.id) throw new Refusal('invalid_grant', 'No such authorization code');
  if (grant.used) throw new Refusal('invalid_grant', 'The authorization code was used before');
  if (grant.expiresAt <= world.clock.nowSeconds()) throw new Refusal('invalid_grant', 'The authorization code has expired');
  if (grant.redirectUri !== redirectUri) throw new Refusal('invalid_grant', 'redirect_uri is not the one of the authorization request');
  grant.used = true;
  world.grants.touch(grant.code);
  rememberConsent(world, client, grant.userId, grant.scopes);
  return issueToken(world, client, grant.userId, grant.scopes, true);
}

/** `_offline` rights outlive the token, until the user withdraws them. */
function rememberConsent(world: World, client: Client, userId: number, scopes: string[]): void {
  const offline = scopes.filter((scope) => /_offline(_optional)?$/.test(scope));
  if (offline.length === 0) return;
  const id = `${client.id}|${userId}`;
  const before = world.consents.get(id)?.scopes ?? [];
  world.consents.set(id, { id, clientId: client.id, userId, scopes: [...new Set([...before, ...offline])] });
}

export function issueToken(world: World, client: Client, userId: number, scopes: string[], active: boolean): Token {
  const now = world.clock.nowSeconds();
  const token: Token = {
    accessToken: randomText(32),
    macKey: randomText(32),
    clientId: client.id,
    userId,
    scopes,
    expiresAt: now + settings(world).accessTokenSeconds,
    active,
    refreshToken: randomText(32),
    refreshExpiresAt: now + refreshLifeSeconds,
    refreshStatus: 'usable',
  };
  world.tokens.set(token.accessToken, token);
  world.agenda.add(token.refreshExpiresAt, 'forget-token', token.accessToken);
  return token;
}

export type Refresh = { refreshToken: string | undefined; scope: string | undefined; smsCode: string | undefined; active: boolean };

export function refreshToken(world: World, client: Client, { refreshToken: text, scope, smsCode, active }: Refresh): Token {
  const old = findByRefreshToken(world, client, text);
  if (!old) throw new Refusal('invalid_grant', 'No such refresh token');
  if (old.refreshStatus !== 'usable') throw new Refusal('invalid_grant', 'Refresh token status invalid');
  if (old.refreshExpiresAt <= world.clock.nowSeconds()) throw new Refusal('invalid_grant', 'Refresh token expired');
  const wanted = scope?.split(/\s+/).filter((name) => name !== '');
  const had = new Set(old.scopes.map(bareScope));
  const added = wanted?.filter((name) => !had.has(bareScope(name))) ?? [];
  if (added.some((name) => !extendedScopes.includes(name))) throw new Refusal('invalid_scope', 'The scope is wider than what was granted');
  if (added.length > 0) spendSmsCode(world, old.userId, smsCode);
  old.refreshStatus = 'used';
  world.tokens.touch(old.accessToken);
  return issueToken(world, client, old.userId, wanted && wanted.length > 0 ? wanted : old.scopes, active);
}

/** Extended scopes cannot be asked for at the page: a code sent to the user's phone adds them. */
function spendSmsCode(world: World, userId: number, text: string | undefined): void {
  const code = text === undefined ? undefined : world.smsCodes.get(text);
  if (!code || code.userId !== userId || code.expiresAt <= world.clock.nowSeconds())
    throw new Refusal('invalid_grant', 'The SMS code is not valid');
  world.smsCodes.delete(code.code);
}

/** The first of the two steps gave a token that does nothing yet. */
export function activateToken(world: World, client: Client, accessToken: string): Token {
  const token = world.tokens.get(accessToken);
  if (!token || token.clientId !== client.id) throw new Refusal('not_found', 'No such access token');
  if (token.active) throw new Refusal('invalid_state', 'The access token is active already');
  token.active = true;
  world.tokens.touch(accessToken);
  return token;
}

/** The user takes back what a client was allowed for the time after its token. */
export function withdrawConsent(world: World, clientId: number, userId: number): boolean {
  return world.consents.delete(`${clientId}|${userId}`);
}

function findByRefreshToken(world: World, client: Client, text: string | undefined): Token | null {
  if (!text) return null;
  for (const token of world.tokens.values()) if (token.refreshToken === text && token.clientId === client.id) return token;
  return null;
}

export function revokeToken(world: World, client: Client, accessToken: string | undefined): void {
  const token = accessToken === undefined ? undefined : world.tokens.get(accessToken);
  if (!token || token.clientId !== client.id) throw new Refusal('not_found', 'No such access token');
  world.tokens.delete(token.accessToken);
}

export function showToken(world: World, token: Token): Record<string, unknown> {
  return {
    access_token: token.accessToken,
    token_type: 'mac',
    expires_in: Math.max(0, token.expiresAt - world.clock.nowSeconds()),
    mac_key: token.macKey,
    mac_algorithm: 'hmac-sha-256',
    refresh_token: token.refreshToken,
  };
}
