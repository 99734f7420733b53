// What is shown when everything runs: where to look, who can log in, and how it ends.
import { egle, jonas, ona, type Person, rasa } from '../support/people.ts';
import type { Paysera } from '../support/start-paysera.ts';
import type { Balances } from './balances.ts';

export type Card = { shop: string; desk: string; paysera: Paysera; database: string };

const people: [Person, { wallets: number[]; company?: number; role?: string }][] = [
  [ona, { wallets: [14471] }],
  [jonas, { wallets: [14472] }],
  [egle, { wallets: [14473, 14474], company: 14475 }],
  [rasa, { wallets: [14476], role: 'owns the shop: log in as her for the desk' }],
];

export function jsonCard(card: Card): string {
  return JSON.stringify({ ready: true, ...card });
}

export function printedCard({ shop, desk, paysera }: Card, balances: Balances): string {
  const logins = people.map(([{ name, email, pin }, { wallets, company, role }]) => {
    const held = wallets.map((wallet) => `${wallet}: ${balances(wallet)}`);
    if (company) held.push(`${company}, her company's: ${balances(company)}`);
    if (role) held.push(role);
    return `    ${name.padEnd(6)} ${email.padEnd(18)} PIN ${pin}   wallet ${held.join(' · ')}`;
  });
  return [
    '',
    `  Kopa is open:  ${shop}`,
    `  Its desk:      ${desk}`,
    `  Its mailbox:   ${desk.replace(/orders$/, 'mailbox')}   (receipts, as they would be sent)`,
    `  Paysera:       ${paysera.http}   (this machine stands in for paysera.com; no real money moves)`,
    '',
    "  Log in on Paysera's pages as",
    ...logins,
    '',
    '  Ctrl-C stops everything. The data stays; "npm run demo -- --fresh" starts over.',
    '',
  ].join('\n');
}
