// Lets next-auth open and close our sessions. Shoppers are made by connect-wallet before next-auth asks for them,
// so the parts of an adapter that would make or merge users do not exist.
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import { closeSession, findSession, openSession } from '#lib/accounts/session-store.ts';
import { findShopper, type Shopper } from '#lib/accounts/shopper-store.ts';
import type { Services } from '#lib/services.ts';

export function sessionAdapter(s: Services): Adapter {
  return {
    getUser: async (shopperId) => asUser(await findShopper(s, shopperId)),
    // The provider's "account" is our shopper already: connect-wallet found it by Paysera's user id, never by e-mail.
    getUserByAccount: async ({ providerAccountId }) => asUser(await findShopper(s, providerAccountId)),
    getUserByEmail: async () => null,
    createUser: () => never('createUser'),
    updateUser: () => never('updateUser'),
    linkAccount: () => never('linkAccount'),
    createSession: async ({ sessionToken, userId }) => {
      const { expiresAt } = await openSession(s, { token: sessionToken, shopperId: userId });
      return { sessionToken, userId, expires: expiresAt };
    },
    getSessionAndUser: async (sessionToken) => {
      const session = await findSession(s, sessionToken);
      if (!session) return null;
      return { session: { sessionToken, userId: session.shopper.id, expires: session.expiresAt }, user: userOf(session.shopper) };
    },
    // Sessions end when they were opened to end; being used moves only the idle limit, and session-store does that itself.
    updateSession: async () => null,
    deleteSession: async (sessionToken) => {
      await closeSession(s, sessionToken);
    },
  };
}

/** For the way back from Paysera: whoever was signed in before is signed out first, so a login always makes a new session id. */
export function rotatingAdapter(s: Services): Adapter {
  return {
    ...sessionAdapter(s),
    getSessionAndUser: async (sessionToken) => {
      await closeSession(s, sessionToken);
      return null;
    },
  };
}

function userOf(shopper: Shopper): AdapterUser {
  return { id: shopper.id, name: shopper.name, email: shopper.email ?? '', emailVerified: null };
}

const asUser = (shopper: Shopper | null): AdapterUser | null => shopper && userOf(shopper);

function never(name: string): never {
  throw new Error(`${name} is not how a shopper comes to be: connect-wallet is`);
}
