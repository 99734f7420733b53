// Ends what a supervisor started when the supervisor itself was killed too hard to do so.
// It hears of every process by a line on its input, "+<pid> <signal>" and "-<pid>"; the end of that input is the supervisor's end.
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { signalGroup } from './process-group.ts';

const patienceMs = 10_000; // a shop that drains its requests needs less
const pollMs = 50;

// Sent to everyone when a terminal closes, and just then this one is needed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const watched = new Map<number, NodeJS.Signals>();
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number.parseInt(line.slice(1), 10);
  if (line.startsWith('+')) watched.set(pid, line.split(' ')[1] as NodeJS.Signals);
  else watched.delete(pid);
}

// Last started, first ended: a shop may still need its database to finish what it does.
for (const [pid, signal] of [...watched].reverse()) {
  signalGroup(pid, signal);
  for (const asked = Date.now(); signalGroup(pid, 0) && Date.now() - asked < patienceMs; ) await pause(pollMs);
  signalGroup(pid, 'SIGKILL');
}
