/** What tests and the demo may do to the world: time, money, people and certificates. */
import { X509Certificate } from 'node:crypto';
import { invalid, Refusal } from '../http/refusal.ts';
import { disposalBook, outside } from '../money/ledger.ts';
import { withdrawConsent } from '../oauth/grants.ts';
import { failTransaction } from '../transactions/end-transaction.ts';
import { currencyField, type Fields, fieldsOf, intField, textField } from '../transactions/read-fields.ts';
import { settlePending } from '../transactions/settle-pending.ts';
import { registerUser } from '../world/register-user.ts';
import { changeSettings, settings, type World } from '../world/world.ts';
import type { ControlParts, ControlRoute } from './control.ts';

export function actionRoutes(parts: ControlParts): ControlRoute[] {
  const { world, authority } = parts;
  const post = (pattern: string, run: ControlRoute['run']): ControlRoute => ({ method: 'POST', pattern, run });
  return [
    post('clock', (_call, body) => moveClock(parts, body)),
    post('balances', (_call, body) => setBalance(world, body)),
    post('users', (_call, body) => {
      const user = registerUser(world, {
        email: textField(body, 'email'),
        phone: textField(body, 'phone'),
        displayName: textField(body, 'display_name'),
        pin: textField(body, 'pin'),
      });
      settlePending(world);
      return { user: user.id, wallet: [...world.wallets.values()].find((wallet) => wallet.userId === user.id)?.id };
    }),
    post('accounts', (_call, body) => changeAccount(world, body)),
    post('clients/{client}', (call, body) => {
      const client = world.clients.get(Number(call.params.client));
      if (!client) throw new Refusal('not_found', 'No such client');
      client.restricted = body.restricted === true;
      world.clients.touch(client.id);
    }),
    post('transactions/{key}/fail', (call) => failTransaction(world, transactionIn(world, call.params.key), 'told so at the control door')),
    post('consents/withdraw', (_call, body) => ({
      withdrawn: withdrawConsent(world, intField(body, 'client') ?? 1, intField(body, 'user') ?? 0),
    })),
    post('tokens/expire', (_call, body) => expireTokens(world, body)),
    post('client-certificates', async (_call, body) => {
      const client = world.clients.get(intField(body, 'client') ?? 1);
      if (!client) throw new Refusal('not_found', 'No such client');
      const issued = await authority.issue({
        commonName: client.macId,
        hosts: [`${client.macId}.client.invalid`.toLowerCase()],
        client: true,
      });
      const fingerprint = new X509Certificate(issued.cert).fingerprint256.replaceAll(':', '').toLowerCase();
      client.certificateFingerprints = [...client.certificateFingerprints, fingerprint];
      world.clients.touch(client.id);
      return { ...issued, fingerprint };
    }),
    post('settings', (_call, body) => {
      const known = [...Object.keys(settings(world)), 'publicPort'];
      for (const name of Object.keys(body)) if (!known.includes(name)) throw invalid(name, 'is no setting');
      changeSettings(world, body);
      return settings(world);
    }),
  ];
}

async function moveClock({ world, runner }: ControlParts, body: Fields): Promise<unknown> {
  if (body.stopped === true) world.clock.stop();
  if (body.stopped === false) world.clock.run();
  const advance = intField(body, 'advance');
  const now = intField(body, 'now');
  if (advance !== undefined) await runner.advanceTo(world.clock.nowMs() + advance * 1000);
  if (now !== undefined && now * 1000 >= world.clock.nowMs()) await runner.advanceTo(now * 1000);
  else if (now !== undefined) world.clock.moveTo(now * 1000);
  world.clockState.set('clock', world.clock.state());
  return { now: world.clock.nowSeconds(), stopped: world.clock.stopped };
}

function walletIn(world: World, body: Fields) {
  const wallet = world.wallets.get(intField(body, 'wallet') ?? 0);
  if (!wallet) throw new Refusal('not_found', 'No such wallet');
  return wallet;
}

function transactionIn(world: World, key: string | undefined) {
  const transaction = world.transactions.get(key ?? '');
  if (!transaction) throw new Refusal('not_found', 'No such transaction');
  return transaction;
}

/** Brings what is at disposal to the given amount, from or to the outside. */
function setBalance(world: World, body: Fields): unknown {
  const wallet = walletIn(world, body);
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

function changeAccount(world: World, body: Fields): unknown {
  const account = world.accounts.get(walletIn(world, body).accountNumber);
  if (!account) throw new Refusal('not_found', 'No such account');
  if (body.status === 'active' || body.status === 'inactive') account.status = body.status;
  if (typeof body.restricted === 'boolean') account.restricted = body.restricted;
  if (body.limits != null) account.limits = fieldsOf(body.limits, 'limits') as Record<string, number>;
  world.accounts.touch(account.number);
  return account;
}

function expireTokens(world: World, body: Fields): unknown {
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
}
