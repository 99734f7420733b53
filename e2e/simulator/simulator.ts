/** Puts the parts together: one world behind an HTTP port, an HTTPS port and a control port. */
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createApi } from './api.ts';
import { RateLimits } from './auth/rate-limits.ts';
import { announce } from './callbacks/announce.ts';
import { CallbackFaults } from './callbacks/callback-faults.ts';
import { closeConnections, deliver } from './callbacks/deliver.ts';
import { type ControlParts, createControl } from './control/control.ts';
import { RequestFaults } from './faults/request-faults.ts';
import { send } from './http/answer.ts';
import { type Call, openCall, type Scheme } from './http/call.ts';
import { readBody } from './http/read-body.ts';
import { RequestLog } from './http/request-log.ts';
import { scheduleCommissions } from './money/settle-commissions.ts';
import type { Options } from './options.ts';
import { createDemo } from './pages/demo-strip.ts';
import { createPages } from './pages/pages.ts';
import { openAuthority } from './tls/authority.ts';
import { BadServers } from './tls/bad-servers.ts';
import { agendaHandlers } from './transactions/agenda-handlers.ts';
import { settlePending } from './transactions/settle-pending.ts';
import { Journal } from './world/journal.ts';
import { randomText } from './world/random-text.ts';
import { rebuildWorld } from './world/rebuild.ts';
import { AgendaRunner } from './world/run-agenda.ts';
import { defaultSeed, type Seed } from './world/seed.ts';
import { createTables, openWorld, seedWorld } from './world/world.ts';

export type Running = { http: string; https: string; ca: string; control: string; controlToken: string; stop: () => Promise<void> };

export async function startSimulator(options: Options, seed: Seed = defaultSeed): Promise<Running> {
  const tables = createTables();
  const journal = options.stateFile === undefined ? null : new Journal(options.stateFile, tables);
  const found = journal?.load() ?? false;
  const world = openWorld(tables);
  if (found) rebuildWorld(world);
  else seedWorld(world, seed);
  scheduleCommissions(world);
  journal?.open();
  const callbackFaults = new CallbackFaults();
  const faults = new RequestFaults();
  const limits = new RateLimits();
  const log = new RequestLog();
  world.announce = (transaction, type) => announce(world, callbackFaults, transaction, type);

  // What waits for money is looked at again only when money moved; for a beneficiary or a password, the handlers look themselves.
  let seenLedger = -1;
  const settle = (): void => {
    if (world.pending.size > 0 && seenLedger !== world.ledger.version) settlePending(world);
    seenLedger = world.ledger.version;
    journal?.write();
  };
  const runner = new AgendaRunner(world, { ...agendaHandlers(world), deliver: (id) => deliver(world, Number(id)) }, settle);
  const afterWork = (): Promise<void> | null => {
    settle();
    runner.arm();
    if (callbackFaults.hurried.length === 0) return null;
    const hurried = callbackFaults.hurried.splice(0);
    return Promise.all(hurried.map((id) => deliver(world, id))).then(() => undefined);
  };

  const api = createApi({ world, faults, log, afterWork, limit: (call) => limits.check(world, call) });
  const pages = createPages(world, options.demo ? createDemo(world, faults, callbackFaults) : null);
  const answer = (call: Call) => {
    if (!call.path.startsWith('/frontend')) return api.handle(call);
    const page = pages.answer(call);
    const waits = afterWork();
    if (waits) void waits.then(() => send(call.response, page));
    else send(call.response, page);
  };
  const listener = (scheme: Scheme) => (request: IncomingMessage, response: ServerResponse) => {
    readBody(request, (body) => {
      if (body.kind === 'read') answer(openCall(scheme, request, response, body.bytes));
      else if (body.kind === 'too-large') send(response, { status: 413, headers: { Connection: 'close' }, body: '' });
    });
  };

  const authority = await openAuthority(options.caFolder);
  const identity = await authority.issue({ commonName: 'localhost', hosts: [...new Set(['localhost', '127.0.0.1', '::1', options.host])] });
  const http = createHttpServer(listener('http'));
  const https = createHttpsServer(
    { ...identity, ca: authority.caPem, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' },
    listener('https'),
  );
  const badServers = new BadServers(authority);
  const controlToken = randomText(32);
  const parts: ControlParts = {
    world,
    runner,
    faults,
    callbackFaults,
    log,
    afterWork,
    authority,
    openBadServer: (kind) => badServers.open(kind),
  };
  const control = createHttpServer(createControl(parts, controlToken));
  for (const server of [http, https]) {
    // curl asks with Expect: 100-continue; "several header blocks" break the PHP client, so the answer is the final one only.
    server.on('checkContinue', (request, response) => server.emit('request', request, response));
    server.keepAliveTimeout = 60_000;
  }
  const loopback = isLoopback(options.host) ? options.host : '127.0.0.1';
  await listen(http, loopback, options.httpPort);
  await listen(https, options.host, options.httpsPort);
  await listen(control, '127.0.0.1', options.controlPort);
  runner.arm();

  const stop = async (): Promise<void> => {
    runner.disarm();
    closeConnections();
    badServers.close();
    await Promise.all([http, https, control].map(close));
    journal?.close();
  };
  return {
    http: `http://${inUrl(loopback)}:${portOf(http)}`,
    https: `https://${inUrl(options.host)}:${portOf(https)}`,
    ca: authority.caPath,
    control: `http://127.0.0.1:${portOf(control)}`,
    controlToken,
    stop,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host);
const portOf = (server: Server) => (server.address() as AddressInfo).port;

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
