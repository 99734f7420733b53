// How soon the built shop has verified and stored a callback, at the rate it must bear, and how many it bears at most. The events are
// signed by a stand-in that has nothing to do but hold the key; no worker runs, so what is measured is the acknowledgement.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Agent, request } from 'undici';
import { freePort } from '#lib/runtime/free-port.ts';
import { shopTask } from '#lib/runtime/shop-tasks.ts';
import type { Supervisor } from '#lib/runtime/supervise.ts';
import { createAuthority } from '../../contract/certificates.ts';
import { openLines } from '../../support/plain-browser.ts';
import { shopSettings } from '../../support/shop-settings.ts';
import { recordedTransaction } from '../recorded-transaction.ts';
import { quantile } from './quantile.ts';

const offeredPerSecond = 300;
const offeredSeconds = 5;
const mostAtOnce = 16;
const mostSeconds = 4;

export type CallbackFigures = { callbackAckP99Ms: number; callbacksPerSecond: number };

export async function measureCallbacks(supervisor: Supervisor, databaseUrl: string): Promise<CallbackFigures> {
  const paysera = await startKeyHolder();
  const lines = openLines({ connections: 64 });
  try {
    const port = await freePort(0);
    const settings = shopSettings({
      databaseUrl,
      shopPort: port,
      shopSecret: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
      paysera: { http: paysera.url, https: paysera.url, ca: paysera.caFile, control: '', controlToken: '' },
      logLevel: 'error',
    });
    await supervisor.start(shopTask(settings));
    const address = `http://127.0.0.1:${port}/api/paysera/callback/local`;
    const send = async (body: string) => {
      const started = performance.now();
      await post(lines, address, body);
      return performance.now() - started;
    };
    const events = paysera.events(offeredPerSecond * (offeredSeconds + 1));
    await Promise.all(events.splice(0, offeredPerSecond).map(send)); // warm
    const times = await offer(events, send);
    const stored = await countInbox(databaseUrl);
    if (stored !== offeredPerSecond * (offeredSeconds + 1)) throw new Error(`${stored} callbacks are in the inbox`);
    return { callbackAckP99Ms: quantile(times, 0.99), callbacksPerSecond: await atMost(paysera.events(mostSeconds * 2_000), send) };
  } finally {
    await lines.close();
    paysera.close();
  }
}

/** One after the other at an even rate, whether or not the earlier ones are answered. */
async function offer(bodies: string[], send: (body: string) => Promise<number>): Promise<number[]> {
  const started = performance.now();
  return Promise.all(
    bodies.map(async (body, index) => {
      const due = started + (index * 1_000) / offeredPerSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      return send(body);
    }),
  );
}

async function atMost(bodies: string[], send: (body: string) => Promise<number>): Promise<number> {
  const started = performance.now();
  let answered = 0;
  const lane = async () => {
    while (performance.now() - started < mostSeconds * 1_000) {
      const body = bodies.pop();
      if (body === undefined) return;
      await send(body);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, lane));
  return Math.round((answered * 1_000) / (performance.now() - started));
}

async function post(lines: Agent, address: string, body: string): Promise<void> {
  const answer = await request(address, {
    method: 'POST',
    body,
    dispatcher: lines,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`a callback was answered with ${answer.statusCode}`);
}

async function countInbox(databaseUrl: string): Promise<number> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM callback_inbox WHERE verdict = 'accepted'`);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

async function startKeyHolder() {
  const authority = await createAuthority('Bench authority');
  const { certificate, privateKey } = await authority.issue();
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' });
  const server = createServer({ cert: certificate, key: privateKey }, (incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(incoming.url === '/publickey' ? 200 : 404, { 'content-type': 'text/plain' }).end(pem);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(path.join(tmpdir(), 'tiltas-bench-'));
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, authority.certificate);
  let number = 0;
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    caFile,
    /** Ready to be posted: signing them must not take the time of the shop that verifies them. */
    events: (count: number) =>
      Array.from({ length: count }, () => {
        const data = { ...recordedTransaction, transaction_key: `bench-${number++}`, status: 'reserved' };
        const event = JSON.stringify({ type: 'reserved', object: 'transaction', data });
        return new URLSearchParams({ event, sign: sign('sha256', Buffer.from(event), key.privateKey).toString('base64') }).toString();
      }),
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
