import { describe, expect, it } from 'vitest';
import { createNodeTransport } from '#electron/clusters/node-transport';
import type { Transport, TransportRequest } from '#electron/clusters/transport';
import { accountTarget } from '#shared/contract/people';
import { addUser, askOk, keysAt, type AlgorithmiaPractice } from '../../support/practice-algorithmia';
import { tempProfile } from '../../support/temp-profile';
import { algorithmScene, annsKey, makeKey, rotate } from './algorithms';
import { context, keyNamed, keysOf, operationsIn, refusal, secretOf, TestVault, view } from './harness';

type Request = Pick<TransportRequest, 'method' | 'url'>;

/** A transport that holds requests back, before they leave or before their answer comes in, until they are let go. */
class GatedTransport implements Transport {
  private readonly real = createNodeTransport();
  private waiting: (() => void)[] = [];
  private gate: { readonly fits: (request: Request) => boolean; readonly after: boolean } | null = null;
  readonly sent: Request[] = [];

  holdBefore(fits: (request: Request) => boolean): void {
    this.gate = { fits, after: false };
  }

  holdAnswer(fits: (request: Request) => boolean): void {
    this.gate = { fits, after: true };
  }

  get held(): number {
    return this.waiting.length;
  }

  letGo(): void {
    this.gate = null;
    for (const go of this.waiting) go();
    this.waiting = [];
  }

  readonly send: Transport['send'] = async (request) => {
    const gate = this.gate?.fits(request) === true ? this.gate : null;
    if (gate?.after === false) await this.turn();
    this.sent.push(request);
    const answer = await this.real.send(request);
    if (gate?.after === true) await this.turn();
    return answer;
  };

  private turn(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

const isListOfKeys = ({ method, url }: Request): boolean =>
  method === 'GET' && url.endsWith('/v1/users/ann/keys');
const isRotation = ({ url }: Request): boolean => url.endsWith('/rotate');

async function scene(options: { readonly folder?: string; readonly vault?: TestVault } = {}) {
  const transport = new GatedTransport();
  return { ...(await algorithmScene({ ...options, transport })), transport };
}

async function adminKey(server: AlgorithmiaPractice): Promise<string> {
  const body = { key_type: 'PlatformAdminKey', key_label: 'Next admin' };
  await askOk(server, { method: 'POST', path: '/v1/users/ann/keys', body });
  const keys = await keysAt(server, '/v1/users/ann/keys');
  const made = keys.find(({ key_label }) => key_label === 'Next admin');
  if (made === undefined) throw new Error('The admin key was not made.');
  return made.api_key;
}

describe('a rotation', () => {
  it.each(['before', 'after'])('is kept by a sync that listed the keys %s it', async (when) => {
    const here = await scene();
    const { transport, castellan, id } = here;
    if (when === 'before') transport.holdAnswer(isListOfKeys);
    else transport.holdBefore(isListOfKeys);
    const sync = castellan.handlers['sync.start']({ id }, context());
    await expect.poll(() => transport.held).toBe(1);
    // The rotation itself has to look the key up too.
    const rotation = rotate(here, here.record.ref);
    await expect.poll(() => transport.held).toBe(2);
    transport.letGo();
    const outcome = await rotation;
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    await sync.catch(() => undefined);
    await castellan.handlers['sync.start']({ id }, context());
    const record = await keyNamed(castellan, id, 'Subject');
    expect(record).toMatchObject({ state: 'present', ref: outcome.record.ref });
    const listed = await keysAt(here.server, '/v1/users/ann/keys');
    expect(listed.map(({ api_key }) => api_key)).toContain(await secretOf(castellan, record));
  });

  it('that is asked for twice at once is sent once', async () => {
    const here = await scene();
    const { transport } = here;
    transport.holdBefore(isRotation);
    const first = rotate(here, here.record.ref);
    await expect.poll(() => transport.held).toBe(1);
    const second = rotate(here, here.record.ref);
    transport.letGo();
    expect(await first).toMatchObject({ outcome: 'done' });
    expect((await refusal(second)).code).toBe('NOT_FOUND');
    expect(transport.sent.filter(isRotation)).toHaveLength(1);
  });

  it('is over before the key is deleted, and the deletion asked for meanwhile is not sent', async () => {
    const here = await scene();
    const { transport, castellan, id, record } = here;
    transport.holdAnswer(isRotation);
    const rotation = rotate(here, record.ref);
    await expect.poll(() => transport.held).toBe(1);
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: record.ref, typed: null },
      context(),
    );
    const key = { clusterId: id, ref: record.ref, confirmation: token };
    const removal = castellan.handlers['keys.remove'](key, context());
    transport.letGo();
    expect(await rotation).toMatchObject({ outcome: 'done' });
    expect((await refusal(removal)).code).toBe('NOT_FOUND');
    expect(transport.sent.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  it('that waits for its turn and is cancelled there is not sent', async () => {
    const here = await scene();
    const { transport, castellan, id, record } = here;
    transport.holdBefore(isRotation);
    const first = rotate(here, record.ref);
    await expect.poll(() => transport.held).toBe(1);
    const cancel = new AbortController();
    const second = castellan.handlers['keys.rotate'](
      { clusterId: id, ref: record.ref, confirmation: null },
      context(cancel.signal),
    );
    const ended = second.catch(() => 'ended');
    cancel.abort();
    transport.letGo();
    await first;
    expect(await ended).toBe('ended');
    expect(transport.sent.filter(isRotation)).toHaveLength(1);
  });
});

describe('a credential that is replaced during a sync', () => {
  it('is kept with no key, although the sync had begun with the old one', async () => {
    const here = await scene();
    const { transport, castellan, id, server } = here;
    const next = await adminKey(server);
    transport.holdBefore(isListOfKeys);
    const old = castellan.handlers['sync.start']({ id }, context()).catch(() => 'cancelled');
    await expect.poll(() => transport.held).toBe(1);
    const replaced = castellan.handlers['clusters.replaceCredential']({ id, credential: next }, context());
    await expect.poll(() => transport.sent.at(-1)?.url).toContain('limit=1');
    transport.letGo();
    await replaced;
    await old;
    await expect.poll(async () => (await view(castellan, id)).network.state).toBe('online');
    expect(await keyNamed(castellan, id, 'Next admin')).toMatchObject({ admin: true, hasSecret: false });
  });

  it('takes the secret out of the list of a key that was an ordinary one before', async () => {
    const { castellan, id, server } = await scene();
    const next = await adminKey(server);
    await castellan.handlers['sync.start']({ id }, context());
    const before = await keyNamed(castellan, id, 'Next admin');
    expect(before).toMatchObject({ admin: false, hasSecret: true });
    await castellan.handlers['clusters.replaceCredential']({ id, credential: next }, context());
    await castellan.handlers['sync.start']({ id }, context());
    const after = await keyNamed(castellan, id, 'Next admin');
    expect(after).toMatchObject({ ref: before.ref, admin: true, hasSecret: false });
    expect((await refusal(secretOf(castellan, after))).code).toBe('SECRET_UNAVAILABLE');
  });
});

describe('a user who is deleted during a sync', () => {
  it('takes the keys along at once, although the sync had read them before', async () => {
    const { transport, castellan, id, server } = await scene();
    await addUser(server, 'ben');
    await makeKey(castellan, id, annsKey({ owner: { sort: 'user', user: 'ben' }, key_label: 'Of Ben' }));
    transport.holdBefore(({ url }) => url.includes('/v1/organizations?'));
    const sync = castellan.handlers['sync.start']({ id }, context());
    await expect.poll(() => transport.held).toBe(1);
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-account', target: accountTarget('user', 'ben'), typed: null },
      context(),
    );
    await castellan.handlers['people.removeUser'](
      { clusterId: id, username: 'ben', confirmation: token },
      context(),
    );
    transport.letGo();
    await sync;
    await expect
      .poll(async () => (await keysOf(castellan, id)).map(({ label }) => label))
      .not.toContain('Of Ben');
  });
});

describe('what a call finds out about a cluster', () => {
  it('does not turn back what the user sets at the same time', async () => {
    const { castellan, id, record } = await scene();
    const { handlers } = castellan;
    const { kind, connection, caPem, environment } = await view(castellan, id);
    const edit = { id, kind, connection, caPem, environment };
    // Both write the row of the cluster.
    await Promise.all([
      handlers['clusters.update']({ ...edit, name: 'renamed', readOnly: true }, context()),
      handlers['clusters.setWorkOffline']({ id, workOffline: true }, context()),
    ]);
    expect(await view(castellan, id)).toMatchObject({ name: 'renamed', readOnly: true, workOffline: true });
    expect(record.state).toBe('present');
  });
});

describe('a key of an organization for one of its members', () => {
  it('is rotated and deleted where the organization keeps it', async () => {
    const folder = tempProfile();
    const vault = new TestVault();
    const { castellan, id } = await scene({ folder, vault });
    const { handlers } = castellan;
    const [type] = await handlers['people.organizationTypes']({ clusterId: id }, context());
    await handlers['people.createOrganization'](
      {
        clusterId: id,
        organization: {
          name: 'acme',
          label: 'Acme',
          contactName: 'Ann Keller',
          email: 'acme@acme.example',
          typeId: type?.id ?? '',
          url: '',
          externalId: '',
          adminGroups: [],
          memberGroups: [],
          executorGroups: [],
        },
        confirmation: null,
      },
      context(),
    );
    const member = { clusterId: id, organization: 'acme', username: 'ann', confirmation: null };
    await handlers['people.addMember'](member, context());
    const owner = { sort: 'member', organization: 'acme', user: 'ann' } as const;
    const made = await makeKey(castellan, id, annsKey({ owner, key_label: 'Member' }));
    const outcome = await rotate({ castellan, id }, made.ref);
    if (outcome.outcome !== 'done') throw new Error(outcome.message);
    await handlers['sync.start']({ id }, context());
    expect(await keyNamed(castellan, id, 'Member')).toMatchObject({
      ref: outcome.record.ref,
      spec: { owner },
    });
    const { token } = await handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: outcome.record.ref, typed: null },
      context(),
    );
    const removed = await handlers['keys.remove'](
      { clusterId: id, ref: outcome.record.ref, confirmation: token },
      context(),
    );
    expect(removed).toMatchObject({ outcome: 'done', record: { state: 'gone' } });
    await castellan.stop();
    expect(operationsIn(folder, vault, id).map(({ action, state }) => [action, state])).toContainEqual([
      'remove',
      'done',
    ]);
  });
});
