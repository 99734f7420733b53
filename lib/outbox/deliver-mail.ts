// Where mail leaves: by the shop's mail server, or, where none is set up, into the mailbox that the demo shows.
import type { Transporter } from 'nodemailer';
import { run } from '../db/statement.ts';
import type { Services } from '../services.ts';
import type { Mail } from './receipt.ts';

export type Letter = { id: string; orderId: string; to: string; mail: Mail };

const transports = new Map<string, Transporter>();

export async function deliverMail(s: Services, letter: Letter): Promise<void> {
  const { mail: settings } = s.env;
  if (settings) await sendBySmtp(s, settings, letter);
  await run(s.pool, settings ? markSent : keepInMailbox, [
    letter.id,
    s.clock.now(),
    letter.orderId,
    ...(settings ? [] : [letter.to, letter.mail.subject, letter.mail.plain, letter.mail.html]),
  ]);
}

/** The id of the message stays the same, so that a mail sent again after a crash is known to be the same one. */
async function sendBySmtp(s: Services, settings: { smtpUrl: string; from: string }, { id, to, mail }: Letter): Promise<void> {
  let transport = transports.get(settings.smtpUrl);
  if (!transport) {
    // Loaded by the first letter: a process that sends none starts without it.
    const { createTransport } = await import('nodemailer');
    transport = createTransport(settings.smtpUrl, { connectionTimeout: 5_000, socketTimeout: 10_000 } as object);
    transports.set(settings.smtpUrl, transport);
  }
  await transport.sendMail({
    messageId: `<${id}@${new URL(s.env.shopUrl).hostname}>`,
    from: settings.from,
    to: { name: '', address: to },
    subject: mail.subject,
    text: mail.plain,
    html: mail.html,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const diary = `INSERT INTO audit_event (at, order_id, kind, source, summary) SELECT $2, $3, 'receipt-sent', 'shop', 'Receipt sent' FROM sent`;
const sent = 'UPDATE outbox SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL RETURNING id';

const markSent = { name: 'outbox-mark-sent', text: `WITH sent AS (${sent}) ${diary}` };
const keepInMailbox = {
  name: 'outbox-keep-in-mailbox',
  text: `WITH sent AS (${sent}), kept AS (
      INSERT INTO sent_mail (id, recipient, subject, plain, html, sent_at) SELECT id, $4, $5, $6, $7, $2 FROM sent ON CONFLICT DO NOTHING
    ) ${diary}`,
};
