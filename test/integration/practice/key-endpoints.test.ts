import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addKey, send, sendOk } from '../../support/practice-http';
import { practiceHere, type TestPractice } from '../../support/practice';

const FULL = {
  acl: ['search', 'browse'],
  description: 'Limited é',
  indexes: ['dev_*', '*_dev'],
  maxHitsPerQuery: 20,
  maxQueriesPerIPPerHour: 100,
  queryParameters: 'ignorePlurals=false&restrictSources=127.0.0.0/8',
  referers: ['https://b.example/*', 'https://a.example/*'],
  validity: 300,
};

describe('the key endpoints', () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await practiceHere();
  });
  afterAll(() => practice.stop());

  const get = (key: string) => send(practice, { path: `/1/keys/${key}` });

  it('answers a create with exactly the key and its RFC 3339 date', async () => {
    const answer = await send(practice, { method: 'POST', path: '/1/keys', body: { acl: ['search'] } });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it('omits empty members and zero limits, but keeps validity 0 and createdAt in seconds', async () => {
    const key = await addKey(practice, { acl: ['search'], description: '', indexes: [], maxHitsPerQuery: 0 });
    const info = (await get(key)).json();
    expect(Object.keys(info).sort()).toEqual(['acl', 'createdAt', 'validity', 'value']);
    expect(info).toMatchObject({ value: key, acl: ['search'], validity: 0 });
    expect(Math.abs(Number(info['createdAt']) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('gives back every member in the order it was sent', async () => {
    const key = await addKey(practice, FULL);
    const { value, createdAt, ...members } = (await get(key)).json();
    expect(value).toBe(key);
    expect(createdAt).toEqual(expect.any(Number));
    expect(members).toEqual(FULL);
  });

  it('lists every key, the default search key first', async () => {
    const key = await addKey(practice, { acl: ['logs'], description: 'listed' });
    const { keys } = await sendOk(practice, { path: '/1/keys' });
    expect(keys).toEqual(expect.arrayContaining([expect.objectContaining({ value: key, acl: ['logs'] })]));
    expect((keys as { acl: string[] }[])[0]?.acl).toEqual(['search', 'listIndexes', 'settings', 'browse']);
    expect(JSON.stringify(keys)).not.toContain(practice.adminKey);
  });

  it('replaces the whole spec on update: what is left out goes back to its default', async () => {
    const key = await addKey(practice, FULL);
    const answer = await send(practice, {
      method: 'PUT',
      path: `/1/keys/${key}`,
      body: { acl: ['browse'], maxHitsPerQuery: 42 },
    });
    expect(answer.json()).toEqual({ key, updatedAt: expect.stringMatching(/Z$/) });
    const { createdAt: _, ...info } = (await get(key)).json();
    expect(info).toEqual({ value: key, acl: ['browse'], maxHitsPerQuery: 42, validity: 0 });
  });

  it('accepts an update without acl, as the live service does', async () => {
    const key = await addKey(practice, FULL);
    await sendOk(practice, { method: 'PUT', path: `/1/keys/${key}`, body: { description: 'nothing' } });
    expect((await get(key)).json()).toMatchObject({ acl: [], description: 'nothing' });
  });

  it('deletes, keeps for restoring, and restores without an end', async () => {
    const key = await addKey(practice, FULL);
    const gone = await send(practice, { method: 'DELETE', path: `/1/keys/${key}` });
    expect(gone.json()).toEqual({ deletedAt: expect.stringMatching(/Z$/) });
    expect((await get(key)).status).toBe(404);
    const back = await send(practice, { method: 'POST', path: `/1/keys/${key}/restore` });
    expect(back.json()).toEqual({ key, createdAt: expect.stringMatching(/Z$/) });
    expect((await get(key)).json()).toMatchObject({ ...FULL, validity: 0 });
  });
});
