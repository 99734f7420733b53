// What signing, judging and decoding cost on top of bare undici: both send the calls of a purchase, byte for byte the same but unsigned, to the
// same bare responder, in turns. Bare reads the answers' text; the client reads what they say.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';
import { createPayseraClient } from '#lib/paysera/client.ts';
import { createSigner } from '#lib/paysera/credentials.ts';
import { authorizationHeader, extOf, freshNonce } from '#lib/paysera/mac.ts';
import type { TransactionRequest } from '#lib/paysera/transaction.ts';
import { encodeTransaction } from '#lib/paysera/transaction.ts';
import type { Chapter } from './bench.ts';

const concurrency = 32;
const warmUpMs = 2000;
/** Many short rounds rather than few long ones: whatever else the machine does then hits both sides of a pair alike. */
const roundMs = 700;
const rounds = 15;
/** Below it the machine was too busy for the comparison to mean anything. */
const leastBarePerSecond = 5000;

const key = 'ATaNL6X6CivO2Ou0FMPt';
const callsPerPurchase = 4;
const request: TransactionRequest = {
  payments: [{ description: 'Payment for order No. 1234', price: { minor: 1299n, currency: 'EUR' }, parameters: { orderid: 1234 } }],
  redirectUri: 'http://www.example.com/somePage',
};

export const clientChapter: Chapter = {
  name: 'client',
  title: 'The Paysera client beside bare undici',
  async run(print) {
    const signaturesPerSecond = measureSigning();
    print(`signatures per second: ${signaturesPerSecond.toLocaleString('en')}`);

    const responder = fork(new URL('./bare-responder.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    try {
      const [{ port, ca }] = (await once(responder, 'message')) as [{ port: number; ca: string }];
      const bare = createBare(port, ca);
      const client = createClient(port, ca);
      const sides = { bare: bare.purchase, client: client.purchase };
      const samples = { bare: [] as Sample[], client: [] as Sample[] };
      for (const purchase of Object.values(sides)) await measure(purchase, warmUpMs);
      for (let round = 0; round < rounds; round++) {
        // The order changes with every round, so that neither side always runs on a warmer machine.
        const order = round % 2 === 0 ? (['bare', 'client'] as const) : (['client', 'bare'] as const);
        for (const side of order) samples[side].push(await measure(sides[side], roundMs));
      }
      await Promise.all([bare.close(), client.close()]);
      return report(samples, signaturesPerSecond, print);
    } finally {
      responder.disconnect();
    }
  },
};

type Sample = { perSecond: number; cpuMsPerCall: number };

function createBare(port: number, ca: string) {
  const pool = new Pool(`https://localhost:${port}`, { connections: concurrency, allowH2: false, connect: { ca } });
  const reading = { 'user-agent': 'tiltas-paysera/1', accept: 'application/json' };
  const writing = { ...reading, 'content-type': 'application/json' };
  const body = JSON.stringify(encodeTransaction(request));
  const path = `/rest/v1/transaction/${key}`;
  const calls = [
    { method: 'POST', path: '/rest/v1/transaction', headers: writing, body },
    { method: 'GET', path, headers: reading },
    { method: 'PUT', path: `${path}/confirm`, headers: writing, body: '{}' },
    { method: 'GET', path, headers: reading },
  ] as const;
  const purchase = async () => {
    for (const call of calls) await (await pool.request(call)).body.text();
  };
  return { purchase, close: () => pool.close() };
}

function createClient(port: number, ca: string) {
  const client = createPayseraClient({
    environment: { name: 'bench', apiUrl: `https://localhost:${port}`, pagesUrl: `https://localhost:${port}` },
    credentials: { kind: 'mac', clientId: 'wkVd93h2uS', macKey: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU' },
    ca,
    maxConnections: concurrency,
  });
  const purchase = async () => {
    await client.transactions.create(request);
    await client.transactions.get(key);
    await client.transactions.confirm(key);
    await client.transactions.get(key);
  };
  return { purchase, close: () => client.close() };
}

async function measure(purchase: () => Promise<void>, durationMs: number): Promise<Sample> {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let calls = 0;
  const lane = async () => {
    while (performance.now() - startedAt < durationMs) {
      await purchase();
      calls += callsPerPurchase;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: (calls / elapsedMs) * 1000, cpuMsPerCall: (user + system) / 1000 / calls };
}

function measureSigning(): number {
  const signer = createSigner('wkVd93h2uS', 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU', 'bench');
  const body = JSON.stringify(encodeTransaction(request));
  const sign = () => {
    const ext = extOf(body, 'project_id=12');
    const ts = String(Math.floor(Date.now() / 1000));
    return authorizationHeader(signer, {
      ts,
      nonce: freshNonce(),
      method: 'POST',
      uri: '/rest/v1/transaction',
      host: 'wallet.paysera.com',
      port: '443',
      ext,
    });
  };
  for (let warmUp = 0; warmUp < 20_000; warmUp++) sign();
  const startedAt = performance.now();
  let signatures = 0;
  while (performance.now() - startedAt < 1000) for (let batch = 0; batch < 100; batch++, signatures++) sign();
  return Math.round((signatures / (performance.now() - startedAt)) * 1000);
}

function report(samples: { bare: Sample[]; client: Sample[] }, signaturesPerSecond: number, print: (line: string) => void) {
  const barePerSecond = median(samples.bare.map(({ perSecond }) => perSecond));
  const clientPerSecond = median(samples.client.map(({ perSecond }) => perSecond));
  const ratios = samples.client.map(({ perSecond }, round) => perSecond / (samples.bare[round] as Sample).perSecond);
  const added = samples.client.map(({ cpuMsPerCall }, round) => cpuMsPerCall - (samples.bare[round] as Sample).cpuMsPerCall);
  const ratioToBareUndici = median(ratios);
  const addedCpuMsPerCall = median(added);
  const isVoid = barePerSecond < leastBarePerSecond;
  print(`bare undici:           ${Math.round(barePerSecond).toLocaleString('en')} requests per second`);
  print(`through the client:    ${Math.round(clientPerSecond).toLocaleString('en')} requests per second`);
  print(`ratio:                 ${ratioToBareUndici.toFixed(3)} (goal: at least 0.85)`);
  print(`added processor time:  ${addedCpuMsPerCall.toFixed(4)} ms per call (goal: at most 0.02)`);
  if (isVoid) print(`VOID: bare undici is below ${leastBarePerSecond} per second, the machine is too busy to compare`);
  return {
    figures: {
      signaturesPerSecond,
      barePerSecond: Math.round(barePerSecond),
      clientPerSecond: Math.round(clientPerSecond),
      ratioToBareUndici,
      addedCpuMsPerCall,
      rounds,
      isVoid,
    },
    isWithinLimits: !isVoid && ratioToBareUndici >= 0.85 && addedCpuMsPerCall <= 0.02,
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
