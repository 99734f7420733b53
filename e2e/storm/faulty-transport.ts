// The line to Paysera, cut and bent where the seed says: around the real transport, so that everything else is what runs in a shop.
import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome, Request, Transport } from '#lib/paysera/transport.ts';
import type { Chance } from './chance.ts';
import { dealtFault, namedByLife } from './deal.ts';
import type { FaultJournal } from './fault-journal.ts';
import {
  type Lie,
  lieRate,
  lies,
  type RequestFault,
  rarePlaces,
  rareRate,
  requestFaults,
  type Stranger,
  strangerRate,
  strangers,
} from './plan.ts';

export type FaultyLine = {
  seed: string;
  chance: Chance;
  journal: FaultJournal;
  rate: number;
  /** Which process of the storm this is. */
  life: string;
  nameOf(request: Request): Promise<string>;
};

type Fault = RequestFault | Lie | Stranger;

export function faultyTransport(inner: Transport, line: FaultyLine): Transport {
  const counts = new Map<string, number>();
  return {
    close: () => inner.close(),
    async send(request, timeoutMs, signal) {
      const fault = await draw(request, line, counts);
      return fault ? bend(fault, timeoutMs, () => inner.send(request, timeoutMs, signal)) : inner.send(request, timeoutMs, signal);
    },
  };
}

async function draw(request: Request, line: FaultyLine, counts: Map<string, number>): Promise<Fault | null> {
  const place = placeOf(request);
  const name = await line.nameOf(request);
  if (place === 'read' && line.rate > 0) {
    // Whose it is cannot be told without the database: then nothing is, lest a stranger's payment be told truly for once.
    if (name === 'unknown') return 'reset-before';
    const stranger = line.chance.pick(strangers, 'stranger-kind', name);
    const isStranger = isGuests(name) && line.chance.happens(line.rate * strangerRate, 'stranger', name);
    if (isStranger && line.journal.stands(`read#${name}#1=${stranger}`)) return stranger;
  }
  const life = `life${line.life}`;
  const about = namedByLife.includes(place) ? `${place}#${name}#${life}` : `${place}#${name}`;
  const count = (counts.get(about) ?? 0) + 1;
  counts.set(about, count);
  const rate = line.rate * (rarePlaces.includes(place) ? rareRate : 1);
  // Another process may hear another thing: were it the same, all that are killed early would hear the same lie.
  const heard = `${about}#${life}`;
  if (place === 'read' && line.chance.happens(line.rate * lieRate, 'lie', heard, count)) {
    const lie = line.chance.pick(lies, 'lie-kind', heard, count);
    if (line.journal.fire(`${heard}.${count}=${lie}`)) return lie;
  }
  const dealt = line.rate > 0 && count === 1 ? dealtFault(line.chance, line.seed, place, namedByLife.includes(place) ? life : name) : null;
  if (!dealt && !line.chance.happens(rate, 'request', about, count)) return null;
  const fault = dealt ?? line.chance.pick(requestFaults, 'kind', about, count);
  return line.journal.fire(`${about}#${count}=${fault}`) ? fault : null;
}

/** Members' permissions are another matter. */
const isGuests = (name: string) => /^s\d/.test(name);

export function placeOf({ method, uri }: Request): string {
  const path = uri.split('?')[0] ?? '';
  if (path.endsWith('/publickey')) return 'key';
  if (path.includes('/oauth/')) return 'sign-in';
  if (path.includes('/allowance/')) return method === 'DELETE' ? 'cancel-allowance' : path.includes('/limit/') ? 'limit' : 'allowance';
  if (method === 'POST') return 'create';
  if (method === 'DELETE') return 'revoke';
  return /\/(confirm|reserve)(\/|$)/.exec(path)?.[1] ?? 'read';
}

async function bend(fault: Fault, timeoutMs: number, send: () => Promise<Outcome>): Promise<Outcome> {
  const broken: Outcome = { kind: 'no-answer', reason: 'reset' };
  const sick: Outcome = { kind: 'answered', status: 500, headers: {}, body: '{"error":"internal_server_error"}' };
  switch (fault) {
    case 'not-sent':
      return { kind: 'not-sent', reason: 'ECONNREFUSED' };
    case 'reset-before':
      return broken;
    case '500-before':
      return sick;
    case '429':
      return { kind: 'answered', status: 429, headers: {}, body: '{"error":"rate_limit_exceeded"}' };
    case 'hang-before':
      await pause(timeoutMs);
      return { kind: 'no-answer', reason: 'timeout' };
    case 'slow':
      await pause(timeoutMs / 3);
      return send();
  }
  const outcome = await send();
  if (fault === 'reset-after') return broken;
  if (fault === '500-after') return sick;
  if (fault === 'hang-after') {
    await pause(timeoutMs);
    return { kind: 'no-answer', reason: 'timeout' };
  }
  if (fault !== 'garbage') return outcome.kind === 'answered' && outcome.status === 200 ? lieAbout(outcome, fault) : outcome;
  return outcome.kind === 'answered' ? { ...outcome, body: outcome.body.slice(0, outcome.body.length / 2) } : outcome;
}

function lieAbout(outcome: Extract<Outcome, { kind: 'answered' }>, lie: Lie | Stranger): Outcome {
  if (lie === 'lie-not-found') return { ...outcome, status: 404, body: '{"error":"not_found"}' };
  const said = JSON.parse(outcome.body);
  // A payment is read at the same place, and has a status of its own.
  if (!said.transaction_key || !said.payments?.[0]) return outcome;
  if (lie === 'lie-unknown-status') said.status = 'sort_of_reserved';
  if (lie === 'lie-went-backwards') said.status = 'new';
  if (lie === 'lie-other-amount' || lie === 'always-other-amount') {
    const cents = said.payments[0].price + 1;
    // Told twice: were the two to differ, nobody could understand it, which is another fault.
    Object.assign(said.payments[0], { price: cents, price_decimal: `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}` });
  }
  if (lie === 'always-other-order') said.payments[0].parameters = { order: 'ord_other', attempt: 'att_other' };
  return { ...outcome, body: JSON.stringify(said) };
}
