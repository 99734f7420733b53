// A kept letter as a mail program shows it: a page of its own, since its styles are its own. Its policy (proxy.ts) lets it do nothing else.
import { notFound } from 'next/navigation';
import { requireStaff } from '#app/_auth/session.ts';
import { readLetter } from '#lib/outbox/mailbox-store.ts';
import { services } from '#lib/services.ts';

export async function GET(_request: Request, { params }: { params: Promise<{ letterId: string }> }): Promise<Response> {
  const { letterId } = await params;
  await requireStaff('mailbox.read', `/admin/mailbox/${encodeURIComponent(letterId)}/html`);
  const s = services();
  const letter = s.env.mail ? null : await readLetter(s, letterId);
  if (!letter) notFound();
  return new Response(letter.html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
