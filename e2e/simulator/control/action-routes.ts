/** What tests and the demo may do to the world. */
import { type CallbackFaultKind, callbackFaultKinds } from '../callbacks/callback-faults.ts';
import { type RequestFaultKind, requestFaultKinds } from '../faults/request-faults.ts';
import { invalid, Refusal } from '../http/refusal.ts';
import { disposalBook, outside } from '../money/ledger.ts';
import { currencyField, type Fields, intField, textField } from '../transactions/read-fields.ts';
import { changeSettings, rotateCallbackKey, settings } from '../world/world.ts';
import type { ControlParts, ControlRoute } from './control.ts';

export function actionRoutes(parts: ControlParts): ControlRoute[] {
  const { world, runner, faults, callbackFaults } = parts;
  const post = (pattern: string, run: ControlRoute['run']): ControlRoute => ({ method: 'POST', pattern, run });
  return [
    post('clock', async (_call, body) => {
      if (body.stopped === true) world.clock.stop();
      if (body.stopped === false) world.clock.run();
      const advance = intField(body, 'advance');
      const now = intField(body, 'now');
      if (advance !== undefined) await runner.advanceTo(world.clock.nowMs() + advance * 1000);
      if (now !== undefined && now * 1000 >= world.clock.nowMs()) await runner.advanceTo(now * 1000);
      else if (now !== undefined) world.clock.moveTo(now * 1000);
      world.clockState.set('clock', world.clock.state());
      return { now: world.clock.nowSeconds(), stopped: world.clock.stopped };
    }),
    post('balances', (_call, body) => setBalance(parts, body)),
    post('faults', (_call, body) => faults.add(readRequestFault(body))),
    post('faults/seeded', (_call, body) => {
      const kinds = Array.isArray(body.kinds) ? body.kinds.map(String) : [...requestFaultKinds];
      const rate = typeof body.rate === 'number' ? body.rate : 0.1;
      faults.seeded = { seed: textField(body, 'seed') ?? '', rate, kinds, seconds: secondsField(body, 1) };
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
    post('tokens/expire', (_call, body) => {
      const accessToken = textField(body, 'access_token');
      let expired = 0;
      for (const token of world.tokens.values()) {
        if (accessToken !== undefined && token.accessToken !== accessToken) continue;
        token.expiresAt = world.clock.nowSeconds();
        if (body.refresh === true) token.refreshExpiresAt = token.expiresAt;
        world.tokens.touch(token.accessToken);
        expired += 1;
      }
      return { expired };
    }),
    post('settings', (_call, body) => {
      const known = Object.keys(settings(world)).concat('publicPort');
      for (const name of Object.keys(body)) if (!known.includes(name)) throw invalid(name, 'is no setting');
      changeSettings(world, body);
      return settings(world);
    }),
  ];
}

/** Brings what is at disposal to the given amount, from or to the outside. */
function setBalance({ world }: ControlParts, body: Fields): unknown {
  const wallet = world.wallets.get(intField(body, 'wallet') ?? 0);
  if (!wallet) throw new Refusal('not_found', 'No such wallet');
  const currency = currencyField(body) ?? 'EUR';
  const wanted = intField(body, 'amount');
  if (wanted === undefined) throw invalid('amount', 'is required, in cents');
  const book = disposalBook(wallet.accountNumber);
  const cents = wanted - world.ledger.balance(book, currency);
  if (cents !== 0) {
    const legs = [
      { book: outside, cents: -cents },
      { book, cents },
    ];
    world.ledger.post({ at: world.clock.nowSeconds(), kind: 'transfer', currency, legs, details: 'Balance set' });
  }
  return { wallet: wallet.id, currency, amount: wanted };
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

function secondsField(body: Fields, otherwise: number): number {
  const value = body.seconds;
  if (value === undefined) return otherwise;
  if (typeof value !== 'number' || !(value >= 0)) throw invalid('seconds', 'must be a number of zero or more');
  return value;
}
