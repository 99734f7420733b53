/** What a world starts with: the shape of a seed file, and the default that tests rely on. */
import type { Account, Client, Project, User, Wallet } from './records.ts';
import { ibanOf } from './register-user.ts';

export type Seed = {
  users: User[];
  accounts: Account[];
  wallets: Wallet[];
  projects: Project[];
  clients: Client[];
  /** Opening balances in cents, by wallet and currency. */
  balances: { wallet: number; currency: string; cents: number }[];
  /** The port clients sign when a proxy hides the real one. */
  publicPort?: number;
};

const everyPermission = [
  'show_in_frame',
  'give_trusted_user_info',
  'use_password_grant',
  'accept_with_flash',
  'accept_with_pin',
  'access_statements',
  'search_by_person_code',
  'use_wallet_api',
  'use_client_api',
  'use_oauth_api',
  'provide_registration_parameters',
];

function person(id: number, name: string, surname: string, more: Partial<User>): User {
  return {
    id,
    type: 'natural',
    displayName: `${name} ${surname}`,
    name,
    surname,
    level: 'fully_identified',
    nationality: 'LT',
    locale: 'lt',
    ...more,
  };
}

function account(id: number, ownerId: number, operators: number[], description: string): Account {
  const digits = String(id).padStart(13, '0');
  return {
    number: `EVP${digits}`,
    ownerId,
    ibans: [ibanOf(digits)],
    type: 'local',
    status: 'active',
    description,
    operators,
  };
}

export const defaultSeed: Seed = {
  users: [
    person(201, 'Ona', 'Petraitė', {
      email: 'ona@example.lt',
      pin: '1234',
      phone: '37060000201',
      code: '48501010001',
      dob: '1985-01-01',
      gender: 'female',
      address: { country: 'LT', city: 'Vilnius', street: 'Pilies g. 1', post_index: '01123' },
    }),
    person(202, 'Jonas', 'Kazlauskas', {
      email: 'jonas@example.lt',
      pin: '2345',
      phone: '37060000202',
      code: '39003030002',
      dob: '1990-03-03',
      gender: 'male',
      level: 'identified',
      address: { country: 'LT', city: 'Kaunas', street: 'Laisvės al. 20', post_index: '44240' },
    }),
    person(203, 'Eglė', 'Žukauskienė', {
      email: 'egle@example.lt',
      pin: '3456',
      phone: '37060000203',
      code: '47807070003',
      dob: '1978-07-07',
      gender: 'female',
      address: { country: 'LT', city: 'Klaipėda', street: 'Tiltų g. 3', post_index: '91246' },
    }),
    person(301, 'Rasa', 'Kopaitė', {
      email: 'rasa@example.lt',
      pin: '4567',
      phone: '37060000301',
      code: '48811110004',
      dob: '1988-11-11',
      gender: 'female',
      address: { country: 'LT', city: 'Nida', street: 'Naglių g. 4', post_index: '93124' },
    }),
    {
      id: 300,
      type: 'legal',
      displayName: 'Kopa',
      email: 'shop@kopa.example.lt',
      companyCode: '300000300',
      level: 'fully_identified',
      locale: 'lt',
    },
    {
      id: 302,
      type: 'legal',
      displayName: 'Molis',
      email: 'studio@molis.example.lt',
      companyCode: '300000302',
      level: 'fully_identified',
      locale: 'lt',
    },
    {
      id: 303,
      type: 'legal',
      displayName: 'Žuvėdra',
      email: 'office@zuvedra.example.lt',
      companyCode: '300000303',
      level: 'fully_identified',
      locale: 'lt',
    },
  ],
  accounts: [
    account(5000, 300, [301], 'Kopa, shop'),
    account(5001, 302, [], 'Molis, studio'),
    account(14471, 201, [201], 'Everyday'),
    account(14472, 202, [202], 'Everyday'),
    account(14473, 203, [203], 'Everyday'),
    account(14474, 203, [203], 'Dollars'),
    account(14475, 303, [203], 'Žuvėdra, purchases'),
    account(14476, 301, [301], 'Everyday'),
  ],
  wallets: [
    { id: 5000, userId: 300, accountNumber: 'EVP0000000005000' },
    { id: 5001, userId: 302, accountNumber: 'EVP0000000005001' },
    { id: 14471, userId: 201, accountNumber: 'EVP0000000014471', barcode: '9900000014471' },
    { id: 14472, userId: 202, accountNumber: 'EVP0000000014472', barcode: '9900000014472' },
    { id: 14473, userId: 203, accountNumber: 'EVP0000000014473', barcode: '9900000014473' },
    { id: 14474, userId: 203, accountNumber: 'EVP0000000014474' },
    { id: 14475, userId: 303, accountNumber: 'EVP0000000014475' },
    { id: 14476, userId: 301, accountNumber: 'EVP0000000014476' },
  ],
  projects: [{ id: 100, title: 'Kopa', description: 'Ceramics, linen, coffee and print', ownerId: 300, walletId: 5000 }],
  clients: [
    {
      id: 1,
      macId: 'wkVd93h2uS',
      macKey: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU',
      type: 'private_client',
      title: 'Kopa',
      permissions: everyPermission,
      hosts: [
        { host: 'localhost', any_port: true },
        { host: '127.0.0.1', any_port: true },
      ],
      projectId: 100,
      projectIds: [100],
      permissionsToWallets: [{ wallet: 5000, scopes: ['balance', 'statements'] }],
      certificateFingerprints: [],
    },
  ],
  balances: [
    { wallet: 14471, currency: 'EUR', cents: 50_000 },
    { wallet: 14472, currency: 'EUR', cents: 2_000 },
    { wallet: 14473, currency: 'EUR', cents: 500_000 },
    { wallet: 14474, currency: 'USD', cents: 30_000 },
    { wallet: 14475, currency: 'EUR', cents: 100_000 },
    { wallet: 14476, currency: 'EUR', cents: 5_000 },
  ],
};
