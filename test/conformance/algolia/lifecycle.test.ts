import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceProcess, type PracticeProcess } from '../../support/practice';
import { CLIENTS, refusal, type ClientUnderTest } from './clients';

const FULL = {
  acl: ['search'],
  queryParameters: 'ignorePlurals=false&restrictSources=127.0.0.0/8',
  validity: 300,
  maxQueriesPerIPPerHour: 100,
  maxHitsPerQuery: 20,
  indexes: ['dev_*'],
  referers: ['*example.com/*'],
  description: 'Limited é',
} as const;

const KEY = /^[0-9a-f]{32}$/;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

// The third client keeps state for each application id, so every test has a cluster, and with it an id, of its own.
describe.each(CLIENTS)('the official client $version', ({ connect }) => {
  let practice: PracticeProcess;
  let admin: ClientUnderTest;
  const as = (key: string): ClientUnderTest =>
    connect({ port: Number(new URL(practice.url).port), applicationId: practice.applicationId, key });

  beforeEach(async () => {
    practice = await practiceProcess();
    admin = as(practice.adminKey);
  });
  afterEach(() => practice.stop());

  it('adds a key with nothing but permissions', async () => {
    const { key, createdAt } = await admin.add({ acl: ['search'] });
    expect(key).toMatch(KEY);
    expect(createdAt).toMatch(RFC3339);
    const { createdAt: seconds, ...info } = await admin.get(String(key));
    expect(info).toEqual({ value: key, acl: ['search'], validity: 0 });
    expect(Number(seconds)).toBeLessThan(1e11);
  });

  it('adds a key with every member and reads each of them back', async () => {
    const { key } = await admin.add(FULL);
    const { queryParameters, validity, ...info } = await admin.get(String(key));
    const { queryParameters: sent, validity: given, ...rest } = FULL;
    expect(info).toMatchObject(rest);
    expect([...new URLSearchParams(String(queryParameters))]).toEqual([...new URLSearchParams(sent)]);
    expect(Number(validity)).toBeLessThanOrEqual(given);
    expect(Number(validity)).toBeGreaterThan(given - 30);
  });

  it('lists the new key among the others', async () => {
    const { key } = await admin.add({ acl: ['search'], description: 'listed' });
    const { keys } = await admin.list();
    expect(keys).toHaveLength(2);
    expect(keys).toEqual(
      expect.arrayContaining([expect.objectContaining({ value: key, description: 'listed' })]),
    );
  });

  it('replaces a key as a whole', async () => {
    const { key } = await admin.add(FULL);
    const answer = await admin.update(String(key), {
      acl: ['search', 'browse'],
      validity: 400,
      maxHitsPerQuery: 42,
    });
    expect(answer).toMatchObject({ key, updatedAt: expect.stringMatching(RFC3339) });
    const { createdAt: _, validity, ...info } = await admin.get(String(key));
    expect(info).toEqual({ value: key, acl: ['search', 'browse'], maxHitsPerQuery: 42 });
    expect(Number(validity)).toBeLessThanOrEqual(400);
  });

  it('deletes a key, meets 404, and restores it for ever', async () => {
    const { key } = await admin.add(FULL);
    expect(await admin.remove(String(key))).toMatchObject({ deletedAt: expect.stringMatching(RFC3339) });
    const gone = await refusal(admin.get(String(key)));
    expect(gone.status).toBe(404);
    expect(gone.message).toContain('Key does not exist');
    expect(await admin.restore(String(key))).toMatchObject({
      key,
      createdAt: expect.stringMatching(RFC3339),
    });
    expect(await admin.get(String(key))).toMatchObject({ description: FULL.description, validity: 0 });
  });

  it('searches with a key that may, and is refused everything else with it', async () => {
    await admin.saveMany('dev_books', [
      { objectID: '1', title: 'Dune' },
      { objectID: '2', title: 'Emma' },
    ]);
    await admin.saveMany('prod_books', [{ objectID: '1', title: 'Dune' }]);
    const { key } = await admin.add({ acl: ['search'], indexes: ['dev_*'] });
    const limited = as(String(key));

    expect(await limited.search('dev_books', 'dune')).toMatchObject({ nbHits: 1, hits: [{ title: 'Dune' }] });
    expect(await limited.searchMany('dev_books', ['dune', 'nothing'])).toMatchObject({
      results: [{ nbHits: 1 }, { nbHits: 0 }],
    });
    expect(await refusal(limited.search('prod_books', 'dune'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('Index not allowed with this API key'),
    });
    for (const call of [
      () => limited.save('dev_books', { title: 'Persuasion' }),
      () => limited.removeObject('dev_books', '1'),
      () => limited.browse('dev_books'),
      () => limited.settings('dev_books'),
      () => limited.listIndices(),
      () => limited.logs(),
      () => limited.list(),
      () => limited.add({ acl: ['search'] }),
    ]) {
      expect(await refusal(call())).toMatchObject({
        status: 403,
        message: expect.stringContaining('Method not allowed with this API key'),
      });
    }
  });

  it('writes with a key that may, and is refused to search with it', async () => {
    const { key } = await admin.add({ acl: ['addObject'] });
    const writer = as(String(key));
    expect(await writer.save('dev_books', { title: 'Emma' })).toHaveProperty('taskID');
    expect(await admin.search('dev_books', 'emma')).toMatchObject({ nbHits: 1 });
    expect(await refusal(writer.search('dev_books', 'emma'))).toMatchObject({ status: 403 });
    expect(await refusal(writer.removeObject('dev_books', '1'))).toMatchObject({ status: 403 });
  });

  it('browses, reads settings, lists indices and logs with keys that may', async () => {
    await admin.saveMany('dev_books', [{ objectID: '1', title: 'Dune' }]);
    const { key } = await admin.add({ acl: ['browse', 'settings', 'listIndexes', 'logs'] });
    const reader = as(String(key));
    expect(await reader.browse('dev_books')).toMatchObject({ hits: [{ objectID: '1' }] });
    expect(await reader.settings('dev_books')).toHaveProperty('hitsPerPage');
    expect(await reader.listIndices()).toMatchObject({ items: [{ name: 'dev_books', entries: 1 }] });
    expect((await reader.logs())['logs']).not.toHaveLength(0);
  });

  it('is told in the words of the protocol that its key is unknown', async () => {
    expect(await refusal(as('0'.repeat(32)).search('dev_books', ''))).toMatchObject({
      status: 403,
      message: expect.stringContaining('Invalid Application-ID or API key'),
    });
  });

  it('searches with a secured key that narrows its parent, and no further', async () => {
    await admin.saveMany('dev_books', [
      { objectID: '1', title: 'Dune', tenant: 'a' },
      { objectID: '2', title: 'Dune Messiah', tenant: 'b' },
    ]);
    await admin.saveMany('dev_films', [{ objectID: '1', title: 'Dune' }]);
    const { key } = await admin.add({ acl: ['search'], indexes: ['dev_*'] });
    const validUntil = Math.floor(Date.now() / 1000) + 600;
    const secured = admin.secure(String(key), {
      filters: 'tenant:b',
      restrictIndices: ['dev_books'],
      validUntil,
      userToken: 'ann',
    });
    expect(admin.remaining(secured)).toBeGreaterThan(500);
    const narrowed = as(secured);
    expect(await narrowed.search('dev_books', 'dune')).toMatchObject({
      nbHits: 1,
      hits: [{ objectID: '2' }],
    });
    expect(await refusal(narrowed.search('dev_films', 'dune'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('Index not allowed with this API key'),
    });
    expect(await refusal(narrowed.save('dev_books', { title: 'Emma' }))).toMatchObject({ status: 403 });
  });

  it('is refused with secured keys that ended, came from elsewhere, were forged or lost their parent', async () => {
    await admin.saveMany('dev_books', [{ objectID: '1', title: 'Dune' }]);
    const { key } = await admin.add({ acl: ['search'] });
    const parent = String(key);
    const search = (secured: string) => refusal(as(secured).search('dev_books', 'dune'));

    expect(await search(admin.secure(parent, { validUntil: 1_600_000_000 }))).toMatchObject({
      status: 400,
      message: expect.stringContaining('"validUntil" parameter expired (less than current date)'),
    });
    expect(await search(admin.secure(parent, { restrictSources: '10.0.0.0/8' }))).toMatchObject({
      status: 403,
      message: expect.stringContaining('IP not allowed with this API key'),
    });
    const unknown = {
      status: 403,
      message: expect.stringContaining('Invalid Application-ID or API key') as unknown,
    };
    expect(await search(admin.secure('f'.repeat(32), { filters: 'a:b' }))).toMatchObject(unknown);
    expect(await search(admin.secure(practice.adminKey, { filters: 'a:b' }))).toMatchObject(unknown);
    const child = admin.secure(parent, { userToken: 'ann' });
    expect(await as(child).search('dev_books', 'dune')).toMatchObject({ nbHits: 1 });
    await admin.remove(parent);
    expect(await search(child)).toMatchObject(unknown);
  });
});
