// Every fault has a name that says where and how often: `place#order#n=fault`. It is written down before it happens.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { StormPlan } from './plan.ts';

export type FaultJournal = {
  /** True when this fault is to happen now: it is written down then. */
  fire(name: string): boolean;
  /** The same, but true only once, in whichever process and life it comes first. */
  fireOnce(name: string): boolean;
  /** True from the first time on, in every process and after the storm too; never, when its first time does not come within the storm. */
  stands(name: string): boolean;
};

export function openJournal(plan: StormPlan): FaultJournal {
  const only = plan.only && new Set(plan.only);
  let calm = false;
  const isOver = (name: string) => {
    calm ||= existsSync(plan.calmFile);
    return calm || (only !== null && !only.has(name));
  };
  const fire = (name: string) => {
    if (isOver(name)) return false;
    appendFileSync(plan.journal, `${name}\n`);
    return true;
  };
  return {
    fire,
    fireOnce(name) {
      try {
        writeFileSync(`${plan.journal}.${name}`, '', { flag: 'wx' });
      } catch {
        return false;
      }
      return fire(name);
    },
    stands(name) {
      const mark = `${plan.journal}.${name.replaceAll('/', '|')}`;
      if (existsSync(mark)) return true;
      if (isOver(name)) return false;
      try {
        writeFileSync(mark, '', { flag: 'wx' });
        appendFileSync(plan.journal, `${name}\n`);
      } catch {
        // Another process was a moment faster.
      }
      return true;
    },
  };
}

export function readJournal(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** `confirm#s3.1/1#2=reset-after` is of the kind `confirm reset-after`: the place counts as much as the fault. */
export function kindOf(fault: string): string {
  return `${fault.slice(0, fault.indexOf('#'))} ${fault.slice(fault.lastIndexOf('=') + 1)}`;
}
