// What is shown when everything runs: where to look, who can log in, and how it ends.
import type { Paysera } from '../support/start-paysera.ts';

export type Card = { shop: string; desk: string; paysera: Paysera; database: string };

const people = [
  { name: 'Ona', email: 'ona@example.lt', pin: '1234', wallets: 'wallet 14471 with €500.00' },
  { name: 'Jonas', email: 'jonas@example.lt', pin: '2345', wallets: 'wallet 14472 with €20.00' },
  {
    name: 'Eglė',
    email: 'egle@example.lt',
    pin: '3456',
    wallets: 'wallets 14473 with €5,000.00, 14474 with $300.00, 14475 (her company) with €1,000.00',
  },
  { name: 'Rasa', email: 'rasa@example.lt', pin: '4567', wallets: 'wallet 14476 with €50.00; the owner of the shop, for the desk' },
];

export function jsonCard(card: Card): string {
  return JSON.stringify({ ready: true, ...card });
}

export function printedCard(card: Card): string {
  const logins = people.map(({ name, email, pin, wallets }) => `    ${name.padEnd(6)} ${email.padEnd(18)} PIN ${pin}   ${wallets}`);
  return [
    '',
    `  Kopa is open:  ${card.shop}`,
    `  Its desk:      ${card.desk}   (log in as Rasa)`,
    `  Paysera:       ${card.paysera.http}   (this machine stands in for paysera.com; no real money moves)`,
    '',
    "  Log in on Paysera's pages as",
    ...logins,
    '',
    '  Ctrl-C stops everything. The data stays; "npm run demo -- --fresh" starts over.',
    '',
  ].join('\n');
}
