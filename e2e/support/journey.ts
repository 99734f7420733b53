// What every journey starts from: one world for all files, and a browser whose complaints fail the journey.
import { type BrowserContext, test as base, expect } from '@playwright/test';
import pino from 'pino';
import { readEnv } from '#lib/env.ts';
import { closeServices, createServices, type Services } from '#lib/services.ts';
import { startWorld, type World } from './start-world.ts';

type Complaints = { list: string[]; expect(pattern: RegExp): void };

export const test = base.extend<{ complaints: Complaints }, { world: World; shop: Services }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern what a fixture needs
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 600_000 }, // start and stop together, and on a busy machine the build of the shop alone takes minutes
  ],
  // The use cases of the shop in this process, over its own database and Paysera: for what a journey finds done when it begins.
  shop: [
    async ({ world }, use) => {
      const shop = createServices(readEnv(world.settings), { log: pino({ level: 'silent' }) });
      await use(shop);
      await closeServices(shop);
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ world }, use) => use(world.shopUrl),
  complaints: [
    async ({ context }, use) => {
      const complaints = listen(context);
      await use(complaints);
      expect(complaints.list, 'policy violations, failed scripts and errors on the pages passed').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Everything a browser says against a page; what a journey provokes on purpose it names. */
function listen(context: BrowserContext): Complaints {
  const list: string[] = [];
  const expected: RegExp[] = [];
  const complain = (complaint: string) => {
    if (!expected.some((pattern) => pattern.test(complaint))) list.push(complaint);
  };
  context.on('weberror', (error) => complain(`${error.page()?.url()}: ${error.error().stack}`));
  // Chromium reports every violation of a content policy here, with scripts switched off too.
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`${message.page()?.url()}: ${message.text()} ${message.location().url}`);
  });
  return { list, expect: (pattern) => expected.push(pattern) };
}
