// Paysera's permission to act for a shopper, sealed at rest: a dump of this table, or a row copied over another, opens nothing.
import type { Services } from '#lib/services.ts';
import { run, runOne } from '../db/statement.ts';
import { SealBroken, seal, unseal } from './sealed-box.ts';

export type PayseraToken = { accessToken: string; macKey: string; refreshToken: string | null; expiresAt: Date };
export type StoredToken = PayseraToken & { id: string; version: number };
export type KnownWallet = { id: string; accountNumber: string | null; ownerName: string | null };

/** What pages may know: nothing in it can be used at Paysera. */
export type ConnectedWallet = { tokenId: string; wallets: KnownWallet[]; scope: string; connectedAt: Date };

const PURPOSE = 'wallet-token';

type Field = 'accessToken' | 'macKey' | 'refreshToken';
type Place = { id: string; environment: string };

// The field is named too: an access token shown as a MAC key would be as wrong as another shopper's row.
const placeOf = ({ id, environment }: Place, field: Field) => `${id}|${environment}|${field}`;

export async function saveWalletToken(
  s: Services,
  input: { shopperId: string; token: PayseraToken; scope: string; wallets: KnownWallet[] },
): Promise<void> {
  const { shopperId, token, scope, wallets } = input;
  const place = { id: s.ids.next('wtk'), environment: s.env.paysera.environment };
  const now = s.clock.now();
  const walletId = wallets[0] ? BigInt(wallets[0].id) : null;
  // The id is part of what is sealed, so a new token is a new row's worth of values, never an old id with new contents.
  const { keyId, accessToken, macKey, refreshToken, expiresAt } = sealed(s, place, token);
  const row = [place.id, shopperId, place.environment, keyId, accessToken, macKey, refreshToken, scope, walletId, JSON.stringify(wallets)];
  await run(s.pool, save, [...row, expiresAt, now]);
}

/** Stores what a refresh gave, unless the row was replaced or refreshed by somebody else meanwhile. */
export async function replaceToken(s: Services, seen: StoredToken, token: PayseraToken): Promise<boolean> {
  const place = { id: seen.id, environment: s.env.paysera.environment };
  const { count } = await s.db.walletToken.updateMany({
    where: { ...place, version: seen.version },
    data: { ...sealed(s, place, token), version: { increment: 1 }, updatedAt: s.clock.now() },
  });
  return count === 1;
}

export async function findConnectedWallet(s: Services, shopperId: string): Promise<ConnectedWallet | null> {
  const row = await runOne<ConnectedRow>(s.pool, connected, [shopperId, s.env.paysera.environment]);
  return row && { tokenId: row.id, wallets: row.wallets, scope: row.scope, connectedAt: row.created_at };
}

type ConnectedRow = { id: string; wallets: KnownWallet[]; scope: string; created_at: Date };

// Plain statements, since every pay page and every sign-in comes here: Prisma's first query costs a process 0.4 s of its processor time.
const save = {
  name: 'wallet-token-save',
  text: `INSERT INTO wallet_token (id, shopper_id, environment, key_id, access_token, mac_key, refresh_token, scope, wallet_id, wallets, expires_at, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $12)
    ON CONFLICT (shopper_id) DO UPDATE SET id = excluded.id, environment = excluded.environment, key_id = excluded.key_id,
      access_token = excluded.access_token, mac_key = excluded.mac_key, refresh_token = excluded.refresh_token, scope = excluded.scope,
      wallet_id = excluded.wallet_id, wallets = excluded.wallets, expires_at = excluded.expires_at, created_at = excluded.created_at,
      updated_at = excluded.updated_at`,
};
const connected = {
  name: 'wallet-token-connected',
  text: 'SELECT id, wallets, scope, created_at FROM wallet_token WHERE shopper_id = $1 AND environment = $2',
};

/** What the token turned out to allow. */
export async function noteScope(s: Services, shopperId: string, scope: string): Promise<void> {
  await s.db.walletToken.updateMany({ where: { shopperId, environment: s.env.paysera.environment }, data: { scope } });
}

/** Opens the token for a call to Paysera. Throws SealBroken when the row is not what this shop sealed. */
export async function readWalletToken(s: Services, shopperId: string): Promise<StoredToken | null> {
  const row = await s.db.walletToken.findFirst({ where: { shopperId, environment: s.env.paysera.environment } });
  if (!row) return null;
  const key = s.keys.all(PURPOSE).find(({ id }) => id === row.keyId)?.key;
  if (!key) throw new SealBroken('sealed by a secret this shop no longer has');
  const open = (field: Field, box: Uint8Array) => unseal(key, placeOf(row, field), box);
  return {
    id: row.id,
    accessToken: open('accessToken', row.accessToken),
    macKey: open('macKey', row.macKey),
    refreshToken: row.refreshToken && open('refreshToken', row.refreshToken),
    expiresAt: row.expiresAt,
    version: row.version,
  };
}

export async function removeWalletToken(s: Services, tokenId: string): Promise<void> {
  await s.db.walletToken.deleteMany({ where: { id: tokenId } });
}

/** After SHOP_SECRET was changed: seals again whatever the previous secret sealed, so that it can be forgotten. */
export async function resealOldTokens(s: Services): Promise<number> {
  const old = await s.db.walletToken.findMany({
    where: { environment: s.env.paysera.environment, keyId: { not: s.keys.current(PURPOSE).id } },
    select: { shopperId: true },
  });
  let resealed = 0;
  for (const { shopperId } of old) {
    const token = await readWalletToken(s, shopperId).catch((error: unknown) => {
      // A row nobody can open stays as it is: its shopper connects again, the others must not wait for that.
      if (!(error instanceof SealBroken)) throw error;
      return null;
    });
    if (token && (await replaceToken(s, token, token))) resealed++;
  }
  return resealed;
}

function sealed(s: Services, place: Place, token: PayseraToken) {
  const { id: keyId, key } = s.keys.current(PURPOSE);
  const box = (field: Field, plain: string) => new Uint8Array(seal(key, placeOf(place, field), plain));
  return {
    keyId,
    accessToken: box('accessToken', token.accessToken),
    macKey: box('macKey', token.macKey),
    refreshToken: token.refreshToken === null ? null : box('refreshToken', token.refreshToken),
    expiresAt: token.expiresAt,
  };
}
