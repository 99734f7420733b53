import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/find-browser.ts';

const { executablePath, env } = await findBrowser();

export default defineConfig({
  testDir: './journeys',
  outputDir: '../test-results',
  // One world, shared by the files one after the other: on two cores a second world is slower than a second turn.
  workers: 1,
  timeout: 120_000, // a busy machine with two cores; a quiet one needs three seconds
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Vilnius',
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath,
      env: { ...(process.env as Record<string, string>), ...env },
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium's own sandbox refuses root
        ...['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
      ],
    },
  },
});
