// Who works at the desk. The first owner is named by the settings; everyone else is a row of this table.
import type { Services } from '#lib/services.ts';
import { runOne } from '../db/statement.ts';
import { mayDo, type Permission, readStaffRole, type StaffRole } from './permissions.ts';

export async function findStaffRole(s: Services, payseraUserId: bigint): Promise<StaffRole | null> {
  const environment = s.env.paysera.environment;
  const row = await s.db.staff.findUnique({ where: { environment_payseraUserId: { environment, payseraUserId } }, select: { role: true } });
  return readStaffRole(row?.role ?? null);
}

/** Whether the person behind this shopper's id works at the desk of this environment and may do this. */
export async function staffMay(s: Services, staffId: string, permission: Permission): Promise<boolean> {
  const row = await runOne<{ role: string }>(s.pool, roleOf, [staffId, s.env.paysera.environment]);
  const role = readStaffRole(row?.role ?? null);
  return role !== null && mayDo(role, permission);
}

/** Adds someone, or changes what they may do from their next request on. */
export async function saveStaff(s: Services, { payseraUserId, role }: { payseraUserId: bigint; role: StaffRole }): Promise<void> {
  const environment = s.env.paysera.environment;
  await s.db.staff.upsert({
    where: { environment_payseraUserId: { environment, payseraUserId } },
    create: { id: s.ids.next('stf'), environment, payseraUserId, role },
    update: { role },
  });
}

/**
 * Makes the person named in the settings the owner when they sign in and the shop has no owner yet. Only the first: whoever was
 * replaced by the table must not come back because a setting was left standing.
 */
export async function appointFirstOwner(s: Services, payseraUserId: bigint): Promise<void> {
  if (s.env.shopOwner !== payseraUserId) return;
  const environment = s.env.paysera.environment;
  if ((await s.db.staff.count({ where: { environment, role: 'owner' } })) > 0) return;
  await saveStaff(s, { payseraUserId, role: 'owner' });
}

const roleOf = {
  name: 'staff-role-of-shopper',
  text: `SELECT t.role FROM shopper p JOIN staff t ON t.environment = p.environment AND t.paysera_user_id = p.paysera_user_id
    WHERE p.id = $1 AND p.environment = $2`,
};
