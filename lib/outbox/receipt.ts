// The receipt as a mail, plain and HTML: what was bought, what was paid, where to find it again. Pure.
import { formatMoney } from '../money/format-money.ts';
import type { Money } from '../money/money.ts';

export type ReceiptFacts = {
  shopName: string;
  shopUrl: string;
  timeZone: string;
  orderNumber: number;
  orderUrl: string;
  paidAt: Date;
  /** The money went back before this letter left. */
  givenBack: boolean;
  total: Money;
  lines: { title: string; option: string | null; quantity: number; lineTotal: Money }[];
};
export type Mail = { subject: string; plain: string; html: string };

export function receiptMail(facts: ReceiptFacts): Mail {
  const paidAt = timeFormat(facts.timeZone).format(facts.paidAt);
  const lines = facts.lines.map((line) => ({
    name: `${line.quantity} × ${line.title}${line.option ? `, ${line.option}` : ''}`,
    total: formatMoney(line.lineTotal),
  }));
  const subject = `Receipt for order ${facts.orderNumber} · ${facts.shopName}`;
  const collecting = facts.givenBack
    ? 'The money was given back since; nothing waits for you in the shop.'
    : 'Collect it in the shop; we keep it for you.';
  const plain = [
    `Thank you. Your order ${facts.orderNumber} ${facts.givenBack ? 'was' : 'is'} paid.`,
    '',
    ...lines.map((line) => `${line.name}   ${line.total}`),
    `Total   ${formatMoney(facts.total)}`,
    '',
    `Paid ${paidAt} (${facts.timeZone}) with Paysera.`,
    collecting,
    '',
    `Your order: ${facts.orderUrl}`,
    '',
    facts.shopName,
    facts.shopUrl,
  ].join('\n');
  return { subject, plain, html: htmlOf(facts, { subject, lines, paidAt, collecting }) };
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept, for making one costs more than the rest of a receipt. */
function timeFormat(timeZone: string): Intl.DateTimeFormat {
  let format = timeFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone });
    timeFormats.set(timeZone, format);
  }
  return format;
}

type Words = { subject: string; lines: { name: string; total: string }[]; paidAt: string; collecting: string };

function htmlOf(facts: ReceiptFacts, { subject, lines, paidAt, collecting }: Words): string {
  const row = (name: string, total: string, style: string) =>
    `<tr><td style="padding:6px 0;${style}">${escapeHtml(name)}</td><td style="padding:6px 0;text-align:right;white-space:nowrap;${style}">${escapeHtml(total)}</td></tr>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f7f4ee;color:#23211d;font:16px/1.6 system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px 20px">
<p style="font-size:22px;margin:0 0 20px">${escapeHtml(facts.shopName)}</p>
<h1 style="font-size:22px;font-weight:600;margin:0 0 8px">Thank you. Order ${facts.orderNumber} ${facts.givenBack ? 'was' : 'is'} paid.</h1>
<p style="margin:0 0 20px">Paid ${escapeHtml(paidAt)} (${escapeHtml(facts.timeZone)}) with Paysera. ${escapeHtml(collecting)}</p>
<table style="width:100%;border-collapse:collapse" role="presentation">
${lines.map((line) => row(line.name, line.total, 'border-bottom:1px solid #ddd6c9')).join('\n')}
${row('Total', formatMoney(facts.total), 'font-weight:600')}
</table>
<p style="margin:24px 0"><a href="${escapeHtml(facts.orderUrl)}" style="color:#0f5f63">See your order</a></p>
</div></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
