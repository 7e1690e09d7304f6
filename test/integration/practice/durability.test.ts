import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError } from '#electron/practice/database';
import { addKey, saveObjects, send, sendOk } from '../../support/practice-http';
import { practiceHere, practiceProcess } from '../../support/practice';

describe('what the practice cluster keeps', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'castellan-kept-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('loses nothing that it acknowledged when it is killed, however often', async () => {
    const keys: string[] = [];
    const deleted: string[] = [];
    let identity: string | null = null;
    for (let round = 0; round < 3; round += 1) {
      const practice = await practiceProcess({ dataDir });
      identity ??= `${practice.applicationId} ${practice.adminKey}`;
      expect(`${practice.applicationId} ${practice.adminKey}`).toBe(identity);
      for (let i = 0; i < 15; i += 1) {
        keys.push(await addKey(practice, { acl: ['search'], description: `round ${round}` }));
        await saveObjects(practice, 'books', [{ objectID: `${round}-${i}`, title: 'Dune' }]);
      }
      const victim = keys[round * 15] ?? '';
      await sendOk(practice, { method: 'DELETE', path: `/1/keys/${victim}` });
      deleted.push(victim);
      await practice.kill();
    }
    const practice = await practiceProcess({ dataDir });
    const { keys: listed } = (await sendOk(practice, { path: '/1/keys' })) as { keys: { value: string }[] };
    const values = listed.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(keys.filter((key) => !deleted.includes(key))));
    expect(values).toHaveLength(keys.length - deleted.length + 1);
    const found = await sendOk(practice, {
      method: 'POST',
      path: '/1/indexes/books/query',
      body: { query: 'dune' },
    });
    expect(found['nbHits']).toBe(45);
    for (const key of deleted) {
      await sendOk(practice, { method: 'POST', path: `/1/keys/${key}/restore` });
    }
    await practice.stop();
  });

  it('is killed in the middle of a storm of creates and has every key that was answered', async () => {
    const practice = await practiceProcess({ dataDir });
    const answered: string[] = [];
    const killing: Promise<void>[] = [];
    const worker = async (): Promise<void> => {
      for (;;) {
        answered.push(await addKey(practice, { acl: ['search'] }));
        if (answered.length === 60) killing.push(practice.kill());
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, worker));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    await Promise.all(killing);
    const again = await practiceProcess({ dataDir });
    const { keys } = (await sendOk(again, { path: '/1/keys' })) as { keys: { value: string }[] };
    expect(keys.map(({ value }) => value)).toEqual(expect.arrayContaining(answered));
    await again.stop();
  });

  it('keeps the hourly counts over a restart', async () => {
    const first = await practiceHere({ dataDir });
    const key = await addKey(first, { acl: ['listIndexes'], maxQueriesPerIPPerHour: 1 });
    expect((await send(first, { path: '/1/indexes', key })).status).toBe(200);
    await first.stop();
    const second = await practiceHere({ dataDir });
    expect((await send(second, { path: '/1/indexes', key })).status).toBe(429);
    await second.stop();
  });

  it('seeds a folder once: a second start leaves what was changed', async () => {
    const first = await practiceHere({ dataDir, seed: 'demo' });
    const { keys } = (await sendOk(first, { path: '/1/keys' })) as { keys: { value: string }[] };
    await sendOk(first, { method: 'DELETE', path: `/1/keys/${keys[0]?.value ?? ''}` });
    await first.stop();
    const second = await practiceHere({ dataDir, seed: 'demo' });
    const { keys: left } = (await sendOk(second, { path: '/1/keys' })) as { keys: unknown[] };
    expect(left).toHaveLength(keys.length - 1);
    await second.stop();
  });

  it('refuses a folder that another practice cluster uses', async () => {
    const first = await practiceProcess({ dataDir });
    await expect(practiceHere({ dataDir })).rejects.toThrow(DataFolderError);
    await expect(practiceHere({ dataDir })).rejects.toThrow(
      'Another practice cluster is using this data folder.',
    );
    await first.stop();
    const second = await practiceHere({ dataDir });
    await second.stop();
  });

  it('keeps the last 1,000 deleted keys for restoring, and no more', async () => {
    const practice = await practiceHere({ dataDir });
    const keys: string[] = [];
    for (let i = 0; i < 1003; i += 1) keys.push(await addKey(practice, { acl: ['search'] }));
    for (const key of keys) await sendOk(practice, { method: 'DELETE', path: `/1/keys/${key}` });
    const restore = async (at: number) =>
      (await send(practice, { method: 'POST', path: `/1/keys/${keys[at] ?? ''}/restore` })).status;
    expect([await restore(0), await restore(1), await restore(2)]).toEqual([404, 404, 404]);
    expect([await restore(3), await restore(1002)]).toEqual([200, 200]);
    await practice.stop();
  });
});
