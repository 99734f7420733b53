// How a shop bears what goes wrong: callbacks taken, the paid page in real time, recovery after a kill or an outage, the catalogue while
// Paysera is down. All of it through the built shop; the goals stand beside.
import { build } from '#lib/runtime/build.ts';
import { createSupervisor } from '#lib/runtime/supervise.ts';
import { openCluster } from '../storm/database.ts';
import type { Chapter } from './bench.ts';
import { measureCallbacks } from './reliability/callbacks.ts';
import { openLiveShop } from './reliability/live-shop.ts';
import { measureOutage } from './reliability/outage.ts';
import { measurePaidPage } from './reliability/paid-page.ts';
import { measureRecovery } from './reliability/recovery.ts';

type Goal = { atMost: number } | { atLeast: number } | null;
const goals = {
  callbackAckP99Ms: { atMost: 50 },
  callbacksPerSecond: { atLeast: 300 },
  paidPageP95Ms: { atMost: 2_000 },
  paidPageCallbackLostP95Ms: { atMost: 15_000 },
  serverKilledMs: { atMost: 3_000 },
  databaseKilledMs: { atMost: 5_000 },
  /** As long as the shop leaves Paysera alone after a run of failures, and the probe that finds it back. */
  payseraBackMs: { atMost: 12_000 },
  catalogueP95Ms: null,
  catalogueP95DownMs: null,
  catalogueP95Change: { atMost: 0.1 },
  falseFailedPages: { atMost: 0 },
} satisfies Record<string, Goal>;

export const reliabilityChapter: Chapter = {
  name: 'reliability',
  title: 'What happens when something goes wrong',
  async run(print) {
    const supervisor = createSupervisor();
    const cluster = await openCluster('bench');
    const figures: Record<string, number> = {};
    let isWithinLimits = true;
    const tell = (measured: Record<string, number>) => {
      for (const [name, value] of Object.entries(measured)) {
        const goal: Goal = goals[name as keyof typeof goals];
        const isMet = goal === null || ('atMost' in goal ? value <= goal.atMost : value >= goal.atLeast);
        const said = goal === null ? '' : ` (goal: ${'atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`})`;
        print(`${name.padEnd(28)} ${value.toLocaleString('en')}${said}${isMet ? '' : ' MISSED'}`);
        figures[name] = value;
        if (goal !== null) figures[`${name}Goal`] = 'atMost' in goal ? goal.atMost : goal.atLeast;
        isWithinLimits &&= isMet;
      }
    };
    try {
      await build(supervisor.run, print);
      const inbox = await cluster.newDatabase();
      const quiet = createSupervisor();
      tell(await measureCallbacks(quiet, inbox.url).finally(() => quiet.stop()));
      await inbox.drop();
      const shop = await openLiveShop(supervisor, cluster);
      try {
        tell(await measurePaidPage(shop));
        tell(await measureOutage(shop));
        tell(await measureRecovery(shop));
      } finally {
        await shop.stop();
      }
      return { figures, isWithinLimits };
    } finally {
      await supervisor.stop();
      await cluster.stop();
    }
  },
};
