// Paysera's own PHP client, unmodified, must work against the simulator: sign-in, purchase, allowance, statements, a verified callback.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { ona, openShop, openWorld, type Shop, type World } from './open-world.ts';

type Json = unknown;

/** Undefined when everything is there; else the reason, in words. */
function whatIsMissing(): string | undefined {
  const folder = process.env.PAYSERA_PHP_CLIENT;
  if (!folder) return 'skipped: PAYSERA_PHP_CLIENT does not name a copy of paysera/lib-wallet-php-client';
  if (!existsSync(path.join(folder, 'src/Paysera/WalletApi/Autoloader.php')))
    return `skipped: ${folder} holds no copy of paysera/lib-wallet-php-client`;
  const php = spawnSync('php', ['-r', 'exit(extension_loaded("curl") && extension_loaded("openssl") ? 0 : 1);']);
  if (php.error) return 'skipped: there is no PHP on this machine';
  return php.status === 0 ? undefined : 'skipped: PHP lacks the extensions curl and openssl';
}

const missing = whatIsMissing();

test('the published PHP client signs in, buys, uses an allowance, reads statements and verifies a callback', {
  skip: missing ?? false,
}, async () => {
  const world = await openWorld();
  const shop = await openShop();
  const php = spawn('php', [
    path.join(import.meta.dirname, 'published-client.php'),
    process.env.PAYSERA_PHP_CLIENT ?? '',
    world.simulator.http,
  ]);
  const complaints: string[] = [];
  php.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  try {
    const told = await talk(php, world, shop);
    assert.deepEqual(
      told,
      {
        user: [201, 'ona@example.lt', 'ona@example.lt', 'Vilnius', 'Ona'],
        balance: '500.00',
        wallets: 1,
        wallet: 14471,
        refreshed: 'ona@example.lt',
        'new token': true,
        created: ['new', 1, '25.80 EUR'],
        'callback verified': true,
        'forged callback': 'Sign validation failed',
        confirmed: [true, true, 14471],
        allowance: [true, '50.00 EUR', '20.00 EUR'],
        types: ['automatic', 'page', 'flash', 'pin', 'reservation_code', 'mobile_app'],
        automatic: [true, true],
        finalized: [true, '8.00 EUR'],
        'over the limit': [409, 'limits_exceeded'],
        cancelled: true,
        pin: true,
        revoked: true,
        canceled: true,
        statements: [6, 'in', 'Payment cancelled'],
        'shop statements': true,
        project: 'Kopa',
        client: 1,
        contacts: ['ona@example.lt'],
        'revoked token': 'unauthorized',
        end: true,
      },
      complaints.join(''),
    );
  } finally {
    php.kill();
    await world.stop();
    shop.close();
  }
});

/** Does what the client asks for, and gathers what it tells. */
async function talk(php: ChildProcess, world: World, shop: Shop): Promise<Record<string, Json>> {
  const told: Record<string, Json> = {};
  const noise: string[] = [];
  if (!php.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: php.stdout })) {
    if (!line.startsWith('{')) {
      noise.push(line);
      continue;
    }
    const said = JSON.parse(line) as { tell?: string; ask?: string; value: Json };
    if (said.tell !== undefined) told[said.tell] = said.value;
    else php.stdin?.write(`${JSON.stringify(await answer(said.ask ?? '', said.value, world, shop))}\n`);
  }
  if (told.end !== true) throw new Error(`the PHP client stopped early: ${JSON.stringify(told)} ${noise.join('\n')}`);
  return told;
}

async function answer(what: string, value: Json, world: World, shop: Shop): Promise<Json> {
  switch (what) {
    case 'visit': {
      const url = new URL(String(value));
      const visitor = world.browser();
      await visitor.logIn(url.pathname + url.search, ona);
      return (await visitor.post(url.pathname + url.search, { decision: 'allow' })).headers.location ?? '';
    }
    case 'pay': {
      const { pathname } = new URL(String(value));
      const visitor = world.browser();
      await visitor.logIn(pathname, ona);
      await visitor.post(pathname, { decision: 'pay', wallet: '14471', pin: ona.pin });
      return true;
    }
    case 'expire':
      await world.control('POST', '/tokens/expire', { access_token: value });
      return true;
    case 'callback address':
      return shop.uri;
    case 'callback': {
      await shop.until(1);
      const { event, sign } = shop.received[0] as { event: string; sign: string };
      return { event, sign };
    }
    default:
      throw new Error(`the PHP client asks for ${what}`);
  }
}
