import { describe, expect, it } from 'vitest';
import { addKey, saveObjects, send, sendOk } from '../../support/practice-http';
import {
  connect,
  context,
  created,
  definition,
  keyNamed,
  keysOf,
  openedFrom,
  payloads,
  practice,
  refusal,
  secretOf,
  specOf,
  startCastellan,
  view,
} from './harness';

const HOUR = 3_600_000;

describe('the whole life of a key', () => {
  it('is created with every restriction, found in the list, and works on the cluster as it should', async () => {
    const server = await practice({ lag: 2 });
    await saveObjects(server, 'blog_en', [{ objectID: '1', title: 'hello' }]);
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const expiresAt = Date.now() + HOUR;
    const spec = specOf({
      acl: ['search', 'browse'],
      description: 'Blog search',
      indexes: ['blog_*'],
      referers: ['*acme.com*'],
      maxHitsPerQuery: 20,
      maxQueriesPerIPPerHour: 100,
      queryParameters: 'restrictSources=127.0.0.0%2F8&typoTolerance=false',
      expiresAt,
    });
    const outcome = await castellan.handlers['keys.create'](
      { clusterId: id, definition: { kind: 'algolia', spec }, confirmation: null },
      context(),
    );
    expect(outcome).toMatchObject({ outcome: 'done', settled: true });
    const record = await keyNamed(castellan, id, 'Blog search');
    expect(record).toMatchObject({ state: 'present', hasSecret: true, admin: false });
    expect(record.spec).toMatchObject({ ...spec, expiresAt: record.expiresAt });
    expect(Math.abs((record.expiresAt ?? 0) - expiresAt)).toBeLessThan(5_000);
    const steps = payloads(castellan, 'operation:progress').map(({ step }) => step);
    expect(steps[0]).toBe('sending');
    expect(steps.filter((step) => step === 'waiting').length).toBeGreaterThan(2);
    expect(steps.at(-1)).toBe('settled');

    const secret = await secretOf(castellan, record);
    const search = (index: string, referer: string): ReturnType<typeof send> =>
      send(server, {
        method: 'POST',
        path: `/1/indexes/${index}/query`,
        key: secret,
        headers: { referer },
        body: { query: 'hello' },
      });
    expect((await search('blog_en', 'https://acme.com/')).status).toBe(200);
    expect((await search('shop', 'https://acme.com/')).status).toBe(403);
    expect((await search('blog_en', 'https://evil.example/')).status).toBe(403);
  });

  it('is edited with the full spec, and its history shows both', async () => {
    const server = await practice({ lag: 2 });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const before = await created(castellan, id, {
      description: 'Indexer',
      indexes: ['a_*'],
      maxHitsPerQuery: 5,
    });
    const after = definition({ description: 'Indexer 2', acl: ['search', 'addObject'] });
    const outcome = await castellan.handlers['keys.update'](
      {
        clusterId: id,
        ref: before.ref,
        definition: after,
        opened: openedFrom(before),
        overwrite: false,
        confirmation: null,
      },
      context(),
    );
    expect(outcome).toMatchObject({ outcome: 'done', settled: true, record: { spec: after.spec } });
    const secret = await secretOf(castellan, before);
    expect(await sendOk(server, { path: `/1/keys/${secret}` })).not.toHaveProperty('indexes');
    const history = await castellan.handlers['keys.history']({ clusterId: id, ref: before.ref }, context());
    expect(history.map(({ origin }) => origin)).toEqual(['edited-here', 'created-here']);
    expect(history[1]?.spec).toMatchObject({ indexes: ['a_*'], maxHitsPerQuery: 5 });
  });

  it('is deleted, and restored with its old expiry set again', async () => {
    const server = await practice({ lag: 2 });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Short-lived', expiresAt: Date.now() + HOUR });
    const secret = await secretOf(castellan, record);
    const action = { clusterId: id, ref: record.ref };
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: record.ref, typed: null },
      context(),
    );
    const removed = await castellan.handlers['keys.remove']({ ...action, confirmation: token }, context());
    expect(removed).toMatchObject({
      outcome: 'done',
      settled: true,
      record: { state: 'gone', goneReason: 'deleted-here' },
    });
    expect((await send(server, { path: `/1/keys/${secret}` })).status).toBe(404);
    expect((await keysOf(castellan, id)).map(({ label }) => label)).not.toContain('Short-lived');

    const restored = await castellan.handlers['keys.restore']({ ...action, confirmation: null }, context());
    expect(restored).toMatchObject({ outcome: 'done', settled: true, record: { state: 'present' } });
    const back = await keyNamed(castellan, id, 'Short-lived');
    expect(Math.abs((back.expiresAt ?? 0) - (record.expiresAt ?? 0))).toBeLessThan(5_000);
    const read = await sendOk(server, { path: `/1/keys/${secret}` });
    expect(read['validity']).toBeGreaterThan(3_500);
    const steps = payloads(castellan, 'operation:progress').map(({ step }) => step);
    expect(steps).toContain('restoring-expiry');
  });

  it('is restored right after its delete, although the delete still propagates', async () => {
    const server = await practice({ lag: 4 });
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Back and forth' });
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: record.ref, typed: null },
      context(),
    );
    const action = { clusterId: id, ref: record.ref };
    await castellan.handlers['keys.remove']({ ...action, confirmation: token }, context());
    const restored = await castellan.handlers['keys.restore']({ ...action, confirmation: null }, context());
    expect(restored).toMatchObject({ outcome: 'done', record: { state: 'present', expiresAt: null } });
  });

  it('can be tried, copied for a while, and found by its secret', async () => {
    const server = await practice();
    await saveObjects(server, 'blog', [{ objectID: '1', title: 'hello' }]);
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Blog', indexes: ['blog'] });
    const key = { clusterId: id, ref: record.ref };
    const tried = await castellan.handlers['keys.try'](
      { ...key, resource: 'blog', text: 'hello' },
      context(),
    );
    expect(tried).toMatchObject({ allowed: true, status: 200, message: expect.stringMatching(/^1 hit in /) });
    const refused = await castellan.handlers['keys.try']({ ...key, resource: 'shop', text: '' }, context());
    expect(refused).toEqual({ allowed: false, status: 403, message: 'Index not allowed with this API key' });

    const secret = await secretOf(castellan, record);
    const { clearsAt } = await castellan.handlers['keys.copySecret'](key, context());
    expect(castellan.clipboard.text).toBe(secret);
    expect(clearsAt).toBeGreaterThan(Date.now() + 25_000);
    castellan.timers.at(-1)?.act();
    await expect.poll(() => castellan.clipboard.text).toBe('');

    expect(await castellan.handlers['keys.findBySecret']({ secret: ` ${secret}\n` }, context())).toEqual([
      key,
    ]);
    expect(await castellan.handlers['keys.findBySecret']({ secret: 'f'.repeat(32) }, context())).toEqual([]);
  });
});

describe('a key that changed behind our back', () => {
  it('is shown instead of being overwritten, and overwritten when the user says so', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const record = await created(castellan, id, { description: 'Shared' });
    const secret = await secretOf(castellan, record);
    const theirs = { acl: ['search', 'browse'], description: 'Theirs' };
    await sendOk(server, { method: 'PUT', path: `/1/keys/${secret}`, body: theirs });
    const input = {
      clusterId: id,
      ref: record.ref,
      definition: definition({ description: 'Ours' }),
      opened: openedFrom(record),
      confirmation: null,
    };
    const outcome = await castellan.handlers['keys.update']({ ...input, overwrite: false }, context());
    expect(outcome).toMatchObject({ outcome: 'changed', current: { label: 'Theirs' } });
    expect(await sendOk(server, { path: `/1/keys/${secret}` })).toMatchObject({ description: 'Theirs' });
    const history = await castellan.handlers['keys.history']({ clusterId: id, ref: record.ref }, context());
    expect(history[0]).toMatchObject({ origin: 'changed-elsewhere' });
    const forced = await castellan.handlers['keys.update']({ ...input, overwrite: true }, context());
    expect(forced).toMatchObject({ outcome: 'done', record: { label: 'Ours' } });
  });

  it('is gone when it was deleted elsewhere, for an edit, a delete and a try', async () => {
    const server = await practice();
    const castellan = await startCastellan();
    const { id } = await connect(castellan, server);
    const edited = await created(castellan, id, { description: 'One' });
    const deleted = await created(castellan, id, { description: 'Two' });
    for (const key of [edited, deleted]) {
      await sendOk(server, { method: 'DELETE', path: `/1/keys/${await secretOf(castellan, key)}` });
    }
    const update = castellan.handlers['keys.update'](
      {
        clusterId: id,
        ref: edited.ref,
        definition: definition({ description: 'New' }),
        opened: openedFrom(edited),
        overwrite: true,
        confirmation: null,
      },
      context(),
    );
    expect(await refusal(update)).toMatchObject({ code: 'KEY_GONE' });
    expect(await keyNamed(castellan, id, 'One')).toMatchObject({ state: 'gone', goneReason: 'disappeared' });
    const { token } = await castellan.handlers['confirmations.request'](
      { clusterId: id, action: 'remove-key', target: deleted.ref, typed: null },
      context(),
    );
    const remove = castellan.handlers['keys.remove'](
      { clusterId: id, ref: deleted.ref, confirmation: token },
      context(),
    );
    expect(await refusal(remove)).toMatchObject({ code: 'KEY_GONE' });
    expect(await keyNamed(castellan, id, 'Two')).toMatchObject({ state: 'gone', goneReason: 'disappeared' });
    expect((await view(castellan, id)).network).toEqual({ state: 'online' });
  });

  it('is noticed by the next sync, which writes only what changed', async () => {
    const server = await practice();
    const secrets = [];
    for (let i = 0; i < 5; i += 1)
      secrets.push(await addKey(server, { acl: ['search'], description: `k${i}` }));
    const castellan = await startCastellan();
    // The practice cluster has one key of its own.
    const { id } = await connect(castellan, server);
    expect(await castellan.handlers['sync.start']({ id }, context())).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
    });
    await sendOk(server, {
      method: 'PUT',
      path: `/1/keys/${secrets[1]}`,
      body: { acl: ['search'], description: 'k1', validity: 600 },
    });
    await sendOk(server, { method: 'DELETE', path: `/1/keys/${secrets[2]}` });
    await addKey(server, { acl: ['browse'], description: 'new' });
    expect(await castellan.handlers['sync.start']({ id }, context())).toEqual({
      added: 1,
      changed: 1,
      gone: 1,
    });
    expect(await castellan.handlers['sync.start']({ id }, context())).toEqual({
      added: 0,
      changed: 0,
      gone: 0,
    });
    const history = async (label: string): Promise<number> => {
      const { ref } = await keyNamed(castellan, id, label);
      return (await castellan.handlers['keys.history']({ clusterId: id, ref }, context())).length;
    };
    expect([await history('k0'), await history('k1'), await history('new')]).toEqual([1, 2, 1]);
    expect((await view(castellan, id)).keyCount).toBe(6);
  });
});
