/** Unkindness on demand: faults of requests and callbacks, by count or by seed, and servers with bad certificates. */
import { type CallbackFaultKind, callbackFaultKinds } from '../callbacks/callback-faults.ts';
import { orderOfTransaction } from '../faults/order-of-call.ts';
import { drawKind, type RequestFaultKind, requestFaultKinds } from '../faults/request-faults.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import { type Fields, intField, textField } from '../transactions/read-fields.ts';
import type { Delivery } from '../world/records.ts';
import { rotateCallbackKey, type World } from '../world/world.ts';
import type { ControlParts, ControlRoute } from './control.ts';

const callbackKinds = callbackFaultKinds.map((kind) => `callback-${kind}`);

export function faultActions({ world, faults, callbackFaults, openBadServer }: ControlParts): ControlRoute[] {
  const post = (pattern: string, run: ControlRoute['run']): ControlRoute => ({ method: 'POST', pattern, run });
  callbackFaults.draw = drawCallbackFaults(world, faults);
  return [
    post('faults', (_call, body) => faults.add(readRequestFault(body))),
    post('faults/seeded', (_call, body) => {
      faults.seeded = readSeeded(body);
      return faults.seeded;
    }),
    post('down', (_call, body) => {
      faults.downUntilMs = world.clock.nowMs() + secondsField(body, 30) * 1000;
    }),
    {
      method: 'DELETE',
      pattern: 'faults',
      run: () => {
        faults.clear();
        callbackFaults.clear();
      },
    },
    post('callbacks', (_call, body) => {
      const kind = textField(body, 'kind') as CallbackFaultKind;
      if (!callbackFaultKinds.includes(kind)) throw invalid('kind', `must be one of ${callbackFaultKinds.join(', ')}`);
      callbackFaults.add({
        kind,
        count: intField(body, 'count') ?? 1,
        seconds: secondsField(body, 5),
        transaction: textField(body, 'transaction'),
      });
    }),
    post('callbacks/{id}/send', (call) => {
      const delivery = world.deliveries.get(Number(call.params.id));
      if (!delivery) throw new Refusal('not_found', 'No such callback');
      delivery.state = 'waiting';
      delivery.nextAt = world.clock.nowSeconds();
      world.agenda.add(delivery.nextAt, 'deliver', delivery.id);
    }),
    post('callback-key/rotate', () => ({ publicKey: rotateCallbackKey(world).publicPem })),
    post('bad-servers', (_call, body) => openBadServer(textField(body, 'kind') ?? '')),
  ];
}

function readRequestFault(body: Fields) {
  const kind = textField(body, 'kind') as RequestFaultKind;
  if (!requestFaultKinds.includes(kind)) throw invalid('kind', `must be one of ${requestFaultKinds.join(', ')}`);
  return {
    place: textField(body, 'place') ?? '*',
    kind,
    count: intField(body, 'count') ?? 1,
    skip: intField(body, 'skip') ?? 0,
    seconds: secondsField(body, 1),
  };
}

function readSeeded(body: Fields) {
  const known: string[] = [...requestFaultKinds, ...callbackKinds];
  const kinds = Array.isArray(body.kinds) ? body.kinds.map(String) : known;
  for (const kind of kinds) if (!known.includes(kind)) throw invalid('kinds', `${kind} is not one of ${known.join(', ')}`);
  const rate = typeof body.rate === 'number' && body.rate >= 0 && body.rate <= 1 ? body.rate : 0.1;
  return { seed: textField(body, 'seed') ?? '', rate, kinds, seconds: secondsField(body, 1) };
}

/** The same hash decides about callbacks: their place is the event, their order the shop's. */
function drawCallbackFaults(world: World, faults: ControlParts['faults']) {
  const counts = new Map<string, number>();
  return (delivery: Delivery): CallbackFaultKind | null => {
    if (!faults.seeded) return null;
    const order = orderOfTransaction(world, delivery.transactionKey);
    const place = `callback ${delivery.type}`;
    const number = (counts.get(`${place}\n${order}`) ?? 0) + 1;
    if (counts.size > 100_000) counts.clear();
    counts.set(`${place}\n${order}`, number);
    const kinds = callbackFaultKinds.filter((kind) => faults.seeded?.kinds.includes(`callback-${kind}`));
    return drawKind(faults.seeded, place, order, number, kinds);
  };
}

export function secondsField(body: Fields, otherwise: number): number {
  const value = body.seconds;
  if (value === undefined) return otherwise;
  if (typeof value !== 'number' || !(value >= 0)) throw invalid('seconds', 'must be a number of zero or more');
  return value;
}
