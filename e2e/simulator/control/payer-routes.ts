/** What a payer does on the page, without a page: for storms and measurements, where a browser would only take time. */
import { Refusal } from '../http/refusal.ts';
import { accept } from '../transactions/accept.ts';
import { endAllowance } from '../transactions/allowance-use.ts';
import { rejectTransaction } from '../transactions/end-transaction.ts';
import { intField } from '../transactions/read-fields.ts';
import type { Transaction } from '../world/records.ts';
import type { ControlParts, ControlRoute } from './control.ts';

export function payerRoutes({ world }: ControlParts): ControlRoute[] {
  const find = (key: unknown): Transaction => {
    const transaction = world.transactions.get(key as string);
    if (!transaction) throw new Refusal('not_found', 'No such transaction');
    return transaction;
  };
  /** An optional permission that came with the payment is left unticked. */
  const declinePermission = ({ allowance: part }: Transaction) => {
    const allowance = part?.optional ? world.allowances.get(part.id) : undefined;
    if (!allowance) return;
    allowance.status = 'deleted';
    world.allowances.touch(allowance.id);
  };
  return [
    {
      method: 'POST',
      pattern: 'transactions/{key}/accept',
      run: (call, body) => {
        const transaction = find(call.params.key);
        const wallet = world.wallets.get(intField(body, 'wallet') ?? 0);
        const payer = wallet && world.users.get(world.accounts.get(wallet.accountNumber)?.operators[0] ?? 0);
        if (!wallet || !payer) throw new Refusal('not_found', 'No such wallet');
        accept(world, transaction, {
          wallet,
          payer,
          type: 'page',
          cause: { by: 'payer', what: 'accept' },
          fundsMayCome: true,
          beforeMoving: () => body.allowance === false && declinePermission(transaction),
        });
        // Where the page would send the payer's browser.
        return { status: transaction.status, redirect_uri: transaction.redirectUri };
      },
    },
    {
      method: 'POST',
      pattern: 'transactions/{key}/reject',
      run: (call) => {
        const transaction = find(call.params.key);
        rejectTransaction(world, transaction);
        return { status: transaction.status };
      },
    },
    {
      method: 'POST',
      pattern: 'allowances/{allowance}/cancel',
      run: (call) => {
        const allowance = world.allowances.get(Number(call.params.allowance));
        if (allowance?.status !== 'active') throw new Refusal('not_found', 'No such active allowance');
        endAllowance(world, allowance);
        return { status: allowance.status };
      },
    },
  ];
}
