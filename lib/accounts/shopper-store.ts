// People who connected a wallet. Paysera's user id says who someone is; name and e-mail are only what Paysera told us last.
import type { Services } from '#lib/services.ts';

export type Shopper = { id: string; payseraUserId: bigint; email: string | null; name: string | null };
export type PayseraPerson = { payseraUserId: bigint; email: string | null; name: string | null };

const shown = { id: true, payseraUserId: true, email: true, name: true } as const;

export async function findShopper(s: Services, shopperId: string): Promise<Shopper | null> {
  return s.db.shopper.findFirst({ where: { id: shopperId, environment: s.env.paysera.environment }, select: shown });
}

/** Makes the shopper at their first connection and renews name and e-mail at every later one. */
export async function saveShopper(s: Services, person: PayseraPerson): Promise<Shopper> {
  const { payseraUserId, email, name } = person;
  const environment = s.env.paysera.environment;
  const now = s.clock.now();
  return s.db.shopper.upsert({
    where: { environment_payseraUserId: { environment, payseraUserId } },
    create: { id: s.ids.next('shp'), environment, payseraUserId, email, name, createdAt: now, updatedAt: now },
    update: { email, name, updatedAt: now },
    select: shown,
  });
}
