// Which Chromium the journeys run in: the one named, Playwright's own, the machine's, or one installed just now.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { installBrowser, keptBrowser } from './install-browser.ts';

export type Browser = { executablePath: string; env?: Record<string, string> };

// Without a window to draw, the headless shells start several times faster than a whole browser.
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const answerTimeoutMs = 20_000; // the first start of a browser on a cold disk

export async function findBrowser(say: (line: string) => void = console.error): Promise<Browser> {
  const named = process.env.JOURNEYS_BROWSER;
  if (named) {
    if (!runs({ executablePath: named })) throw new Error(`JOURNEYS_BROWSER names ${named}, which does not run.`);
    return { executablePath: named };
  }
  const found = find();
  if (found) return found;
  say('No Chromium on this machine: installing one (once)');
  for await (const attempt of installBrowser()) {
    say(attempt);
    const installed = find();
    if (installed) return installed;
  }
  throw new Error('No Chromium could be installed: install Chromium or Chrome, or let JOURNEYS_BROWSER name one.');
}

function find(): Browser | undefined {
  const at = (executablePath: string): Browser => ({ executablePath });
  const onPath = (wanted: string[]) =>
    (process.env.PATH ?? '').split(path.delimiter).flatMap((folder) => wanted.map((name) => at(path.join(folder, name))));
  return [at(playwrightsOwn()), ...onPath(shells), keptBrowser(), ...onPath(names), ...places.map(at)].find(runs);
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath();
  } catch {
    return '';
  }
}

function runs({ executablePath, env }: Browser): boolean {
  if (!existsSync(executablePath)) return false;
  const asked = spawnSync(executablePath, ['--version'], { timeout: answerTimeoutMs, env: { ...process.env, ...env }, stdio: 'ignore' });
  return asked.status === 0;
}
