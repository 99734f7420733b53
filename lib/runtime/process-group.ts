// A process and whatever it started in turn, signalled as one: `next` and `playwright` have children of their own.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Sends the signal if anyone is left to hear it. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal); // Windows has no groups
    return true;
  } catch {
    return false;
  }
}

/** Asks the group to end, waits for its leader, and ends by force what is left or does not listen. */
export async function stopGroup(leader: ChildProcess, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  const { pid } = leader;
  if (pid === undefined) return;
  if (leader.exitCode === null && leader.signalCode === null) {
    const exited = once(leader, 'exit');
    const impatient = setTimeout(() => signalGroup(pid, 'SIGKILL'), patienceMs);
    signalGroup(pid, signal);
    await exited;
    clearTimeout(impatient);
  }
  signalGroup(pid, 'SIGKILL');
}
