/** What reaches a payer's phone: codes that tests need to read, and codes that only the app or an SMS would give. */
import { randomInt } from 'node:crypto';
import { invalid, Refusal } from '../http/refusal.ts';
import { answerFlash } from '../transactions/flash.ts';
import { boolField, intField } from '../transactions/read-fields.ts';
import type { ControlParts, ControlRoute } from './control.ts';

const codeLifeSeconds = 600;

export function phoneRoutes({ world }: ControlParts): ControlRoute[] {
  const transactionOf = (key: unknown) => {
    const transaction = world.transactions.get(key as string);
    if (!transaction) throw new Refusal('not_found', 'No such transaction');
    return transaction;
  };
  const code = () => String(randomInt(1_000_000_000_000)).padStart(12, '0');
  return [
    { method: 'GET', pattern: 'transactions/{key}/flash-code', run: (call) => ({ code: transactionOf(call.params.key).flashCode }) },
    {
      method: 'POST',
      pattern: 'transactions/{key}/answer-flash',
      run: (call, body) => answerFlash(world, transactionOf(call.params.key), boolField(body, 'accepted') ?? true),
    },
    {
      method: 'POST',
      pattern: 'reservation-codes',
      run: (_call, body) => {
        const wallet = world.wallets.get(intField(body, 'wallet') ?? 0);
        if (!wallet) throw new Refusal('not_found', 'No such wallet');
        const userId = world.accounts.get(wallet.accountNumber)?.operators[0];
        if (userId === undefined) throw invalid('wallet', 'nobody may pay from it');
        const made = { code: code(), walletId: wallet.id, userId, expiresAt: world.clock.nowSeconds() + codeLifeSeconds, used: false };
        world.reservationCodes.set(made.code, made);
        return { code: made.code };
      },
    },
    {
      method: 'POST',
      pattern: 'sms-codes',
      run: (_call, body) => {
        const userId = intField(body, 'user') ?? 0;
        if (!world.users.has(userId)) throw new Refusal('not_found', 'No such user');
        const made = { code: code(), userId, expiresAt: world.clock.nowSeconds() + codeLifeSeconds };
        world.smsCodes.set(made.code, made);
        return { code: made.code };
      },
    },
    {
      method: 'GET',
      pattern: 'contact-codes/{user}/{contact}',
      run: (call) => ({ code: world.contactCodes.get(`${call.params.user}|${call.params.contact}`)?.code }),
    },
  ];
}
