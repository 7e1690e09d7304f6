import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addKey, saveObjects, send, sendOk } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';
import { secure } from '../../support/secured-key';

const LAG = 2;

describe('a cluster on which changes of keys show late', () => {
  let practice: TestPractice;
  let now = 1_800_000_000_000;
  beforeEach(async () => {
    practice = await practiceHere({ lag: LAG, clock: () => now });
    await saveObjects(practice, 'books', [{ objectID: '1', title: 'Dune' }]);
  });
  afterEach(() => practice.stop());

  const read = async (key: string): Promise<number> =>
    (await send(practice, { path: `/1/keys/${key}` })).status;
  const acl = async (key: string) => (await send(practice, { path: `/1/keys/${key}` })).json()['acl'];
  const use = async (key: string): Promise<number> =>
    (await send(practice, { path: '/1/indexes/books?query=', key })).status;
  const change = async (method: string, path: string, body?: unknown): Promise<number> =>
    (await send(practice, { method, path, body })).status;
  const listed = async (key: string): Promise<boolean> =>
    JSON.stringify(await sendOk(practice, { path: '/1/keys' })).includes(key);

  /** A key whose creation everybody sees. */
  const settled = async (spec: Record<string, unknown>): Promise<string> => {
    const key = await addKey(practice, spec);
    for (let i = 0; i < LAG; i += 1) await read(key);
    return key;
  };

  it('shows a new key after two reads', async () => {
    const key = await addKey(practice, { acl: ['search'] });
    expect([await read(key), await read(key), await read(key)]).toEqual([404, 404, 200]);
  });

  it('counts use and listing as reads', async () => {
    const key = await addKey(practice, { acl: ['search'] });
    expect([await use(key), await use(key), await use(key)]).toEqual([403, 403, 200]);
    const other = await addKey(practice, { acl: ['search'] });
    expect([await listed(other), await listed(other), await listed(other)]).toEqual([false, false, true]);
  });

  it('shows the old spec for two reads after an update, its use included', async () => {
    const key = await settled({ acl: ['search'] });
    expect(await change('PUT', `/1/keys/${key}`, { acl: ['browse'] })).toBe(200);
    expect(await use(key)).toBe(200);
    expect(await acl(key)).toEqual(['search']);
    expect(await acl(key)).toEqual(['browse']);
    expect(await use(key)).toBe(403);
  });

  it('lets a deleted key work for two more reads', async () => {
    const key = await settled({ acl: ['search'] });
    expect(await change('DELETE', `/1/keys/${key}`)).toBe(200);
    expect([await use(key), await read(key), await use(key), await read(key)]).toEqual([200, 200, 403, 404]);
  });

  it('refuses to change, delete or restore what it does not show yet', async () => {
    const key = await addKey(practice, { acl: ['search'] });
    expect(await change('PUT', `/1/keys/${key}`, { acl: ['browse'] })).toBe(404);
    expect(await change('DELETE', `/1/keys/${key}`)).toBe(404);
    expect(await read(key)).toBe(200);
    await change('DELETE', `/1/keys/${key}`);
    const restore = await send(practice, { method: 'POST', path: `/1/keys/${key}/restore` });
    expect(restore.json()).toEqual({ status: 404, message: 'Key already exists' });
  });

  it('shows a restored key after two reads', async () => {
    const key = await settled({ acl: ['search'] });
    await change('DELETE', `/1/keys/${key}`);
    expect([await read(key), await read(key), await read(key)]).toEqual([200, 200, 404]);
    expect(await change('POST', `/1/keys/${key}/restore`)).toBe(200);
    expect([await read(key), await read(key), await read(key)]).toEqual([404, 404, 200]);
  });

  it('keeps children of a key in step with it', async () => {
    const key = await settled({ acl: ['search'] });
    const secured = secure(key, 'userToken=ann');
    expect(await use(secured)).toBe(200);
    await change('DELETE', `/1/keys/${key}`);
    expect([await use(secured), await use(secured), await use(secured)]).toEqual([200, 200, 403]);
  });

  it('does not delay the end of a key', async () => {
    const key = await settled({ acl: ['search'], validity: 60 });
    now += 60_000;
    expect([await read(key), await use(key)]).toEqual([404, 403]);
  });

  it('does not delay objects', async () => {
    await saveObjects(practice, 'books', [{ objectID: '2', title: 'Emma' }]);
    expect((await send(practice, { path: '/1/indexes/books/2' })).status).toBe(200);
  });

  it('can be switched while it runs', async () => {
    const settings = { method: 'PUT', path: '/__practice__/settings', body: { lag: 0 } };
    expect(await sendOk(practice, settings)).toEqual({ emptyMembers: 'omit', listAdminKey: false, lag: 0 });
    expect(await read(await addKey(practice, { acl: ['search'] }))).toBe(200);
    expect((await send(practice, { ...settings, body: { lag: -1 } })).status).toBe(400);
    expect((await send(practice, { ...settings, key: null })).status).toBe(403);
  });
});

describe('validity', () => {
  it('is told as what remains, rounded up, and ends in absence that can be restored', async () => {
    let now = 1_800_000_000_000;
    const practice = await practiceHere({ clock: () => now });
    const key = await addKey(practice, { acl: ['search'], validity: 300 });
    const validity = async () => (await send(practice, { path: `/1/keys/${key}` })).json()['validity'];
    expect(await validity()).toBe(300);
    now += 1;
    expect(await validity()).toBe(300);
    now += 999;
    expect(await validity()).toBe(299);
    now += 298_999;
    expect(await validity()).toBe(1);
    now += 1;
    expect((await send(practice, { path: `/1/keys/${key}` })).status).toBe(404);
    expect((await send(practice, { path: '/1/indexes', key })).json()).toMatchObject({ status: 403 });
    expect(JSON.stringify(await sendOk(practice, { path: '/1/keys' }))).not.toContain(key);
    await sendOk(practice, { method: 'POST', path: `/1/keys/${key}/restore` });
    expect(await validity()).toBe(0);
    await practice.stop();
  });
});
