// What the demo's mailbox page shows: mail that would have left by a mail server.
import type { Services } from '../services.ts';

export type MailboxLetter = { id: string; recipient: string; subject: string; plain: string; html: string; sentAt: Date };

export async function listMailbox(s: Services, limit = 50): Promise<MailboxLetter[]> {
  return s.db.sentMail.findMany({ orderBy: { sentAt: 'desc' }, take: limit });
}

export async function readLetter(s: Services, id: string): Promise<MailboxLetter | null> {
  return s.db.sentMail.findUnique({ where: { id } });
}
