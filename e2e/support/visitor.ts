// Somebody at the shop's doors without a browser: keeps cookies, follows nothing, and can call any server action by its name.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import type { World } from './start-world.ts';

const buildFolder = path.resolve(import.meta.dirname, '../../.next');
const read = (file: string) => JSON.parse(readFileSync(path.join(buildFolder, file), 'utf8'));

/** Every address the build answers at, as Next names them. */
export function builtRoutes(): string[] {
  return Object.values(read('app-path-routes-manifest.json') as Record<string, string>).filter((route) => !route.startsWith('/_'));
}

type BuiltAction = { id: string; name: string; file: string };

/** Every server action of the build; two may share a name, so the folder of their file belongs to it. */
export function builtActions(): BuiltAction[] {
  const { node } = read('server/server-reference-manifest.json') as {
    node: Record<string, { exportedName: string; filename: string }>;
  };
  return Object.entries(node).map(([id, { exportedName, filename }]) => ({ id, name: exportedName, file: filename }));
}

export type Answer = { status: number; location: string | null; text: string };

export class Visitor {
  readonly #shopUrl: string;
  readonly #cookies = new Map<string, string>();

  constructor(world: World, session: string | null = null) {
    this.#shopUrl = world.shopUrl;
    if (session) this.#cookies.set('__Host-sid', session);
  }

  get(address: string): Promise<Answer> {
    return this.#send(address, {});
  }

  post(address: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(address, { method: 'POST', body, headers: { origin: this.#shopUrl, ...headers } });
  }

  /** As a form sends it with JavaScript on. `before` is for actions that are told what they answered last. */
  act(
    action: BuiltAction,
    page: string,
    fields: Record<string, string>,
    options: { before?: unknown; origin?: string } = {},
  ): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(`_1_${name}`, value);
    form.set('0', JSON.stringify('before' in options ? [options.before, '$K1'] : ['$K1']));
    const { origin = this.#shopUrl } = options;
    return this.#send(page, { method: 'POST', body: form, headers: { origin, 'next-action': action.id, accept: 'text/x-component' } });
  }

  async #send(address: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#shopUrl + address, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location') ?? response.headers.get('x-action-redirect')?.split(';')[0] ?? null;
    return { status: response.status, location, text: await response.text() };
  }
}

type Person = { payseraUserId: number; role: 'owner' | 'clerk' | null };

/** Signs somebody in without the walk through Paysera, which other journeys take. */
export async function openSessionFor(pool: pg.Pool, { payseraUserId, role }: Person): Promise<{ token: string; shopperId: string }> {
  const token = randomBytes(32).toString('base64url');
  const shopperId = `shp_access${payseraUserId}`;
  await pool.query(
    `INSERT INTO shopper (id, environment, paysera_user_id, email, name) VALUES ($1, 'local', $2, $3, $4)
     ON CONFLICT (environment, paysera_user_id) DO NOTHING`,
    [shopperId, payseraUserId, `access${payseraUserId}@example.lt`, `Person ${payseraUserId}`],
  );
  if (role)
    await pool.query(`INSERT INTO staff (id, environment, paysera_user_id, role) VALUES ($1, 'local', $2, $3) ON CONFLICT DO NOTHING`, [
      `stf_access${payseraUserId}`,
      payseraUserId,
      role,
    ]);
  await pool.query(
    `INSERT INTO session (token_hash, shopper_id, expires_at, absolute_expires_at)
     VALUES ($1, $2, now() + interval '1 hour', now() + interval '1 hour')`,
    [createHash('sha256').update(token).digest(), shopperId],
  );
  return { token, shopperId };
}

export type ConnectedPerson = {
  payseraUserId: number;
  /** One of Paysera's seed, counted as theirs. */
  wallet: number;
};

/** Signs somebody in whose wallet is connected, without the walk through Paysera. */
export async function connectedSession(
  pool: pg.Pool,
  { payseraUserId, wallet }: ConnectedPerson,
): Promise<{ session: string; shopperId: string }> {
  const { token: session, shopperId } = await openSessionFor(pool, { payseraUserId, role: null });
  await pool.query(
    `INSERT INTO wallet_token (id, shopper_id, environment, key_id, access_token, mac_key, wallets, expires_at)
     VALUES ('wtk_' || $1, $1, 'local', 'none', '', '', jsonb_build_array(jsonb_build_object('id', $2::text)), now() + interval '1 hour')
     ON CONFLICT (shopper_id) DO NOTHING`,
    [shopperId, String(wallet)],
  );
  return { session, shopperId };
}
