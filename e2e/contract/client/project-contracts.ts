import assert from 'node:assert/strict';
import { createPayseraClient } from '#lib/paysera/client.ts';
import type { Location } from '#lib/paysera/project.ts';
import { type Contract, unique, wallets } from './contract.ts';

const place = {
  address: 'Naglių g. 4, Nida',
  latitude: 55.3,
  longitude: 21,
  radius: 50,
  more: { services: { pay: { available: true, categories: [2] } } },
};

async function find(items: AsyncIterable<Location>, wanted: number): Promise<Location[]> {
  const found: Location[] = [];
  for await (const item of items) if (item.id === wanted) found.push(item);
  return found;
}

export const projectContracts: Contract[] = [
  {
    call: 'projects.get',
    async run({ client }) {
      const project = await client.projects.get(100);
      assert.deepEqual([project.id, project.walletId, project.ownerDisplayName], [100, wallets.kopa, 'Kopa']);
    },
  },
  {
    call: 'projects.update',
    unseen: { wallet_id: 'the owner has one wallet, and it is the project’s already' },
    async run({ client, steady }) {
      const change = { title: unique('Kopa'), description: unique('Ceramics'), walletId: wallets.kopa };
      await client.projects.update(100, change);
      const { title, description, walletId } = await steady.projects.get(100);
      assert.deepEqual({ title, description, walletId }, change);
    },
  },
  {
    call: 'projects.createLocation',
    async run({ client, steady }) {
      const request = { ...place, title: unique('Nida'), description: 'by the sea', status: 'inactive', isPublic: true } as const;
      const { id } = await client.projects.createLocation(100, request);
      const made = (await steady.projects.locations(100)).find((one) => one.id === id) ?? assert.fail('not listed');
      const { title, address, description, latitude, longitude, radius, status, isPublic, services } = made;
      assert.deepEqual({ title, address, description, latitude, longitude, radius, status, isPublic, more: { services } }, request);
    },
  },
  {
    call: 'projects.locations',
    async run({ client, steady }) {
      const { id } = await steady.projects.createLocation(100, { ...place, title: unique('Nida') });
      assert.ok((await client.projects.locations(100)).some((one) => one.id === id));
    },
  },
  {
    call: 'projects.createMposCredentials',
    unseen: { project_id: 'the client’s main project stands for it' },
    async run({ client, steady }) {
      const made = await client.projects.createMposCredentials(100);
      const read = await steady.projects.mposCredentials(made.id);
      assert.deepEqual([read.username, read.projectId, read.password.reveal()], [made.username, 100, made.password.reveal()]);
    },
  },
  {
    call: 'projects.mposCredentials',
    async run({ client, steady }) {
      const made = await steady.projects.createMposCredentials(100);
      assert.equal((await client.projects.mposCredentials(made.id)).username, made.username);
    },
  },
  {
    call: 'locations.update',
    unseen: {
      lat: 'what is not said stays',
      lng: 'what is not said stays',
      radius: 'what is not said stays',
      address: 'what is not said stays',
      'services.*': 'what is not said stays',
    },
    async run({ client, steady }) {
      const { id } = await steady.projects.createLocation(100, { ...place, title: unique('Nida') });
      const title = unique('Preila');
      assert.equal(
        (await client.locations.update(id, { ...place, title, status: 'inactive', isPublic: false, description: 'quiet' })).title,
        title,
      );
      const { status, isPublic, description } =
        (await steady.projects.locations(100)).find((one) => one.id === id) ?? assert.fail('not listed');
      assert.deepEqual([status, isPublic, description], ['inactive', false, 'quiet']);
    },
  },
  {
    call: 'locations.list',
    how: 'page after page, with every filter',
    unseen: { limit: 'pages of any length hold it once', offset: 'a list without it would repeat its first page' },
    async run({ client, steady, control }) {
      const now = Number((await control('GET', '/clock')).now);
      const { id } = await steady.projects.createLocation(100, { ...place, title: unique('Nida') });
      const here = { latitude: place.latitude, longitude: place.longitude, distance: 100 };
      const filter = {
        near: here,
        statuses: ['active'],
        updatedAfter: new Date((now - 1) * 1000),
        payCategories: [2],
        services: ['pay'],
        limit: 2,
      } as const;
      assert.equal((await find(client.locations.list(filter), id)).length, 1);
      const others = [
        { near: { latitude: 54.6, longitude: 25.2, distance: 100 } },
        { near: { latitude: here.latitude + 0.01, longitude: here.longitude, distance: 100 } },
        { near: { ...here, longitude: 21.1 } },
        { statuses: ['inactive'] },
        { updatedAfter: new Date((now + 3600) * 1000) },
        { payCategories: [3] },
        { services: ['cash_in'] },
      ] as const;
      for (const other of others) assert.deepEqual(await find(client.locations.list(other), id), [], JSON.stringify(other));
      const far = { near: { latitude: here.latitude + 0.015, longitude: here.longitude, distance: 5000 } };
      assert.equal((await find(client.locations.list(far), id)).length, 1);
    },
  },
  {
    call: 'locations.ofClient',
    async run({ client, steady }) {
      const { id } = await steady.projects.createLocation(100, { ...place, title: unique('Nida') });
      assert.ok((await client.locations.ofClient()).some((one) => one.id === id));
    },
  },
  {
    call: 'locations.payCategories',
    async run({ client }) {
      assert.deepEqual((await client.locations.payCategories('lt')).slice(0, 2), [
        { id: 1, title: 'Parduotuvės', parentId: null },
        { id: 2, title: 'Keramika', parentId: 1 },
      ]);
    },
  },
  {
    call: 'clients.own',
    async run({ client }) {
      const own = await client.clients.own();
      assert.deepEqual([own.id, own.type, own.project?.id, own.credentials], [1, 'private_client', 100, null]);
      assert.ok(own.permissions.includes('use_wallet_api'));
      assert.deepEqual(own.hosts[0], {
        host: 'localhost',
        anyPort: true,
        anySubdomain: undefined,
        path: undefined,
        port: undefined,
        protocol: undefined,
      });
    },
  },
  {
    call: 'clients.get',
    async run({ client }) {
      assert.equal((await client.clients.get(2)).title, 'Kopa for phones');
    },
  },
  {
    call: 'clients.list',
    unseen: {
      limit: 'a first page of any length begins the same',
      project_id: 'the client has one project',
      offset: 'a list without it would repeat its first page',
    },
    async run({ client }) {
      const ids: number[] = [];
      for await (const { id } of client.clients.list({ projectId: 100, limit: 2 })) if (ids.push(id) === 3) break;
      assert.deepEqual(ids, [1, 2, 3]);
    },
  },
  {
    call: 'clients.create',
    unseen: { project_id: 'the client’s main project stands for it' },
    async run({ client, steady }) {
      const request = {
        title: unique('Till'),
        projectId: 100,
        hosts: [{ host: 'till.example', port: 8443, path: '/back', protocol: 'https', anyPort: true, anySubdomain: true }],
        permissions: ['use_wallet_api'],
        permissionsToWallets: [{ accountNumber: 'EVP0000000005000', scopes: ['balance'] }],
      } as const;
      const made = await client.clients.create(request);
      const read = await steady.clients.get(made.id);
      assert.deepEqual(
        [read.title, read.hosts, read.permissions, read.project?.id],
        [request.title, request.hosts, request.permissions, 100],
      );
      assert.deepEqual(read.permissionsToWallets, [{ wallet: wallets.kopa, scopes: ['balance'] }]);
      assert.ok(made.credentials && read.credentials === null);
    },
  },
  {
    call: 'clients.update',
    unseen: { project_id: 'the client’s main project stands for it' },
    async run({ client, steady }) {
      const { id } = await steady.clients.create({ title: unique('Till') });
      const title = unique('Kiosk');
      await client.clients.update(id, {
        title,
        projectId: 100,
        hosts: [{ host: 'kiosk.example' }],
        permissions: ['use_oauth_api'],
        permissionsToWallets: [{ walletId: wallets.kopa, scopes: ['statements'] }],
      });
      const read = await steady.clients.get(id);
      assert.deepEqual([read.title, read.hosts[0]?.host, read.permissions], [title, 'kiosk.example', ['use_oauth_api']]);
      assert.deepEqual(read.permissionsToWallets, [{ wallet: wallets.kopa, scopes: ['statements'] }]);
    },
  },
  {
    call: 'clients.permissionsToWallets',
    async run({ client, steady }) {
      const { id } = await steady.clients.create({
        title: unique('Till'),
        permissionsToWallets: [{ walletId: wallets.kopa, scopes: ['balance'] }],
      });
      assert.deepEqual(await client.clients.permissionsToWallets(id), [{ wallet: wallets.kopa, scopes: ['balance'] }]);
    },
  },
  {
    call: 'clients.configureTransfer',
    unseen: { clientId: 'the client itself stands for it' },
    async run({ client, steady }) {
      const { id } = await steady.clients.create({ title: unique('Till') });
      await client.clients.configureTransfer({ clientId: 1, appClientId: id, walletId: wallets.kopa });
      assert.deepEqual((await steady.clients.get(id)).permissionsToWallets, [{ wallet: wallets.kopa, scopes: ['initiate_transfers'] }]);
      assert.ok(!(await steady.clients.own()).permissionsToWallets.some(({ scopes }) => scopes.includes('initiate_transfers')));
    },
  },
  {
    call: 'clients.removeTransferConfiguration',
    async run({ client, steady }) {
      const { id } = await steady.clients.create({ title: unique('Till') });
      await steady.clients.configureTransfer({ clientId: 1, appClientId: id, walletId: wallets.kopa });
      await client.clients.removeTransferConfiguration(id);
      assert.deepEqual((await steady.clients.get(id)).permissionsToWallets, []);
    },
  },
  {
    call: 'clients.registerApp',
    as: 'application',
    async run({ client, optionsOf }) {
      const app = await client.clients.registerApp({ title: unique('Phone'), os: 'Android', model: 'Pixel', more: { os_version: '16' } });
      assert.equal(app.type, 'app_client');
      const { title, ...info } = app.raw.info as Record<string, string>;
      assert.deepEqual([title === app.title, info], [true, { os_version: '16', os: 'Android', model: 'Pixel' }]);
      const { clientId, macKey } = app.credentials ?? assert.fail('no credentials');
      const installed = createPayseraClient(optionsOf({ credentials: { kind: 'mac', clientId, macKey: macKey.reveal() } }));
      assert.equal((await installed.clients.own()).id, app.id);
      await installed.close();
    },
  },
];
