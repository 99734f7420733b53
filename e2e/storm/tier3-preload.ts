// Loaded before the built shop, or its worker, in a process of its own: the one set of services that the process will use is made here,
// with the storm's times and its line to Paysera. Everything else is the build, as it runs in a real shop.
import { readFileSync } from 'node:fs';
import type { StormPlan } from './plan.ts';
import { stormServices } from './storm-services.ts';

process.on('disconnect', () => process.exit(0)); // the storm itself was ended

const plan = JSON.parse(readFileSync(process.env.STORM_PLAN as string, 'utf8')) as StormPlan;
(globalThis as { tiltasServices?: unknown }).tiltasServices = stormServices(plan, process.env.STORM_LIFE as string);
