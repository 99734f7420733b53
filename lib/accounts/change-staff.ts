// Who works at the desk, as the desk's owner sees and changes it: never oneself, and never so that nobody is left who could.

import { run, runOne } from '#lib/db/statement.ts';
import type { Services } from '#lib/services.ts';
import { readStaffRole, type StaffRole } from './permissions.ts';
import { staffMay } from './staff-store.ts';

export type StaffMember = { payseraUserId: string; name: string | null; email: string | null; role: StaffRole; since: Date };

export async function listStaff(s: Services): Promise<StaffMember[]> {
  const rows = await run<Row>(s.pool, list, [s.env.paysera.environment]);
  return rows.flatMap(({ id, name, email, role: word, since }) => {
    const role = readStaffRole(word);
    return role ? [{ payseraUserId: id, name, email, role, since }] : [];
  });
}

/** `who`: a user id of Paysera's, or the e-mail of somebody who has signed in at this shop. `role` null takes the desk from them. */
export type ChangeStaff = { who: string; role: StaffRole | null; staffId: string };
export type StaffChanged =
  | { kind: 'changed' | 'unchanged' }
  | { kind: 'refused'; reason: 'not-allowed' | 'self' | 'unknown' | 'last-owner' };

/** Their sessions end with it: whoever gains or loses power signs in anew. */
export async function changeStaff(s: Services, { who, role, staffId }: ChangeStaff): Promise<StaffChanged> {
  if (!(await staffMay(s, staffId, 'staff.edit'))) return { kind: 'refused', reason: 'not-allowed' };
  const person = await findPerson(s, who.trim());
  if (!person) return { kind: 'refused', reason: 'unknown' };
  if (person.shopperId === staffId) return { kind: 'refused', reason: 'self' };
  const values = [s.env.paysera.environment, person.payseraUserId, role, s.clock.now(), s.ids.next('stf'), staffId];
  const done = await runOne<{ was: string | null; changed: boolean }>(s.pool, change, values);
  if (done?.changed) return { kind: 'changed' };
  return done?.was === 'owner' && role !== 'owner' ? { kind: 'refused', reason: 'last-owner' } : { kind: 'unchanged' };
}

async function findPerson(s: Services, who: string): Promise<{ payseraUserId: string; shopperId: string | null } | null> {
  const isId = /^[1-9]\d{0,17}$/.test(who);
  const rows = await run<{ id: string; shopper: string }>(s.pool, isId ? byId : byEmail, [s.env.paysera.environment, who]);
  const [only, another] = rows;
  // Two people may have told Paysera the same address: then only the id says who is meant.
  if (only && !another) return { payseraUserId: only.id, shopperId: only.shopper };
  return isId ? { payseraUserId: who, shopperId: null } : null;
}

type Row = { id: string; name: string | null; email: string | null; role: string; since: Date };

const byId = {
  name: 'person-by-paysera-id',
  text: 'SELECT paysera_user_id::text AS id, id AS shopper FROM shopper WHERE environment = $1 AND paysera_user_id = $2::bigint',
};
const byEmail = {
  name: 'person-by-email',
  text: 'SELECT paysera_user_id::text AS id, id AS shopper FROM shopper WHERE environment = $1 AND lower(email) = lower($2) LIMIT 2',
};
const list = {
  name: 'staff-list',
  text: `SELECT w.paysera_user_id::text AS id, coalesce(p.name, w.name) AS name, p.email, w.role, w.created_at AS since
    FROM staff w LEFT JOIN shopper p ON p.environment = w.environment AND p.paysera_user_id = w.paysera_user_id
    WHERE w.environment = $1 ORDER BY w.role DESC, w.created_at LIMIT 200`,
};

// All rows are locked first, so that of two owners who take each other's power at once, one keeps it.
const change = {
  name: 'staff-change',
  text: `WITH everybody AS (
      SELECT id, role, paysera_user_id FROM staff WHERE environment = $1 ORDER BY id FOR UPDATE
    ), was AS (
      SELECT max(role) FILTER (WHERE paysera_user_id = $2::bigint) AS role, count(*) FILTER (WHERE role = 'owner') AS owners FROM everybody
    ), allowed AS (
      SELECT role FROM was WHERE role IS DISTINCT FROM $3::text AND NOT (role IS NOT DISTINCT FROM 'owner' AND owners <= 1)
    ), removed AS (
      DELETE FROM staff WHERE environment = $1 AND paysera_user_id = $2::bigint AND $3::text IS NULL AND EXISTS (SELECT FROM allowed) RETURNING id
    ), saved AS (
      INSERT INTO staff (id, environment, paysera_user_id, role, created_at)
      SELECT $5, $1, $2::bigint, $3::text, $4 FROM allowed WHERE $3::text IS NOT NULL
      ON CONFLICT (environment, paysera_user_id) DO UPDATE SET role = excluded.role RETURNING id
    ), signed_out AS (
      DELETE FROM session USING shopper p WHERE p.id = session.shopper_id AND p.environment = $1 AND p.paysera_user_id = $2::bigint AND EXISTS (SELECT FROM allowed)
    ), diary AS (
      INSERT INTO audit_event (at, kind, source, summary, data)
      SELECT $4, 'staff-changed', 'staff', 'Who works at the desk was changed',
        jsonb_build_object('staff', $6::text, 'environment', $1::text, 'person', $2::text, 'before', role, 'after', $3::text) FROM allowed
    )
    SELECT (SELECT role FROM was) AS was, EXISTS (SELECT FROM allowed) AS changed`,
};
