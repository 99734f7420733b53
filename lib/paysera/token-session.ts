// Calls made with a user's token (section 4.6). A token that grew too old is refreshed once, for all calls that wait, and the call made again.
import { type CallContext, createInvoke, type Invoke } from './call.ts';
import { type Cards, createCards } from './cards.ts';
import { createSigner } from './credentials.ts';
import { type CurrencyConversion, createCurrencyConversion } from './currency-conversion.ts';
import { InvalidRequest, isExpiredToken } from './errors.ts';
import type { OAuth } from './oauth.ts';
import { segment } from './request-checks.ts';
import type { TokenParts, Tokens } from './tokens.ts';
import { createUsers, type TokenUsers } from './users.ts';
import { createWallets, type Wallets } from './wallets.ts';

/** What a stored token needs at least; `Tokens` fits. */
export type UsableToken = Pick<TokenParts, 'accessToken' | 'macKey'> & Partial<Pick<TokenParts, 'refreshToken' | 'environment'>>;

export type TokenSession = {
  /** The token's user is 'me', as are its wallets. */
  users: TokenUsers;
  wallets: Wallets<number | 'me'>;
  cards: Cards;
  currencyConversion: CurrencyConversion;
};

export type TokenSessionOptions = {
  /**
   * Called with the new set before the call that needed it is made again: store it here, the old one is dead.
   * Without it an expired token is `Refused` with `invalid_grant` (see `isExpiredToken`).
   */
  onRefreshed?: (tokens: Tokens) => Promise<void> | void;
};

export function createTokenSession(
  context: CallContext,
  oauth: OAuth,
  token: UsableToken,
  { onRefreshed }: TokenSessionOptions = {},
): TokenSession {
  if (token.environment !== undefined && token.environment !== context.hosts.name) {
    throw new InvalidRequest('token.environment', `is ${token.environment}, the client's is ${context.hosts.name}`);
  }
  let refreshToken = token.refreshToken ?? null;
  let invokeNow = invokeWith(context, token);
  let refreshing: Promise<void> | null = null;

  const refresh = async (dead: Invoke, oldRefreshToken: string, store: (tokens: Tokens) => Promise<void> | void) => {
    // Another call may have refreshed while this one was on its way.
    if (invokeNow !== dead) return;
    refreshing ??= (async () => {
      const tokens = await oauth.refresh(oldRefreshToken);
      refreshToken = tokens.refreshToken;
      await store(tokens);
      invokeNow = invokeWith(context, tokens);
    })().finally(() => {
      refreshing = null;
    });
    await refreshing;
  };

  const invoke: Invoke = async (call, options) => {
    const used = invokeNow;
    try {
      return await used(call, options);
    } catch (error) {
      if (!isExpiredToken(error) || refreshToken === null || onRefreshed === undefined) throw error;
      await refresh(used, refreshToken, onRefreshed);
      return invokeNow(call, options);
    }
  };

  const users = createUsers<number | 'me'>(invoke, segment);
  return {
    users: { ...users, me: (options) => users.get('me', options) },
    wallets: createWallets<number | 'me'>(invoke, segment),
    cards: createCards(invoke),
    currencyConversion: createCurrencyConversion(invoke),
  };
}

/** Parameters of the client's default project are not sent with a token: it acts for its user. */
function invokeWith(context: CallContext, { accessToken, macKey }: Pick<TokenParts, 'accessToken' | 'macKey'>): Invoke {
  return createInvoke(context, { kind: 'mac', signer: createSigner(accessToken, macKey, 'token'), defaultParameters: null });
}
