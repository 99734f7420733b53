import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { StatusBadge } from '#app/_ui/status-badge.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { mayDo } from '#lib/accounts/permissions.ts';
import { readCallback } from '#lib/callbacks/callback-store.ts';
import { services } from '#lib/services.ts';
import { BackLink } from '../../back-link.tsx';
import { DeskFrame } from '../../desk-frame.tsx';
import { DeskTime } from '../../desk-time.tsx';
import { Fact, FactList } from '../../fact-list.tsx';
import type { Raw } from '../../read-query.ts';
import { cameOf, outcomeOf, typeWords, verdictWords } from '../callback-words.ts';
import { replayCallback } from './actions.ts';

type Props = { params: Promise<{ hash: string }>; searchParams: Promise<Raw> };

export const metadata: Metadata = { title: 'Callback' };

export default async function CallbackPage({ params, searchParams }: Props): Promise<ReactNode> {
  const { hash } = await params;
  const staff = await requireStaff('callbacks.read', `/admin/callbacks/${encodeURIComponent(hash)}`);
  const s = services();
  const callback = await readCallback(s, hash);
  if (!callback) notFound();
  const time = { timeZone: s.env.shopTimeZone, now: s.clock.now(), show: 'seconds' as const };
  const outcome = outcomeOf(callback);
  const replayed = (await searchParams).replayed === '1';
  return (
    <DeskFrame staff={staff} section="callbacks">
      <BackLink href="/admin/callbacks">Callbacks</BackLink>
      <DeskHeading
        title={
          <span className="flex flex-wrap items-center gap-3">
            <span className="first-letter:uppercase">{typeWords(callback.eventType)}</span>
            <StatusBadge tone={outcome.tone}>{outcome.words}</StatusBadge>
          </span>
        }
        intro={
          <>
            Received <DeskTime at={callback.receivedAt} {...time} />
          </>
        }
        aside={
          callback.verdict === 'accepted' &&
          mayDo(staff.role, 'callbacks.replay') && (
            <form action={replayCallback}>
              <input type="hidden" name="hash" value={callback.hash} />
              <SubmitButton tone="secondary" size="desk" pendingLabel="Replaying…">
                Replay
              </SubmitButton>
            </form>
          )
        }
      />
      {replayed && (
        <div className="mb-5">
          <Notice tone="info" size="desk" role="status" title="It is being handled once more">
            The worker takes it as if it had just arrived: it asks Paysera and does what the answer demands. Reload for what came of it.
          </Notice>
        </div>
      )}
      {callback.verdict === 'forged' && (
        <div className="mb-5">
          <Notice tone="warning" size="desk" title="Refused: the signature does not match">
            It changed nothing, woke nobody and cannot be replayed. The same text is kept once a day at most.
          </Notice>
        </div>
      )}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 content-start gap-6">
          <RawText id="event" title="Event, as it was posted" text={callback.event} />
          <RawText id="sign" title="Signature" text={callback.sign} />
        </div>
        <FactList title="What we made of it">
          <Fact name="Verdict">{verdictWords[callback.verdict]}</Fact>
          <Fact name="Handled">{callback.handledAt ? <DeskTime at={callback.handledAt} {...time} /> : 'Not yet'}</Fact>
          <Fact name="Outcome">{cameOf(callback.outcome)}</Fact>
          <Fact name="Order">
            {callback.orderId ? (
              <a href={`/admin/orders/${callback.orderId}`} className="link">
                Order {callback.orderNumber}
              </a>
            ) : (
              'None of ours'
            )}
          </Fact>
          <Fact name="Hash">
            <code className="font-mono text-12 break-all">{callback.hash}</code>
          </Fact>
        </FactList>
      </div>
    </DeskFrame>
  );
}

function RawText({ id, title, text }: { id: string; title: string; text: string }): ReactNode {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="mb-2 text-14 font-semibold">
        {title}
      </h2>
      <pre className="rounded-control border border-line bg-paper-sunk px-3 py-2 font-mono text-12 break-all whitespace-pre-wrap">
        {text}
      </pre>
    </section>
  );
}
