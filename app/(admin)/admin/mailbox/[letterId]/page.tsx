import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireStaff } from '#app/_auth/session.ts';
import { DeskHeading } from '#app/_ui/heading.tsx';
import { readLetter } from '#lib/outbox/mailbox-store.ts';
import { services } from '#lib/services.ts';
import { BackLink } from '../../back-link.tsx';
import { DeskFrame } from '../../desk-frame.tsx';
import { DeskTime } from '../../desk-time.tsx';

type Props = { params: Promise<{ letterId: string }> };

export const metadata: Metadata = { title: 'Letter' };

/** The plain form is what is shown here: the HTML brings styles of its own, which this page's policy rightly refuses. */
export default async function LetterPage({ params }: Props): Promise<ReactNode> {
  const { letterId } = await params;
  const staff = await requireStaff('mailbox.read', `/admin/mailbox/${encodeURIComponent(letterId)}`);
  const s = services();
  const letter = s.env.mail ? null : await readLetter(s, letterId);
  if (!letter) notFound();
  return (
    <DeskFrame staff={staff} section="mailbox">
      <BackLink href="/admin/mailbox">Mailbox</BackLink>
      <DeskHeading
        title={letter.subject}
        intro={
          <>
            To {letter.recipient}, <DeskTime at={letter.sentAt} timeZone={s.env.shopTimeZone} now={s.clock.now()} show="seconds" />
          </>
        }
      />
      <div className="grid max-w-[44rem] grid-cols-[minmax(0,1fr)] gap-4">
        <pre className="rounded-card border border-line bg-paper-raised px-5 py-4 font-text text-14 wrap-anywhere whitespace-pre-wrap">
          {letter.plain}
        </pre>
        <p>
          <a href={`/admin/mailbox/${encodeURIComponent(letterId)}/html`} target="_blank" rel="noopener" className="link">
            Open the HTML form
          </a>{' '}
          <span className="text-ink-soft">in a page of its own, as a mail program shows it</span>
        </p>
      </div>
    </DeskFrame>
  );
}
