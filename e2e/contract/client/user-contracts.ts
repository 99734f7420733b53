import assert from 'node:assert/strict';
import type { PayseraClient } from '#lib/paysera/client.ts';
import { scope } from '#lib/paysera/scopes.ts';
import type { TokenSession } from '#lib/paysera/token-session.ts';
import type { UserCriterion } from '#lib/paysera/users.ts';
import { type Bench, type Contract, digits, wallets } from './contract.ts';

/** A read of one part of a user, as that user, whose scope gives it. */
const part = (call: string, granted: string, read: (session: TokenSession) => Promise<void>): Contract => ({
  call,
  run: async ({ signIn }) => read(await signIn('ona', granted)),
});

export const userContracts: Contract[] = [
  {
    call: 'users.get',
    how: 'as the user: fields by scope',
    async run({ signIn }) {
      const all = [
        scope.email,
        scope.phone,
        scope.address,
        scope.dob,
        scope.gender,
        scope.identity,
        scope.identification_level,
        scope.wallet_list,
      ];
      const user = await (await signIn('ona', ...all.map(({ text }) => text), scope.user_info.text)).users.me();
      assert.deepEqual(
        [user.id, user.email, user.phone, user.dateOfBirth, user.gender],
        [201, 'ona@example.lt', '37060000201', '1985-01-01', 'female'],
      );
      assert.deepEqual([user.identity?.surname, user.identity?.code, user.address?.city], ['Petraitė', '48501010001', 'Vilnius']);
      assert.deepEqual(
        [user.identificationLevel, user.type, user.defaultCurrency, user.wallets],
        ['fully_identified', 'natural', 'EUR', [wallets.ona]],
      );
      const bare = await (await signIn('ona')).users.me();
      assert.deepEqual([bare.id, bare.email, bare.identity], [201, null, null]);
    },
  },
  {
    call: 'users.get',
    how: 'as the client, by what the user granted offline',
    async run({ client, steady, consent }) {
      const redirectUri = 'http://localhost:1/back';
      const url = steady.oauth.authorizationUrl({ redirectUri, state: 'S', scopes: [scope.email.offline.text] });
      const back = await consent('jonas', url);
      await steady.oauth.exchangeCode({ code: back.searchParams.get('code') ?? '', redirectUri });
      assert.equal((await client.users.get(202)).email, 'jonas@example.lt');
    },
  },
  {
    call: 'users.find',
    async run({ client }) {
      assert.equal((await client.users.find({ email: 'ona@example.lt' })).id, 201);
      assert.equal((await client.users.find({ phone: '37060000202' })).id, 202);
      assert.equal((await client.users.find({ personCode: { LT: '47807070003' } })).id, 203);
    },
  },
  part('users.email', scope.email.text, async ({ users }) => assert.equal(await users.email('me'), 'ona@example.lt')),
  part('users.phone', scope.phone.text, async ({ users }) => assert.equal(await users.phone('me'), '37060000201')),
  part('users.confirmedPhones', scope.phone_confirmation.text, async ({ users }) =>
    assert.deepEqual(await users.confirmedPhones('me'), ['37060000201']),
  ),
  part('users.address', scope.address.text, async ({ users }) => {
    const { country, city, street, postIndex } = await users.address('me');
    assert.deepEqual([country, city, street, postIndex], ['LT', 'Vilnius', 'Pilies g. 1', '01123']);
  }),
  part('users.identity', scope.full_name.text, async ({ users }) => {
    const { name, surname, code } = await users.identity('me');
    assert.deepEqual([name, surname, code], ['Ona', 'Petraitė', null]);
  }),
  {
    call: 'users.wallets',
    unseen: { inactive_included: 'no wallet of the local Paysera is inactive' },
    async run({ signIn }) {
      const { users } = await signIn('egle', scope.wallet_list.text);
      const list = await users.wallets('me', { includeInactive: true });
      assert.deepEqual(
        list.map(({ id }) => id),
        [wallets.egle, wallets.dollars, 14475],
      );
      assert.equal(list[0]?.account?.ownerDisplayName, 'Eglė Žukauskienė');
    },
  },
  part('users.politicallyExposed', scope.pep.text, async ({ users }) => assert.deepEqual(await users.politicallyExposed('me'), [])),
  {
    call: 'users.projects',
    async run({ signIn }) {
      const { users } = await signIn('rasa', scope.projects.text);
      const [project] = await users.projects('me', { fields: 'id,title' });
      assert.deepEqual([project?.id, project?.title !== null, project?.walletId], [100, true, null]);
    },
  },
  {
    call: 'userAccounts.register',
    unseen: {
      'credentials.type': 'password is the only one there is',
      'parameters.scopes[0]': 'the local Paysera does not keep the scopes of a registration',
    },
    async run({ client, steady, control }) {
      const phone = `3706${digits(7)}`;
      const credentials = { type: 'password', password: 'correct horse' } as const;
      const { id } = await client.userAccounts.register({ phone, locale: 'lt', credentials, scopes: [scope.email.text] });
      assert.equal((await steady.users.find({ phone })).id, id);
      const email = `u${phone}@example.lt`;
      await steady.userAccounts.changeEmail(id, email);
      await steady.userAccounts.confirmEmail(id, await contactCode(control, id, 'email'));
      const session = steady.withToken(
        await steady.oauth.passwordGrant({ username: email, password: 'correct horse', scopes: [scope.user_info.text] }),
      );
      assert.equal((await session.users.me()).locale, 'lt');
    },
  },
  ...(['phone', 'email'] as const).flatMap((contact): Contract[] => {
    const fresh = (steady: PayseraClient) => steady.userAccounts.register({ phone: `3706${digits(7)}` });
    const change = contact === 'phone' ? 'changePhone' : 'changeEmail';
    const confirm = contact === 'phone' ? 'confirmPhone' : 'confirmEmail';
    const value = () => (contact === 'phone' ? `3706${digits(7)}` : `u${digits(7)}@example.lt`);
    const findBy = (found: string) => (contact === 'phone' ? { phone: found } : { email: found }) as UserCriterion;
    return [
      {
        call: `userAccounts.${change}`,
        async run({ client, steady, control }) {
          const [{ id }, wanted] = [await fresh(steady), value()];
          await client.userAccounts[change](id, wanted);
          await steady.userAccounts[confirm](id, await contactCode(control, id, contact));
          assert.equal((await steady.users.find(findBy(wanted))).id, id);
        },
      },
      {
        call: `userAccounts.${confirm}`,
        async run({ client, steady, control }) {
          const [{ id }, wanted] = [await fresh(steady), value()];
          await steady.userAccounts[change](id, wanted);
          await client.userAccounts[confirm](id, await contactCode(control, id, contact));
          assert.equal((await steady.users.find(findBy(wanted))).id, id);
        },
      },
    ];
  }),
  {
    call: 'userAccounts.changePassword',
    async run({ client, steady, control }) {
      const { id } = await steady.userAccounts.register({ phone: `3706${digits(7)}` });
      const email = `u${digits(7)}@example.lt`;
      await steady.userAccounts.changeEmail(id, email);
      await steady.userAccounts.confirmEmail(id, await contactCode(control, id, 'email'));
      await client.userAccounts.changePassword(id, 'battery staple');
      await steady.oauth.passwordGrant({ username: email, password: 'battery staple' });
    },
  },
  {
    call: 'userAccounts.resetPassword',
    unseen: { email: 'the local Paysera sends nothing, whoever asks' },
    async run({ client }) {
      await client.userAccounts.resetPassword({ email: 'ona@example.lt' });
    },
  },
];

async function contactCode(control: Bench['control'], user: number, contact: string): Promise<string> {
  return String((await control('GET', `/contact-codes/${user}/${contact}`)).code);
}
