// Sessions: the browser holds a random token, the database only its hash, so a copy of the database signs nobody in.
import { createHash, randomBytes } from 'node:crypto';
import type { Services } from '#lib/services.ts';
import { readStaffRole, type StaffRole } from './permissions.ts';
import { endOfSession, SEEN_EVERY_MS, sessionLimits } from './session-limits.ts';
import type { Shopper } from './shopper-store.ts';

/** `role` is what the staff table says now; null for everybody who is no staff. */
export type LiveSession = { shopper: Shopper; role: StaffRole | null; createdAt: Date; expiresAt: Date };

const TOKEN_BYTES = 32;

export const newSessionToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

// The token is 256 random bits, so a plain hash of it can neither be guessed nor looked up.
const hashOf = (token: string) => new Uint8Array(createHash('sha256').update(token).digest());

export async function openSession(s: Services, { token, shopperId }: { token: string; shopperId: string }): Promise<{ expiresAt: Date }> {
  const now = s.clock.now();
  const absoluteExpiresAt = new Date(now.getTime() + sessionLimits.shopper.absoluteMs);
  const expiresAt = new Date(now.getTime() + sessionLimits.shopper.idleMs);
  await s.db.session.create({ data: { tokenHash: hashOf(token), shopperId, createdAt: now, seenAt: now, expiresAt, absoluteExpiresAt } });
  await s.db.session.deleteMany({ where: { OR: [{ expiresAt: { lt: now } }, { absoluteExpiresAt: { lt: now } }] } });
  return { expiresAt: absoluteExpiresAt };
}

type Row = {
  shopper_id: string;
  paysera_user_id: string;
  email: string | null;
  name: string | null;
  role: string | null;
  created_at: Date;
  seen_at: Date;
};

/** Finds a session that still lives and notes that it was used; one that has ended is removed and never comes back. */
export async function findSession(s: Services, token: string): Promise<LiveSession | null> {
  const tokenHash = hashOf(token);
  const { rows } = await s.pool.query<Row>(FIND, [tokenHash, s.env.paysera.environment]);
  const row = rows[0];
  if (!row) return null;
  const role = readStaffRole(row.role);
  const times = { createdAt: row.created_at, seenAt: row.seen_at };
  const now = s.clock.now();
  if (endOfSession(times, role) <= now) {
    await closeSession(s, token);
    return null;
  }
  if (now.getTime() - times.seenAt.getTime() >= SEEN_EVERY_MS) {
    const expiresAt = endOfSession({ ...times, seenAt: now }, role);
    await s.db.session.updateMany({ where: { tokenHash }, data: { seenAt: now, expiresAt } });
  }
  const shopper = { id: row.shopper_id, payseraUserId: BigInt(row.paysera_user_id), email: row.email, name: row.name };
  return { shopper, role, createdAt: times.createdAt, expiresAt: endOfSession({ ...times, seenAt: now }, role) };
}

export async function closeSession(s: Services, token: string): Promise<void> {
  await s.db.session.deleteMany({ where: { tokenHash: hashOf(token) } });
}

/** On every device: for when what the sessions stand on is gone. */
export async function closeSessionsOf(s: Services, shopperId: string): Promise<void> {
  await s.db.session.deleteMany({ where: { shopperId } });
}

const FIND = `
  select shopper.id as shopper_id, shopper.paysera_user_id, shopper.email, shopper.name, staff.role, session.created_at, session.seen_at
  from session
  join shopper on shopper.id = session.shopper_id
  left join staff on staff.environment = shopper.environment and staff.paysera_user_id = shopper.paysera_user_id
  where session.token_hash = $1 and shopper.environment = $2`;
