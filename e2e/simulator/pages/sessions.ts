/** Who is logged in on the user pages: a random cookie, kept in memory. It also carries one message to the next page. */
import { randomText } from '../world/random-text.ts';

export type Session = { id: string; userId?: number; email?: string; message?: string; expiresAtMs: number };

const cookieName = 'paysera_session';
const lifeMs = 60 * 60 * 1000;
const mostSessions = 5_000;

export class Sessions {
  #all = new Map<string, Session>();

  find(cookieHeader: string | undefined): Session | null {
    const id = new RegExp(`(?:^|;\\s*)${cookieName}=([A-Za-z0-9]+)`).exec(cookieHeader ?? '')?.[1];
    const session = id ? this.#all.get(id) : undefined;
    if (!session || session.expiresAtMs < Date.now()) return null;
    return session;
  }

  /** A new id at every login, so that one fixed before it is worth nothing. */
  open(values: Partial<Session>): Session {
    if (this.#all.size >= mostSessions) this.#all.delete(this.#all.keys().next().value as string);
    const session: Session = { ...values, id: randomText(43), expiresAtMs: Date.now() + lifeMs };
    this.#all.set(session.id, session);
    return session;
  }

  close(session: Session): void {
    this.#all.delete(session.id);
  }
}

/** Secure is left out over plain HTTP, where a browser would not keep the cookie. */
export function sessionCookie(session: Session, scheme: 'http' | 'https'): string {
  return `${cookieName}=${session.id}; Path=/; HttpOnly; SameSite=Lax${scheme === 'https' ? '; Secure' : ''}`;
}
