/** In the demo only, last on each page: the faults a person would want to show, one button each. */
import type { CallbackFaults } from '../callbacks/callback-faults.ts';
import type { RequestFaults } from '../faults/request-faults.ts';
import { type Answer, textAnswer } from '../http/answer.ts';
import { disposalBook, outside } from '../money/ledger.ts';
import { walletsOfUser } from '../rest/paths.ts';
import { rejectTransaction } from '../transactions/end-transaction.ts';
import type { User } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { redirect, userOf, type Visit } from './visit.ts';

export type Demo = { strip: (visit: Visit, transactionKey: string | undefined) => Html; act: (visit: Visit) => Answer };

const slowSeconds = 20;
const downSeconds = 30;
const lowCents = 100;

export function createDemo(world: World, faults: RequestFaults, callbackFaults: CallbackFaults): Demo {
  const bendNext = (kind: 'lost' | 'late' | 'twice') =>
    callbackFaults.add({ kind, count: 1, seconds: slowSeconds, transaction: undefined });
  const deeds: Record<string, (visit: Visit) => void> = {
    low: (visit) => {
      const user = userOf(visit);
      if (user) lowBalance(world, user);
    },
    slow: () => bendNext('late'),
    lost: () => bendNext('lost'),
    twice: () => bendNext('twice'),
    down: () => {
      faults.downUntilMs = world.clock.nowMs() + downSeconds * 1000;
    },
  };

  const strip = (visit: Visit, transactionKey: string | undefined): Html => {
    const said = visit.call.query.get('demo');
    const open = transactionKey !== undefined && ['new', 'waiting'].includes(world.transactions.get(transactionKey)?.status ?? '');
    const button = (deed: string, label: string) => html`<button name="do" value="${deed}">${label}</button>`;
    return html`<footer class="demo" lang="en"><form method="post" action="/frontend/demo" aria-label="Demo controls">
<input type="hidden" name="back" value="${withoutSaid(visit.call.uri)}"><input type="hidden" name="key" value="${transactionKey ?? ''}">
<p>${said !== undefined && said in replies ? html`<strong role="status">${replies[said]}</strong>` : 'Demo: make something go wrong.'}</p>
<div class="strip">${open && button('reject', 'Decline for the shopper')}${userOf(visit) && button('low', 'Low balance')}${button('slow', 'Slow callback')}${button('lost', 'Lost callback')}${button('twice', 'Double callback')}${button('down', `Paysera is down for ${downSeconds} s`)}</div>
</form></footer>`;
  };

  const act = (visit: Visit): Answer => {
    const back = visit.form.get('back') ?? '';
    if (!/^\/frontend(\/|$)/.test(back)) return textAnswer(400, 'This form is not complete');
    const deed = visit.form.get('do') ?? '';
    if (deed === 'reject') return reject(world, visit, back);
    deeds[deed]?.(visit);
    return redirect(`${back}${back.includes('?') ? '&' : '?'}demo=${encodeURIComponent(deed)}`);
  };
  return { strip, act };
}

const replies: Record<string, string> = {
  low: 'Every wallet of yours now holds one unit of its currency.',
  slow: `The next callback comes ${slowSeconds} seconds late.`,
  lost: 'The next callback will be lost.',
  twice: 'The next callback will come twice.',
  down: `Paysera does not answer the shop for ${downSeconds} seconds.`,
};

function withoutSaid(uri: string): string {
  return uri.replace(/([?&])demo=[a-z]*(&|$)/, (_all, before: string, after: string) => (after === '&' ? before : ''));
}

function reject(world: World, visit: Visit, back: string): Answer {
  const transaction = world.transactions.get(visit.form.get('key') ?? '');
  if (transaction?.status !== 'new' && transaction?.status !== 'waiting') return redirect(back);
  rejectTransaction(world, transaction);
  return redirect(transaction.redirectUri ?? back);
}

function lowBalance(world: World, user: User): void {
  for (const wallet of walletsOfUser(world, user.id)) {
    if (wallet.userId !== user.id) continue;
    const book = disposalBook(wallet.accountNumber);
    for (const currency of world.ledger.currencies(wallet.accountNumber)) {
      const cents = lowCents - world.ledger.balance(book, currency);
      if (cents >= 0) continue;
      const legs = [
        { book: outside, cents: -cents },
        { book, cents },
      ];
      world.ledger.post({ at: world.clock.nowSeconds(), kind: 'transfer', currency, legs, details: 'Demo: low balance' });
    }
  }
}
