import { describe, expect, it } from 'vitest';
import { createHmac } from 'node:crypto';
import { AppError } from '#shared/errors';
import { addKey, sendOk, setFaults } from '../../support/practice-http';
import {
  connect,
  context,
  created,
  definition,
  formFor,
  keyNamed,
  keysOf,
  openedFrom,
  payloads,
  practice,
  refusal,
  secretOf,
  startCastellan,
  TestVault,
  view,
  type Castellan,
} from './harness';
import type { ClusterId } from '#shared/ids';
import type { ClusterForm } from '#shared/contract/clusters';

function create(
  { handlers }: Castellan,
  clusterId: ClusterId,
  confirmation: string | null = null,
): Promise<unknown> {
  return handlers['keys.create'](
    { clusterId, definition: definition({ description: 'Made' }), confirmation },
    context(),
  );
}

async function edit(castellan: Castellan, id: ClusterId, changes: Partial<ClusterForm>): Promise<void> {
  const { kind, name, connection, caPem, environment, readOnly } = await view(castellan, id);
  await castellan.handlers['clusters.update'](
    { id, kind, name, connection, caPem, environment, readOnly, ...changes },
    context(),
  );
}

const NOTHING_KNOWN = { names: null, users: [], organizations: [] };

describe('trying changed values of a cluster', () => {
  it('uses the stored credential, and stores and notes nothing', async () => {
    const server = await practice();
    const elsewhere = await practice();
    const castellan = await startCastellan();
    const before = await connect(castellan, server);
    const { id, kind, connection, caPem } = before;
    const there = await castellan.handlers['clusters.testStored']({ id, kind, connection, caPem }, context());
    expect(there).toMatchObject({ access: { level: 'admin' } });
    const hosts = [elsewhere.url];
    const refused = await refusal(
      castellan.handlers['clusters.testStored'](
        { id, kind, caPem, connection: { applicationId: elsewhere.applicationId, hosts } },
        context(),
      ),
    );
    expect(refused).toMatchObject({ code: 'CREDENTIAL_REFUSED' });
    await elsewhere.stop();
    const gone = await refusal(
      castellan.handlers['clusters.testStored'](
        { id, kind, caPem, connection: { ...connection, hosts } },
        context(),
      ),
    );
    expect(gone).toMatchObject({ code: 'UNREACHABLE' });
    expect(await view(castellan, id)).toEqual(before);
  });

  it('sends nothing while working offline', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id, kind, connection, caPem } = await connect(castellan, server);
    await castellan.handlers['clusters.setWorkOffline']({ id, workOffline: true }, context());
    const refused = await refusal(
      castellan.handlers['clusters.testStored']({ id, kind, connection, caPem }, context()),
    );
    expect(refused).toMatchObject({ code: 'OFFLINE' });
  });
});

describe('connecting a cluster', () => {
  it('verifies first, keeps the credential in the vault alone, and syncs', async () => {
    const server = await practice();
    await addKey(server, { acl: ['search'], description: 'One' });
    const castellan = await startCastellan();
    const { kind, connection, caPem, credential } = formFor(server);
    const tested = await castellan.handlers['clusters.test'](
      { kind, connection, caPem, credential },
      context(),
    );
    expect(tested).toMatchObject({ access: { level: 'admin' } });
    const cluster = await connect(castellan, server);
    expect(cluster).toMatchObject({
      name: 'shop',
      access: { level: 'admin' },
      credential: 'stored',
      network: { state: 'online' },
      keyCount: 2,
    });
    expect([...castellan.vault.entries.keys()].toSorted()).toEqual([
      `credential:${cluster.id}`,
      'data-key:profile',
    ]);
    expect(JSON.stringify(castellan.events)).not.toContain(server.adminKey);
    expect(payloads(castellan, 'clusters:changed').at(-1)).toEqual([cluster]);
  });

  it.each([
    ['a wrong key', { credential: 'f'.repeat(32) }, { code: 'CREDENTIAL_REFUSED', field: 'credential' }],
    [
      'a wrong application id',
      { connection: { applicationId: 'WRONG', hosts: [] } },
      { code: 'CREDENTIAL_REFUSED', field: 'credential' },
    ],
    [
      'plain http to another computer',
      { connection: { applicationId: 'A', hosts: ['http://search.example.com'] } },
      { code: 'VALIDATION', field: 'connection.hosts.0' },
    ],
    [
      'a certificate that cannot be read',
      { caPem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      { code: 'VALIDATION', field: 'caPem' },
    ],
  ])('stores nothing with %s, and names the field', async (_case, changes, expected) => {
    const server = await practice();
    const castellan = await startCastellan();
    const form = formFor(server, changes);
    const { hosts } = form.connection;
    const connection =
      Array.isArray(hosts) && hosts.length === 0
        ? { ...form.connection, hosts: [server.url] }
        : form.connection;
    const pending = castellan.handlers['clusters.connect']({ ...form, connection }, context());
    expect(await refusal(pending)).toMatchObject(expected);
    expect(await castellan.handlers['clusters.list']({}, context())).toEqual([]);
    expect([...castellan.vault.entries.keys()]).not.toContainEqual(expect.stringContaining('credential:'));
  });

  it('refuses a name that is taken', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    await connect(castellan, server);
    const again = castellan.handlers['clusters.connect'](formFor(server, { name: 'SHOP' }), context());
    expect(await refusal(again)).toMatchObject({ code: 'NAME_TAKEN', field: 'name' });
  });

  it('stores nothing when the vault cannot be used, until the user chooses memory', async () => {
    const server = await practice();
    const vault = new TestVault();
    vault.trouble = 'locked';
    const castellan = await startCastellan({ vault });
    const pending = castellan.handlers['clusters.connect'](formFor(server), context());
    expect(await refusal(pending)).toMatchObject({ code: 'VAULT_LOCKED' });
    expect(await castellan.handlers['clusters.list']({}, context())).toEqual([]);
    await castellan.handlers['vault.useMemoryOnly']({ memoryOnly: true }, context());
    expect(await connect(castellan, server)).toMatchObject({ credential: 'memory' });
    expect(vault.entries.size).toBe(0);
  });

  it('takes the credential out of the vault again when the cluster cannot be stored', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const controller = new AbortController();
    const set = castellan.vault.set;
    Object.assign(castellan.vault, {
      set: async (...args: Parameters<typeof set>) => {
        await set(...args);
        controller.abort(new AppError('CANCELLED', 'The action was cancelled.'));
      },
    });
    const pending = castellan.handlers['clusters.connect'](formFor(server), context(controller.signal));
    expect(await refusal(pending)).toMatchObject({ code: 'CANCELLED' });
    expect([...castellan.vault.entries.keys()]).toEqual(['data-key:profile']);
    expect(await castellan.handlers['clusters.list']({}, context())).toEqual([]);
  });
});

describe('a credential that is not the admin key', () => {
  it('is connected as limited, with what it may do and why not more', async () => {
    const server = await practice();
    const credential = await addKey(server, { acl: ['search', 'browse'] });
    const castellan = await startCastellan();
    const cluster = await connect(castellan, server, { credential });
    expect(cluster.access).toMatchObject({ level: 'limited', permissions: ['search', 'browse'] });
    expect(cluster.network).toEqual({ state: 'online' });
    expect(cluster.keyCount).toBe(0);
    expect(await refusal(create(castellan, cluster.id))).toMatchObject({
      code: 'CREDENTIAL_LIMITED',
      remedy: expect.stringContaining('admin key'),
    });
    expect(await castellan.handlers['clusters.resources']({ id: cluster.id }, context())).toEqual(
      NOTHING_KNOWN,
    );
  });

  it('is connected as limited when it is a secured key, and refused once that has expired', async () => {
    const server = await practice();
    const parent = await addKey(server, { acl: ['search'] });
    const secured = (validUntil: number): string => {
      const query = `validUntil=${validUntil}`;
      const mac = createHmac('sha256', parent).update(query).digest('hex');
      return Buffer.from(mac + query).toString('base64');
    };
    const castellan = await startCastellan();
    const now = Math.floor(Date.now() / 1000);
    const cluster = await connect(castellan, server, { credential: secured(now + 3600) });
    expect(cluster.access.level).toBe('limited');
    const expired = formFor(server, { name: 'other', credential: secured(now - 60) });
    expect(await refusal(castellan.handlers['clusters.connect'](expired, context()))).toMatchObject({
      code: 'CREDENTIAL_REFUSED',
      field: 'credential',
    });
  });

  it('is replaced in place by one that is, with everything kept', async () => {
    const server = await practice();
    const credential = await addKey(server, { acl: ['search'] });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server, { credential });
    await castellan.handlers['clusters.replaceCredential']({ id, credential: server.adminKey }, context());
    await castellan.handlers['sync.start']({ id }, context());
    expect(await view(castellan, id)).toMatchObject({ access: { level: 'admin' }, keyCount: 2 });
  });
});

describe('a credential that was revoked', () => {
  it('shows in the state of the cluster, and is replaced in place with cache and history kept', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Kept' });
    castellan.vault.entries.set(`credential:${id}`, 'e'.repeat(32));
    expect(await refusal(castellan.handlers['sync.start']({ id }, context()))).toMatchObject({
      code: 'CREDENTIAL_REFUSED',
    });
    expect((await view(castellan, id)).network).toMatchObject({
      state: 'offline',
      code: 'CREDENTIAL_REFUSED',
    });
    expect(await keyNamed(castellan, id, 'Kept')).toEqual(record);
    const wrong = castellan.handlers['clusters.replaceCredential'](
      { id, credential: 'd'.repeat(32) },
      context(),
    );
    expect(await refusal(wrong)).toMatchObject({ code: 'CREDENTIAL_REFUSED' });
    expect(castellan.vault.entries.get(`credential:${id}`)).toBe('e'.repeat(32));
    await castellan.handlers['clusters.replaceCredential']({ id, credential: server.adminKey }, context());
    await castellan.handlers['sync.start']({ id }, context());
    expect((await view(castellan, id)).network).toEqual({ state: 'online' });
    expect(
      await castellan.handlers['keys.history']({ clusterId: id, ref: record.ref }, context()),
    ).toHaveLength(1);
  });

  it('is told as missing when the vault has none, and as unknown when the vault cannot tell', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    castellan.vault.entries.delete(`credential:${id}`);
    expect(await refusal(castellan.handlers['sync.start']({ id }, context()))).toMatchObject({
      code: 'CREDENTIAL_MISSING',
    });
    expect((await view(castellan, id)).credential).toBe('missing');
    castellan.vault.trouble = 'locked';
    expect(await refusal(castellan.handlers['sync.start']({ id }, context()))).toMatchObject({
      code: 'VAULT_LOCKED',
    });
    expect((await view(castellan, id)).credential).toBe('unknown');
  });
});

describe('what may not be changed', () => {
  it('is a read-only cluster: nothing is sent, everything is readable', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Kept' });
    await edit(castellan, id, { readOnly: true });
    expect(await refusal(create(castellan, id))).toMatchObject({ code: 'READ_ONLY' });
    const key = { clusterId: id, ref: record.ref, confirmation: null };
    expect(await refusal(castellan.handlers['keys.remove'](key, context()))).toMatchObject({
      code: 'READ_ONLY',
    });
    expect(await refusal(castellan.handlers['keys.restore'](key, context()))).toMatchObject({
      code: 'READ_ONLY',
    });
    expect(await castellan.handlers['sync.start']({ id }, context())).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
    });
    expect(await secretOf(castellan, record)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is a cluster that the user works offline with, and nothing at all is sent to it', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Kept' });
    await castellan.handlers['clusters.setWorkOffline']({ id, workOffline: true }, context());
    await setFaults(server, { rules: [{ fault: 'status', status: 500 }] });
    const key = { clusterId: id, ref: record.ref };
    for (const pending of [
      create(castellan, id),
      castellan.handlers['sync.start']({ id }, context()),
      castellan.handlers['keys.try']({ ...key, resource: 'blog', text: '' }, context()),
    ]) {
      expect(await refusal(pending)).toMatchObject({ code: 'OFFLINE' });
    }
    expect(await castellan.handlers['clusters.resources']({ id }, context())).toEqual(NOTHING_KNOWN);
    expect((await keysOf(castellan, id)).map(({ label }) => label)).toContain('Kept');
    await setFaults(server, {});
    await castellan.handlers['clusters.setWorkOffline']({ id, workOffline: false }, context());
    await expect.poll(async () => (await view(castellan, id)).network.state).toBe('online');
  });

  it('is refused where the network is gone, with what happened and everything readable', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    await created(castellan, id, { description: 'Kept' });
    const { port } = new URL(server.url);
    await server.stop();
    const error = await refusal(create(castellan, id));
    expect(error).toMatchObject({
      code: 'UNREACHABLE',
      message: `Cannot reach shop: connection refused (127.0.0.1:${port}).`,
    });
    expect((await view(castellan, id)).network).toMatchObject({ state: 'offline', code: 'UNREACHABLE' });
    expect((await keysOf(castellan, id)).map(({ label }) => label)).toContain('Kept');
  });

  it('is a spec with an error, before anything is sent', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const past = castellan.handlers['keys.create'](
      { clusterId: id, definition: definition({ expiresAt: Date.now() - 1000 }), confirmation: null },
      context(),
    );
    expect(await refusal(past)).toMatchObject({ code: 'VALIDATION', field: 'expiresAt' });
  });
});

describe('an action that has to be confirmed', () => {
  it('is refused without its token, and a token is good for one action on one target, once', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server, { environment: 'production' });
    expect(await refusal(create(castellan, id))).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
    const ask = async (
      action: 'create-key' | 'update-key' | 'remove-key',
      target: string | null,
      typed: string | null = null,
    ): Promise<string> =>
      (await castellan.handlers['confirmations.request']({ clusterId: id, action, target, typed }, context()))
        .token;

    const token = await ask('create-key', null);
    const outcome = await castellan.handlers['keys.create'](
      { clusterId: id, definition: definition({ description: 'One' }), confirmation: token },
      context(),
    );
    if (outcome.outcome !== 'done') throw new Error('The key was not made.');
    expect(await refusal(create(castellan, id, token))).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });

    const { ref } = outcome.record;
    const remove = (confirmation: string | null): Promise<unknown> =>
      castellan.handlers['keys.remove']({ clusterId: id, ref, confirmation }, context());
    expect(await refusal(ask('remove-key', ref))).toMatchObject({ code: 'VALIDATION', field: 'typed' });
    expect(await refusal(ask('remove-key', ref, 'other'))).toMatchObject({ code: 'VALIDATION' });
    const another = await ask('remove-key', 'f'.repeat(64), 'shop');
    for (const wrong of [null, another, await ask('update-key', ref), 'made-up']) {
      expect(await refusal(remove(wrong))).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
    }
    expect(await remove(await ask('remove-key', ref, 'shop'))).toMatchObject({ outcome: 'done' });
  });

  it('keeps its token when the key turns out to have changed, and nothing was sent', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Shared' });
    await edit(castellan, id, { environment: 'production' });
    const secret = await secretOf(castellan, record);
    await sendOk(server, { method: 'PUT', path: `/1/keys/${secret}`, body: { acl: ['browse'] } });
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'update-key', target: record.ref, typed: null },
      context(),
    );
    const input = {
      clusterId: id,
      ref: record.ref,
      definition: definition({ description: 'Ours' }),
      opened: openedFrom(record),
      confirmation: token,
    };
    const first = await castellan.handlers['keys.update']({ ...input, overwrite: false }, context());
    expect(first.outcome).toBe('changed');
    const second = await castellan.handlers['keys.update']({ ...input, overwrite: true }, context());
    expect(second.outcome).toBe('done');
  });
});

describe('removing a cluster', () => {
  it('takes its rows and its vault entry, and leaves the cluster itself alone', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    await created(castellan, id, { description: 'Stays there' });
    expect(
      await refusal(castellan.handlers['clusters.remove']({ id, confirmation: 'x' }, context())),
    ).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
    });
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-cluster', target: null, typed: null },
      context(),
    );
    await castellan.handlers['clusters.remove']({ id, confirmation: token }, context());
    expect(await castellan.handlers['clusters.list']({}, context())).toEqual([]);
    expect([...castellan.vault.entries.keys()]).toEqual(['data-key:profile']);
    expect(await refusal(keysOf(castellan, id))).toMatchObject({ code: 'NOT_FOUND' });
    const { keys } = await sendOk(server, { path: '/1/keys' });
    expect(keys).toHaveLength(2);
  });

  it('is not kept by a vault that cannot be reached: the user is told what stays there', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    castellan.vault.trouble = 'unavailable';
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-cluster', target: null, typed: null },
      context(),
    );
    await castellan.handlers['clusters.remove']({ id, confirmation: token }, context());
    expect(await castellan.handlers['clusters.list']({}, context())).toEqual([]);
    const [notice] = await castellan.handlers['app.notices']({}, context());
    expect(notice).toMatchObject({ severity: 'warning', message: expect.stringContaining('shop') });
    await castellan.handlers['app.dismissNotice']({ id: notice?.id ?? '' }, context());
    expect(await castellan.handlers['app.notices']({}, context())).toEqual([]);
  });
});

describe('the order of clusters', () => {
  it('is stored as given, and refused when it does not name every cluster once', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const a = await connect(castellan, server, { name: 'a' });
    const b = await connect(castellan, server, { name: 'b' });
    await castellan.handlers['clusters.reorder']({ ids: [b.id, a.id] }, context());
    const names = (await castellan.handlers['clusters.list']({}, context())).map(({ name }) => name);
    expect(names).toEqual(['b', 'a']);
    for (const ids of [[a.id], [a.id, a.id], []]) {
      expect(await refusal(castellan.handlers['clusters.reorder']({ ids }, context()))).toMatchObject({
        code: 'VALIDATION',
      });
    }
  });
});
