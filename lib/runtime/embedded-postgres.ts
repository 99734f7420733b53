// A real PostgreSQL without installing one: the binaries come with the packages, the data lies in a folder of ours.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { isAlive } from './is-alive.ts';
import { type PostgresBinaries, postgresBinaries, postgresHome } from './postgres-binaries.ts';

export type PostgresServer = { url: string; port: number; pid: number; reused: boolean; stop(): Promise<void> };

const preferredPort = 54320; // beside the usual 5432, which a PostgreSQL of the machine's own may hold
const startTimeoutMs = 60_000; // recovery after a crash on a slow disk; a healthy start takes a tenth of a second
const pollMs = 20;

/** Starts the server of this folder, making the folder first if need be, or takes over the one that already runs there. */
export async function startPostgres(directory: string, options: { port?: number } = {}): Promise<PostgresServer> {
  const binaries = postgresBinaries();
  const home = postgresHome(directory);
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(home, binaries, options.port ?? preferredPort);
    } catch (error) {
      // Two starts at once: one of them loses, and finds the winner's server on its next look.
      if (attempt === 5) throw error;
      await pause(200 * attempt);
    }
  }
}

/** Ends the server of this folder if it runs, and removes the folder with all its data. */
export async function removePostgres(directory: string): Promise<void> {
  const home = postgresHome(directory);
  const running = readPidFile(path.join(home, 'data'));
  if (running && isAlive(running.pid)) {
    const server = await startPostgres(directory); // makes sure that it is ours, and takes it over
    await server.stop();
  }
  await rm(home, { recursive: true, force: true });
}

async function startOnce(home: string, binaries: PostgresBinaries, wantedPort: number): Promise<PostgresServer> {
  const data = path.join(home, 'data');
  const logFile = path.join(home, 'postgres.log');
  prepareFolder(home, binaries);
  const password = readOrMakePassword(home, binaries);
  const url = (port: number) => `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) await createCluster(home, data, binaries);

  const running = readPidFile(data);
  if (running && isAlive(running.pid) && (await serves(url(running.port), data))) {
    return { url: url(running.port), ...running, reused: true, stop: () => stopByPid(running.pid) };
  }

  const port = await freePort(wantedPort);
  const log = fs.openSync(logFile, 'a');
  const server = spawn(
    binaries.program('postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
    // Its own process group, so that Ctrl-C reaches only us and the database is stopped last.
    { ...binaries.owner, cwd: home, env: serverEnvironment(), stdio: ['ignore', log, log], detached: true },
  );
  fs.closeSync(log);
  await untilReady(server, data, logFile);
  server.unref();
  return { url: url(port), port, pid: server.pid as number, reused: false, stop: () => stopChild(server) };
}

function prepareFolder(home: string, { owner }: PostgresBinaries): void {
  fs.mkdirSync(path.dirname(home), { recursive: true });
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  if (owner.uid !== undefined && owner.gid !== undefined) fs.chownSync(home, owner.uid, owner.gid);
}

function readOrMakePassword(home: string, { owner }: PostgresBinaries): string {
  const file = path.join(home, 'password');
  try {
    fs.writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600, flag: 'wx' });
    if (owner.uid !== undefined && owner.gid !== undefined) fs.chownSync(file, owner.uid, owner.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return fs.readFileSync(file, 'utf8');
}

/** Made under another name and then renamed: a cluster interrupted half-way never gets the real name. */
async function createCluster(home: string, data: string, binaries: PostgresBinaries): Promise<void> {
  const unfinished = `${data}.${process.pid}`;
  await promisify(execFile)(
    binaries.program('initdb'),
    ['-D', unfinished, '-U', 'postgres', '--pwfile', path.join(home, 'password'), '-A', 'scram-sha-256', '-E', 'UTF8']
      // This locale sorts alike on every machine, whatever is installed there.
      .concat('--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync', '--no-instructions'),
    { ...binaries.owner, cwd: home, env: serverEnvironment() },
  );
  try {
    fs.renameSync(unfinished, data);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const { PGDATA: _, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C' };
}

/** Lines of postmaster.pid: process id, data folder, start time, port, …; the eighth is its status. */
function readPidFile(data: string): { pid: number; port: number; status: string } | null {
  let lines: string[];
  try {
    lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port, status: lines[7]?.trim() ?? '' } : null;
}

/** Asks the server itself: a process id may have been given to a stranger since, and a port too. */
async function serves(url: string, data: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return fs.realpathSync(rows[0]?.data_directory ?? '') === fs.realpathSync(data);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function untilReady(server: ChildProcess, data: string, logFile: string): Promise<void> {
  let failure: string | null = null;
  server.once('error', (error) => {
    failure = error.message;
  });
  server.once('exit', (code, signal) => {
    failure ??= `it ended with ${signal ?? code}`;
  });
  for (const started = Date.now(); ; await pause(pollMs)) {
    const file = readPidFile(data);
    if (file?.pid === server.pid && file?.status === 'ready') return;
    if (Date.now() - started > startTimeoutMs) failure ??= 'it is not ready after a minute';
    if (failure) throw new Error(`PostgreSQL did not start: ${failure}; ${logFile} says why.\n${lastLines(logFile)}`);
  }
}

function lastLines(file: string): string {
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
}

/** SIGINT is postgres's fast shutdown: sessions are ended, nothing committed is lost. */
async function stopChild(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.ref();
  const exited = once(server, 'exit');
  server.kill('SIGINT');
  await exited;
}

async function stopByPid(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await pause(pollMs);
}
