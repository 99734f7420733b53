// The seconds in which a payment without a PIN can be taken back, and the button that does it: a form, so that it needs no script.
import type { ReactNode } from 'react';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { readQuickPaySettings } from '#lib/allowances/quick-pay-settings.ts';
import { services } from '#lib/services.ts';
import { undoPayment } from './actions.ts';
import { UndoCountdown } from './undo-countdown.tsx';

export async function Undo({ token, until }: { token: string; until: Date }): Promise<ReactNode> {
  const s = services();
  const { undoSeconds } = await readQuickPaySettings(s);
  const leftMs = Math.max(0, until.getTime() - s.clock.now().getTime());
  return (
    <section aria-label="Undo" className="grid gap-5 rounded-card border border-line bg-paper-raised p-5 sm:p-6">
      <UndoCountdown leftMs={leftMs} windowMs={undoSeconds * 1000} until={momentWords(until, s.env.shopTimeZone)} />
      <form action={undoPayment}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton tone="secondary" wide pendingLabel="Undoing…">
          Undo this payment
        </SubmitButton>
      </form>
    </section>
  );
}

/** To the second: without a script these words are all that counts. */
function momentWords(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}
