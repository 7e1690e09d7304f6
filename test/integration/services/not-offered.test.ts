import { describe, expect, it, onTestFinished } from 'vitest';
import type { ClusterView } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { defaultSpec } from '#shared/kinds/algorithmia/index';
import { algorithmiaSpecSchema, type AlgorithmiaSpec, type Owner } from '#shared/kinds/algorithmia/spec';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  askOk,
  keysAt,
  switchSettings,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';
import { tempProfile } from '../../support/temp-profile';
import {
  context,
  keyNamed,
  keysOf,
  operationsIn,
  refusal,
  startCastellan,
  TestVault,
  view,
  type Castellan,
} from './harness';

const ANN: Owner = { sort: 'user', user: 'ann' };
const ACME: Owner = { sort: 'organization', organization: 'acme' };
const LATER_MS = 5 * 60_000;

interface World {
  readonly server: AlgorithmiaPractice;
  readonly castellan: Castellan;
  readonly id: ClusterId;
  readonly folder: string;
  readonly vault: TestVault;
}

/** A cluster with a user, an organization and a key of each, connected and synced. */
async function world(): Promise<World> {
  const server = await algorithmiaHere();
  onTestFinished(() => server.stop());
  await addUser(server, 'ann');
  await addOrganization(server, 'acme');
  await addUserKey(server, 'ann', {}, 'of ann');
  const folder = tempProfile();
  const vault = new TestVault();
  const castellan = await startCastellan({ folder, vault });
  const { id } = await castellan.handlers['clusters.connect'](
    {
      kind: 'algorithmia',
      name: 'algo',
      environment: 'development',
      connection: { baseUrl: server.url },
      caPem: null,
      readOnly: false,
      credential: server.adminKey,
    },
    context(),
  );
  await sync(castellan, id);
  await create(castellan, id, ACME, 'of acme');
  return { server, castellan, id, folder, vault };
}

async function sync({ handlers }: Castellan, id: ClusterId) {
  return handlers['sync.start']({ id }, context());
}

function definition(owner: Owner, key_label: string): { kind: 'algorithmia'; spec: AlgorithmiaSpec } {
  return { kind: 'algorithmia', spec: { ...defaultSpec, owner, key_label } };
}

async function create({ handlers }: Castellan, clusterId: ClusterId, owner: Owner, label: string) {
  return handlers['keys.create'](
    { clusterId, definition: definition(owner, label), confirmation: null },
    context(),
  );
}

async function rename({ handlers }: Castellan, record: KeyRecord, key_label: string) {
  const spec = algorithmiaSpecSchema.parse(record.spec);
  const { clusterId, ref } = record;
  return handlers['keys.update'](
    {
      clusterId,
      ref,
      definition: { kind: 'algorithmia', spec: { ...spec, key_label } },
      opened: { kind: 'algorithmia', spec },
      overwrite: false,
      confirmation: null,
    },
    context(),
  );
}

async function refusalsOf({ castellan, id }: World): Promise<ClusterView['notOffered']> {
  return (await view(castellan, id)).notOffered;
}

async function ended({ castellan, folder, vault, id }: World) {
  await castellan.stop();
  return operationsIn(folder, vault, id)[0];
}

describe('a cluster without calls for single keys', () => {
  it('is known as such once a change was refused, over restarts, until one works', async () => {
    const here = await world();
    const { server, castellan, id, folder, vault } = here;
    const record = await keyNamed(castellan, id, 'of ann');
    const rules = [{ fault: 'status', status: 405, method: 'PUT' }];
    await askOk(server, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
    const refused = await refusal(rename(castellan, record, 'renamed'));
    expect([refused.code, await refusalsOf(here)]).toEqual(['NOT_OFFERED', ['update']]);
    await castellan.stop();

    const later = await startCastellan({ folder, vault });
    expect((await view(later, id)).notOffered).toEqual(['update']);
    await askOk(server, { method: 'DELETE', path: '/__practice__/faults' });
    expect(await rename(later, record, 'renamed')).toMatchObject({ outcome: 'done' });
    expect((await view(later, id)).notOffered).toEqual([]);
  });

  it('is known as such by its list, and asked again when the user syncs', async () => {
    const here = await world();
    await switchSettings(here.server, { keysById: false });
    await sync(here.castellan, here.id);
    expect(await refusalsOf(here)).toEqual(['update', 'remove', 'rotate']);
    await switchSettings(here.server, { keysById: true });
    await sync(here.castellan, here.id);
    expect(await refusalsOf(here)).toEqual([]);
  });

  it('stays known as such after a sync that nobody asked for', async () => {
    const here = await world();
    await switchSettings(here.server, { keysById: false });
    await sync(here.castellan, here.id);
    await switchSettings(here.server, { keysById: true });
    await here.castellan.stop();
    const castellan = await startCastellan({ folder: here.folder, vault: here.vault });
    await expect.poll(async () => (await view(castellan, here.id)).network.state).toBe('online');
    expect((await view(castellan, here.id)).notOffered).toEqual(['update', 'remove', 'rotate']);
  });
});

describe('a cluster that keeps the keys of users for sessions', () => {
  it('is synced without them: they are not taken for gone, and the view says so', async () => {
    const here = await world();
    const { castellan, server, id } = here;
    await switchSettings(server, { userKeys: 'session' });
    const [{ key_id } = { key_id: '' }] = await keysAt(server, '/v1/organizations/acme/keys');
    await askOk(server, { method: 'DELETE', path: `/v1/organizations/acme/keys/${key_id}` });
    expect(await sync(castellan, id)).toEqual({ added: 0, changed: 0, gone: 1 });
    expect(await view(castellan, id)).toMatchObject({ network: { state: 'online' }, unlisted: ['users'] });
    expect(await keyNamed(castellan, id, 'of ann')).toMatchObject({ state: 'present' });
    expect(await keyNamed(castellan, id, 'of acme')).toMatchObject({ state: 'gone' });

    await switchSettings(server, { userKeys: 'admin' });
    await sync(castellan, id);
    expect((await view(castellan, id)).unlisted).toEqual([]);
  });

  it('refuses a new one at its owner, which is remembered until one can be made', async () => {
    const here = await world();
    const { castellan, server, id } = here;
    await switchSettings(server, { userKeys: 'session' });
    const refused = await refusal(create(castellan, id, ANN, 'new'));
    expect([refused.code, refused.field]).toEqual(['NOT_OFFERED', 'owner']);
    expect(await refusalsOf(here)).toEqual(['createUserKey']);
    expect(await create(castellan, id, ACME, 'new')).toMatchObject({ outcome: 'done', settled: true });
    expect(await refusalsOf(here)).toEqual(['createUserKey']);
    await switchSettings(server, { userKeys: 'admin' });
    expect(await create(castellan, id, ANN, 'new too')).toMatchObject({ outcome: 'done' });
    expect(await refusalsOf(here)).toEqual([]);
    expect((await ended(here))?.state).toBe('done');
  });

  it('refuses to change one, and the key stays as it is known', async () => {
    const { castellan, server, id } = await world();
    await switchSettings(server, { userKeys: 'session' });
    const record = await keyNamed(castellan, id, 'of ann');
    expect((await refusal(rename(castellan, record, 'x'))).message).toContain('does not list keys of users');
    expect((await keysOf(castellan, id)).map(({ label }) => label)).toContain('of ann');
  });

  it.each([
    [ANN, { state: 'unknown', result: 'no-answer' }, /does not list keys like this one/],
    [ACME, { state: 'failed', result: 'not-found-by-reading' }, /The next sync looks again/],
  ])(
    'a create without an answer, for %j, is given up only where reading proves it',
    async (owner, end, said) => {
      const here = await world();
      const { castellan, server, id, folder, vault } = here;
      await switchSettings(server, { userKeys: 'session' });
      const rules = [{ fault: 'drop', when: 'before-handling', method: 'POST' }];
      await askOk(server, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
      expect(await create(castellan, id, owner, 'lost')).toMatchObject({
        outcome: 'unknown',
        message: expect.stringMatching(said),
      });
      await castellan.stop();
      const later = await startCastellan({ folder, vault, clock: () => Date.now() + LATER_MS });
      await sync(later, id);
      expect(await ended({ ...here, castellan: later })).toMatchObject(end);
    },
  );
});
