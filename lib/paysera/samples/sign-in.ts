import type { PayseraClient } from '../client.ts';
import { scope } from '../scopes.ts';
import type { Tokens } from '../tokens.ts';

const redirectUri = 'https://shop.example/paysera/back';

export function signInUrl(paysera: PayseraClient, state: string): URL {
  return paysera.oauth.authorizationUrl({ redirectUri, state, scopes: [scope.email.text, scope.wallet_list.optional], language: 'lt' });
}

export async function balances(paysera: PayseraClient, code: string, store: (tokens: Tokens) => Promise<void>) {
  const tokens = await paysera.oauth.exchangeCode({ code, redirectUri });
  await store(tokens);
  // An expired token is refreshed once for all calls that meet it, stored, and the calls made again.
  const person = paysera.withToken(tokens, { onRefreshed: store });
  return { user: await person.users.me(), balances: await person.wallets.balance('me') };
}
