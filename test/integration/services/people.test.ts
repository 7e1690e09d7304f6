import { accountTarget, memberTarget, typeTarget, type UserForm } from '#shared/contract/people';
import type { ClusterForm } from '#shared/contract/clusters';
import type { ClusterId } from '#shared/ids';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  askOk,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';
import { connect, context, payloads, practice, refusal, startCastellan, type Castellan } from './harness';

interface World {
  readonly castellan: Castellan;
  readonly cluster: AlgorithmiaPractice;
  readonly clusterId: ClusterId;
}

async function world(changes: Partial<ClusterForm> = {}): Promise<World> {
  const cluster = await algorithmiaHere();
  onTestFinished(() => cluster.stop());
  await addUser(cluster, 'ann');
  const castellan = await startCastellan();
  const { id } = await castellan.handlers['clusters.connect'](
    {
      kind: 'algorithmia',
      name: 'algo',
      environment: 'development',
      connection: { baseUrl: cluster.url },
      caPem: null,
      readOnly: false,
      credential: cluster.adminKey,
      ...changes,
    },
    context(),
  );
  return { castellan, cluster, clusterId: id };
}

const ben: UserForm = {
  username: 'ben',
  email: 'ben@acme.example',
  fullName: 'Ben Okafor',
  companyName: '',
  companyRole: '',
};

async function confirmed(
  { castellan, clusterId }: World,
  action: 'remove-account' | 'remove-member',
  target: string,
) {
  const input = { clusterId, action, target, typed: null };
  return (await castellan.handlers['confirmations.request'](input, context())).token;
}

const usernames = async ({ castellan, clusterId }: World): Promise<readonly string[]> =>
  (await castellan.handlers['people.users']({ clusterId }, context())).map(({ username }) => username);

describe('people of a cluster', () => {
  it('are read live, with the count so far', async () => {
    const here = await world();
    expect(await usernames(here)).toContain('ann');
    await addUser(here.cluster, 'chloe');
    expect(await usernames(here)).toContain('chloe');
    expect(payloads(here.castellan, 'people:progress').at(-1)).toMatchObject({ list: 'user', done: 3 });
  });

  it('are created without a question outside production, and deleted with one', async () => {
    const here = await world();
    const { handlers } = here.castellan;
    const { clusterId } = here;
    const input = { clusterId, user: ben, confirmation: null };
    expect(await handlers['people.createUser'](input, context())).toEqual({ outcome: 'done' });
    const removal = { clusterId, username: 'ben', confirmation: null };
    expect((await refusal(handlers['people.removeUser'](removal, context()))).code).toBe(
      'CONFIRMATION_REQUIRED',
    );
    const other = await confirmed(here, 'remove-account', accountTarget('user', 'ann'));
    expect(
      (await refusal(handlers['people.removeUser']({ ...removal, confirmation: other }, context()))).code,
    ).toBe('CONFIRMATION_REQUIRED');
    expect(await usernames(here)).toContain('ben');
    const token = await confirmed(here, 'remove-account', accountTarget('user', 'ben'));
    await handlers['people.removeUser']({ ...removal, confirmation: token }, context());
    expect(await usernames(here)).not.toContain('ben');
  });

  it('are changed on production only with a confirmation', async () => {
    const here = await world({ environment: 'production' });
    const input = { clusterId: here.clusterId, user: ben, confirmation: null };
    const error = await refusal(here.castellan.handlers['people.createUser'](input, context()));
    expect(error.code).toBe('CONFIRMATION_REQUIRED');
    expect(await usernames(here)).not.toContain('ben');
  });

  it('include organizations and their members', async () => {
    const here = await world();
    const { handlers } = here.castellan;
    const { clusterId } = here;
    await addOrganization(here.cluster, 'acme');
    const member = { clusterId, organization: 'acme', username: 'ann' };
    await handlers['people.addMember']({ ...member, confirmation: null }, context());
    const members = () => handlers['people.members']({ clusterId, organization: 'acme' }, context());
    expect(await members()).toContainEqual({ username: 'ann', role: 'member' });
    const confirmation = await confirmed(here, 'remove-member', memberTarget('acme', 'ann'));
    await handlers['people.removeMember']({ ...member, confirmation }, context());
    expect(await members()).not.toContainEqual({ username: 'ann', role: 'member' });
    const [type] = await handlers['people.organizationTypes']({ clusterId }, context());
    expect(type?.name).toBe('basic');
    expect(
      await handlers['people.organization']({ clusterId, organization: 'acme' }, context()),
    ).toMatchObject({
      label: 'The acme',
    });
  });

  it('have types, of which each exists once', async () => {
    const here = await world();
    const { handlers } = here.castellan;
    const { clusterId } = here;
    const names = async () =>
      (await handlers['people.organizationTypes']({ clusterId }, context())).map(({ name }) => name);
    const input = { clusterId, name: 'a/b', confirmation: null };
    await handlers['people.createOrganizationType'](input, context());
    expect(await names()).toContain('a/b');
    const again = await refusal(handlers['people.createOrganizationType'](input, context()));
    expect([again.code, again.field]).toEqual(['NAME_TAKEN', 'name']);
    const asked = await refusal(handlers['people.removeOrganizationType'](input, context()));
    expect(asked.code).toBe('CONFIRMATION_REQUIRED');
    const confirmation = await confirmed(here, 'remove-account', typeTarget('a/b'));
    await handlers['people.removeOrganizationType']({ ...input, confirmation }, context());
    expect(await names()).not.toContain('a/b');
  });

  it('that are gone are not found', async () => {
    const here = await world();
    const { clusterId } = here;
    const user = here.castellan.handlers['people.user']({ clusterId, username: 'zoe' }, context());
    expect(await refusal(user)).toMatchObject({
      code: 'NOT_FOUND',
      message: 'The user zoe is not on algo any more.',
    });
  });

  it('can be read but not changed while the cluster is read-only', async () => {
    const here = await world({ readOnly: true });
    expect(await usernames(here)).toContain('ann');
    const input = { clusterId: here.clusterId, user: ben, confirmation: null };
    expect((await refusal(here.castellan.handlers['people.createUser'](input, context()))).code).toBe(
      'READ_ONLY',
    );
  });

  it('are not asked for while the user works offline', async () => {
    const here = await world();
    const { clusterId } = here;
    await here.castellan.handlers['clusters.setWorkOffline']({ id: clusterId, workOffline: true }, context());
    expect((await refusal(usernames(here))).code).toBe('OFFLINE');
  });

  it('are not asked for with a key that is known to be refused', async () => {
    const cluster = await algorithmiaHere();
    onTestFinished(() => cluster.stop());
    await addUser(cluster, 'ann');
    const key = await addUserKey(cluster, 'ann');
    const castellan = await startCastellan();
    const form = {
      kind: 'algorithmia',
      name: 'algo',
      environment: 'development',
      connection: { baseUrl: cluster.url },
      caPem: null,
      readOnly: false,
      credential: key.api_key,
    } as const;
    const { id } = await castellan.handlers['clusters.connect'](form, context());
    const error = await refusal(castellan.handlers['people.users']({ clusterId: id }, context()));
    expect(error.code).toBe('CREDENTIAL_LIMITED');
    expect(error.remedy).toContain('needs an admin key');
  });

  it('are not offered by a kind without them', async () => {
    const castellan = await startCastellan();
    const { id } = await connect(castellan, await practice());
    const error = await refusal(castellan.handlers['people.users']({ clusterId: id }, context()));
    expect(error.code).toBe('NOT_OFFERED');
  });

  it('tell a change whose answer was lost as not known', async () => {
    const here = await world();
    const rules = [{ fault: 'drop', when: 'mid-answer', method: 'POST', path: '/v1/users', times: 1 }];
    await askOk(here.cluster, { method: 'PUT', path: '/__practice__/faults', body: { rules } });
    const input = { clusterId: here.clusterId, user: ben, confirmation: null };
    const outcome = await here.castellan.handlers['people.createUser'](input, context());
    expect(outcome).toMatchObject({ outcome: 'unknown' });
    expect(JSON.stringify(outcome)).toContain('Whether algo carried the change out is not known.');
    // It was carried out, once: a second try would be refused.
    expect((await usernames(here)).filter((name) => name === 'ben')).toEqual(['ben']);
  });
});
