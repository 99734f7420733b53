// Addresses of Paysera's own pages (sections 2, 4 and 8). Only built here, never fetched.
import type { Hosts } from './environment.ts';
import { InvalidRequest } from './errors.ts';
import { absoluteUrl, filled, segment } from './request-checks.ts';
import { type Scope, scopeText } from './scopes.ts';

/** Two letters; Paysera documents en, lt and ru. */
export type PageLanguage = 'en' | 'lt' | 'ru' | (string & {});

export type AuthorizationRequest = {
  /** Where the browser comes back to; must be of a host registered for the client, and the same again at `exchangeCode`. */
  redirectUri: string;
  /** Comes back unchanged, also with errors: at least 128 random bits, bound to the browser, compared before anything else. */
  state: string;
  /** None at all gives the ids of the user and of the wallets. */
  scopes?: readonly Scope[];
  language?: PageLanguage;
};

export type HostedPages = {
  /** Where the payer accepts or rejects a transaction; the browser then goes to its `redirectUri`. */
  confirmTransaction(key: string, language?: PageLanguage): URL;
  /** Accept first, then consent: comes back to this request's `redirectUri` with `code` and `state`. It has no language form. */
  confirmTransactionThenAuthorize(key: string, request: Omit<AuthorizationRequest, 'language'>): URL;
  /** The page of a session made with `oauth.prepareSession`. */
  preparedSession(sessionKey: string, language?: PageLanguage): URL;
  /** Where a user signs a transfer of the Transfers API. */
  signTransfer(transferId: string | number, redirectUri: string): URL;
};

export function createHostedPages({ pagesUrl }: Hosts, clientId: string): HostedPages {
  const page = (path: string, language?: PageLanguage) => new URL(`${pagesUrl}${languageSegment(language)}${path}`);
  return {
    confirmTransaction: (key, language) => page(`/wallet/confirm/${segment('key', key)}`, language),
    confirmTransactionThenAuthorize: (key, request) => {
      const url = page(`/transaction/confirm-with-oauth/${segment('key', key)}`);
      url.search = new URLSearchParams(authorizationParameters(clientId, request)).toString();
      return url;
    },
    preparedSession: (sessionKey, language) => page(`/oauth/${segment('sessionKey', sessionKey)}`, language),
    signTransfer: (transferId, redirectUri) => {
      const url = page(`/wallet/transfer-sign/${segment('transferId', transferId)}`);
      url.searchParams.set('redirect_uri', absoluteUrl('redirectUri', redirectUri));
      return url;
    },
  };
}

export function authorizationUrl({ pagesUrl }: Hosts, clientId: string, request: AuthorizationRequest): URL {
  const url = new URL(`${pagesUrl}${languageSegment(request.language)}/oauth`);
  url.search = new URLSearchParams(authorizationParameters(clientId, request)).toString();
  return url;
}

export function authorizationParameters(
  clientId: string,
  { redirectUri, state, scopes = [] }: AuthorizationRequest,
): Record<string, string> {
  return {
    response_type: 'code',
    client_id: clientId,
    scope: scopeText(scopes),
    redirect_uri: absoluteUrl('redirectUri', redirectUri),
    state: filled('state', state),
  };
}

function languageSegment(language: PageLanguage | undefined): string {
  if (language === undefined) return '';
  if (!/^[a-z]{2}$/.test(language)) throw new InvalidRequest('language', 'must be two small letters');
  return `/${language}`;
}
