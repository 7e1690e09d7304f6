import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addOrganization,
  addUser,
  addUserKey,
  algorithmiaHere,
  ask,
  askOk,
  refusalOf,
  type AlgorithmiaPractice,
} from '../../support/practice-algorithmia';

describe('the management of algorithms', () => {
  let practice: AlgorithmiaPractice;
  let manager: string;
  let caller: string;
  beforeAll(async () => {
    practice = await algorithmiaHere();
    await addUser(practice, 'ann');
    await addUser(practice, 'ben');
    manager = (await addUserKey(practice, 'ann', { allow_algo_management: true })).api_key;
    caller = (await addUserKey(practice, 'ann', { allow_algo: true, algo_acl: ['algo://*'] })).api_key;
  });
  afterAll(() => practice.stop());

  const post = (path: string, body: unknown = {}, key = manager) => ({
    method: 'POST',
    path: `/v1/algorithms/${path}`,
    body,
    key,
  });
  const publication = (version_type: string, algorithm_callability = 'private') => ({
    settings: { algorithm_callability },
    version_info: { version_type, release_notes: 'First', sample_input: '"HAL"' },
  });
  const made = async (name: string) => {
    const body = { name, details: { label: name }, settings: { language: 'python3' } };
    const answer = await ask(practice, post('ann', body));
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const call = (name: string, key: string) =>
    ask(practice, { method: 'POST', path: `/v1/algo/${name}`, body: 'HAL', key });

  it('creates, tells, changes and deletes', async () => {
    const told = await made('Fresh');
    expect(told).toMatchObject({ name: 'Fresh', settings: { language: 'python3' } });
    const path = '/v1/algorithms/ann/Fresh';
    expect((await ask(practice, { path, key: manager })).json()).toEqual(told);
    const body = { details: { label: 'Changed' } };
    await askOk(practice, { method: 'PUT', path, body, key: manager });
    expect((await ask(practice, { path, key: manager })).json()).toMatchObject({
      details: { label: 'Changed' },
      settings: {},
    });
    expect(await refusalOf(practice, post('ann', { name: 'Fresh' }))).toBe('400 6001');
    expect((await ask(practice, { method: 'DELETE', path, key: manager })).status).toBe(204);
    expect((await ask(practice, { path, key: manager })).status).toBe(404);
  });

  it('compiles, publishes numbers that grow, and shows builds with their logs', async () => {
    await made('Built');
    expect(await refusalOf(practice, post('ann/Built/versions', publication('minor')))).toBe('400 6001');
    const build = (await askOk(practice, post('ann/Built/compile'))).json();
    const published = [];
    for (const type of ['minor', 'revision', 'major', 'minor']) {
      const answer = (await askOk(practice, post('ann/Built/versions', publication(type)))).json();
      published.push((answer['version_info'] as Record<string, unknown>)['semantic_version']);
    }
    expect(published).toEqual(['0.1.0', '0.1.1', '1.0.0', '1.1.0']);
    const at = (rest: string) => askOk(practice, { path: `/v1/algorithms/ann/Built/${rest}`, key: manager });
    expect((await at('builds')).json()['results']).toEqual([build]);
    const id = String(build['build_id']);
    expect((await at(`builds/${id}`)).json()).toEqual(build);
    expect((await at(`builds/${id}/logs`)).json()).toEqual({ logs: expect.any(String) as unknown });
    const first = (await at('versions?limit=3')).json();
    expect(first['results']).toHaveLength(3);
    const second = (await at(`versions?limit=3&marker=${String(first['marker'])}`)).json();
    expect(second).toMatchObject({
      marker: null,
      results: [{ version_info: { semantic_version: '0.1.0' } }],
    });
  });

  it('lets others call public versions only, and the owner private ones too', async () => {
    await made('Hidden');
    const { commit_sha } = (await askOk(practice, post('ann/Hidden/compile'))).json();
    await askOk(practice, post('ann/Hidden/versions', publication('minor')));
    const ben = (await addUserKey(practice, 'ben', { allow_algo: true, algo_acl: ['algo://*'] })).api_key;
    const statuses = async (key: string) =>
      Promise.all(
        ['latest', '0.1.0', 'latestPrivate', String(commit_sha)].map(
          async (version) => (await call(`ann/Hidden/${version}`, key)).status,
        ),
      );
    expect(await statuses(caller)).toEqual([404, 200, 200, 200]);
    expect(await statuses(ben)).toEqual([404, 404, 404, 404]);
    await askOk(practice, post('ann/Hidden/versions', publication('minor', 'public')));
    expect((await call('ann/Hidden', ben)).json()).toMatchObject({ result: 'Hello HAL' });
  });

  it('refuses keys without the right, keys of others and admin keys', async () => {
    await made('Guarded');
    const ben = (await addUserKey(practice, 'ben', { allow_algo_management: true })).api_key;
    for (const key of [caller, ben, practice.adminKey]) {
      expect(await refusalOf(practice, { path: '/v1/algorithms/ann/Guarded', key })).toBe('403 2001');
      expect(await refusalOf(practice, post('ann', { name: 'Own' }, key))).toBe('403 2001');
    }
  });

  it('lists an account’s algorithms for both types of keys, private ones for the owner and admins', async () => {
    await addUser(practice, 'demo');
    await made('Listed');
    const ben = (await addUserKey(practice, 'ben')).api_key;
    const names = async (user: string, key: string) => {
      const page = (await askOk(practice, { path: `/v1/users/${user}/algorithms`, key })).json();
      return (page['results'] as { name: string }[]).map(({ name }) => name);
    };
    expect(await names('demo', ben)).toContain('Hello');
    expect(await names('ann', ben)).not.toContain('Listed');
    expect(await names('ann', caller)).toContain('Listed');
    expect(await names('ann', practice.adminKey)).toContain('Listed');
  });

  it('leaves nothing behind under the name of a deleted organization', async () => {
    await addOrganization(practice, 'brief');
    const body = { key_label: 'm', permissions: await managing() };
    const path = '/v1/organizations/brief/keys';
    const key = String((await askOk(practice, { method: 'POST', path, body })).json()['api_key']);
    await askOk(practice, post('brief', { name: 'Left' }, key));
    await askOk(practice, { method: 'DELETE', path: '/v1/organizations/brief' });
    await addOrganization(practice, 'brief');
    const again = String((await askOk(practice, { method: 'POST', path, body })).json()['api_key']);
    expect((await ask(practice, { path: '/v1/algorithms/brief/Left', key: again })).status).toBe(404);
    expect(await refusalOf(practice, { path: '/v1/algorithms/brief/Left', key })).toBe('401 2002');
  });

  const managing = async () =>
    (await addUserKey(practice, 'ann', { allow_algo_management: true })).permissions;
});
