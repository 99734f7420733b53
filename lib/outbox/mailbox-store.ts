// What the demo's mailbox page shows: mail that would have left by a mail server.
import type { Services } from '../services.ts';

export type MailboxLetter = { id: string; recipient: string; subject: string; plain: string; html: string; sentAt: Date };

export async function listMailbox(s: Services, limit = 50): Promise<MailboxLetter[]> {
  return s.db.sentMail.findMany({ orderBy: { sentAt: 'desc' }, take: limit });
}

export async function readLetter(s: Services, id: string): Promise<MailboxLetter | null> {
  return s.db.sentMail.findUnique({ where: { id } });
}

/** The letter with this order's receipt, where it was kept. */
export async function findReceipt(s: Services, orderId: string): Promise<string | null> {
  const receipt = await s.db.outbox.findUnique({ where: { orderId_kind: { orderId, kind: 'receipt' } }, select: { id: true } });
  if (!receipt) return null;
  return (await s.db.sentMail.findUnique({ where: { id: receipt.id }, select: { id: true } }))?.id ?? null;
}
