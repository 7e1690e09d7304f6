import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listedKeys, type CacheOptions } from '#electron/cache/cache';
import { openCache, type CacheWorker, type OpenedCache } from '#electron/cache/client';
import { spawnCacheWorker, type CachePrograms } from '#electron/cache/spawn';
import { AppError } from '#shared/errors';
import {
  clusterIdOf,
  clusterRow,
  DATA_KEY,
  keyQuery,
  NOW,
  operationRow,
  secretOf,
  seenKey,
} from '../../support/cache-data';
import { tempProfile } from '../../support/temp-profile';

const A = clusterIdOf('a');
const SOURCES = {
  worker: new URL('../../../electron/cache/worker.ts', import.meta.url),
  preparing: new URL('../../../electron/cache/sync/preparing-thread.ts', import.meta.url),
};
const RUN_TS = [
  '--disable-warning=ExperimentalWarning',
  '--import',
  fileURLToPath(new URL('../../support/run-ts.mjs', import.meta.url)),
];

interface Heard {
  readonly faults: string[];
  readonly reopened: string[];
}

interface Opened extends OpenedCache, Heard {
  readonly workers: CacheWorker[];
}

/** Opens the cache in a real worker thread that runs the sources. */
async function open(
  folder: string,
  options: Partial<CacheOptions> = {},
  programs: CachePrograms = SOURCES,
): Promise<Opened> {
  const heard: Heard = { faults: [], reopened: [] };
  const workers: CacheWorker[] = [];
  const opened = await openCache(
    { file: path.join(folder, 'castellan.db'), dataKey: DATA_KEY, ...options },
    () => {
      const worker = spawnCacheWorker(programs, RUN_TS);
      workers.push(worker);
      return worker;
    },
    {
      onFault: (description) => heard.faults.push(description),
      onReopened: ({ setAside }) => heard.reopened.push(setAside?.file ?? ''),
    },
  );
  onTestFinished(() => opened.cache.close());
  return { ...opened, ...heard, workers };
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
}

describe('the cache in its worker', () => {
  test('answers every call of its interface', async () => {
    const { cache, opening } = await open(tempProfile());
    expect(opening).toEqual({ setAside: null, droppedSecrets: 0, readOnly: false });
    await cache.clusters.insert(clusterRow('a'));
    await cache.clusters.insert(clusterRow('b'));
    await cache.clusters.update(clusterRow('a', { name: 'renamed' }));
    await cache.clusters.reorder([clusterIdOf('b'), A]);
    expect((await cache.clusters.list()).map((row) => row.name)).toEqual(['b', 'renamed']);

    const sync = await cache.sync.begin(A, NOW);
    await cache.sync.stage(sync, listedKeys([seenKey('one'), seenKey('two')]));
    expect(await cache.sync.commit(sync, 12, 'everything')).toEqual({ added: 2, changed: 0, gone: 0 });
    await cache.sync.abort(await cache.sync.begin(A, NOW));

    const ref = await cache.keys.refOf(secretOf('one'));
    const id = { clusterId: A, ref };
    expect(await cache.keys.findByRef(ref)).toEqual([id]);
    expect(await cache.keys.secret(id)).toBe(secretOf('one'));
    expect(await cache.keys.get(id, NOW)).toMatchObject({ label: 'one', hasSecret: true });
    expect((await cache.keys.page(keyQuery(A, { text: 'tw' }), NOW)).rows).toMatchObject([{ label: 'two' }]);
    expect(await cache.keys.put(A, seenKey('three'), 'created-here', NOW)).toMatchObject({ label: 'three' });
    expect(await cache.keys.markGone(id, 'deleted-here', NOW)).toMatchObject({ state: 'gone' });
    expect(await cache.keys.history(id)).toHaveLength(1);

    const operation = operationRow('one', A);
    await cache.operations.write(operation);
    expect(await cache.operations.unsettled()).toEqual([operation]);
    await cache.operations.settle(operation.id, { state: 'done', result: 'created', ref, at: NOW });
    expect(await cache.operations.list(A, 5)).toMatchObject([{ state: 'done' }]);
    await cache.clusters.remove(A);
    expect(await cache.clusters.list()).toHaveLength(1);
  });

  test('keeps everything over its end', async () => {
    const folder = tempProfile();
    const first = await open(folder);
    await first.cache.clusters.insert(clusterRow('a'));
    await first.cache.keys.put(A, seenKey('one'), 'created-here', NOW);
    await first.cache.close();
    expect(readdirSync(folder)).toEqual(['castellan.db']);
    const { cache } = await open(folder);
    expect(await cache.keys.secret({ clusterId: A, ref: await cache.keys.refOf(secretOf('one')) })).toBe(
      secretOf('one'),
    );
  });

  test('gives expected failures as AppError with their code, and no word to the log', async () => {
    const { cache, faults } = await open(tempProfile());
    expect(await failure(cache.keys.page(keyQuery(A), NOW))).toMatchObject({ code: 'NOT_FOUND' });
    expect(faults).toEqual([]);
  });

  test('tells a bug to the log alone, and goes on', async () => {
    const { cache, faults } = await open(tempProfile());
    await cache.clusters.insert(clusterRow('a'));
    const error = await failure(cache.clusters.insert(clusterRow('a')));
    expect(error).toMatchObject({ code: 'INTERNAL', message: 'Something went wrong inside Castellan.' });
    expect(faults).toEqual([expect.stringContaining('UNIQUE constraint failed: clusters.id')]);
    expect(await cache.clusters.list()).toHaveLength(1);
  });

  test('tells how it found the file', async () => {
    const folder = tempProfile();
    writeFileSync(path.join(folder, 'castellan.db'), 'no database '.repeat(500));
    const { opening } = await open(folder);
    expect(opening.setAside?.file).toMatch(/^castellan\.db\.damaged-/);
  });

  test('indexes in quiet moments without being asked', async () => {
    const folder = tempProfile();
    const { cache } = await open(folder);
    await cache.clusters.insert(clusterRow('a'));
    const sync = await cache.sync.begin(A, NOW);
    await cache.sync.stage(
      sync,
      listedKeys(Array.from({ length: 3_000 }, (_, index) => seenKey(`key ${index} ${randomUUID()}`))),
    );
    await cache.sync.commit(sync, null, 'everything');
    await expect.poll(() => pendingOnDisk(folder), { timeout: 20_000, interval: 250 }).toBe(0);
    expect((await cache.keys.page(keyQuery(A, { text: 'key 2999' }), NOW)).total).toBeGreaterThan(0);
  });

  test('stores thousands of keys of a first sync with all that belongs to them', async () => {
    const { cache } = await open(tempProfile());
    await cache.clusters.insert(clusterRow('a'));
    const keys = Array.from({ length: 2_500 }, (_, index) =>
      seenKey(
        `key ${index}`,
        { acl: index % 2 === 0 ? ['search'] : ['browse'] },
        { admin: index % 100 === 0 },
      ),
    );
    const sync = await cache.sync.begin(A, NOW);
    for (const from of [0, 1_000, 2_000]) {
      await cache.sync.stage(sync, listedKeys(keys.slice(from, from + 1_000)));
    }
    expect(await cache.sync.commit(sync, null, 'everything')).toEqual({ added: 2_500, changed: 0, gone: 0 });
    for (const index of [1, 999, 1_000, 1_001, 2_499]) {
      const ref = await cache.keys.refOf(secretOf(`key ${index}`));
      const record = await cache.keys.get({ clusterId: A, ref }, NOW);
      expect(record).toMatchObject({ label: `key ${index}`, admin: index % 100 === 0 });
      const secret = index % 100 === 0 ? null : secretOf(`key ${index}`);
      expect(await cache.keys.secret({ clusterId: A, ref })).toBe(secret);
    }
    const browsing = await cache.keys.page(keyQuery(A, { permission: 'browse', limit: 1 }), NOW);
    expect(browsing.total).toBe(1_250);
  });

  test('stores a first sync although the thread that helps with it cannot be started', async () => {
    const preparing = new URL('missing.ts', SOURCES.worker);
    const { cache } = await open(tempProfile(), {}, { ...SOURCES, preparing });
    await cache.clusters.insert(clusterRow('a'));
    const sync = await cache.sync.begin(A, NOW);
    await cache.sync.stage(sync, listedKeys([seenKey('one'), seenKey('two')]));
    expect(await cache.sync.commit(sync, null, 'everything')).toEqual({ added: 2, changed: 0, gone: 0 });
    const ref = await cache.keys.refOf(secretOf('two'));
    expect(await cache.keys.secret({ clusterId: A, ref })).toBe(secretOf('two'));
  });
});

/** What a copy of the file, as it is now, still has to index. */
async function pendingOnDisk(folder: string): Promise<number> {
  const copy = path.join(folder, `copy-${randomUUID()}`);
  mkdirSync(copy);
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith('castellan.db'))) {
    copyFileSync(path.join(folder, name), path.join(copy, name));
  }
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(path.join(copy, 'castellan.db'));
  const keys = database.prepare<[], number>('SELECT count(*) FROM keys').pluck().get() ?? 0;
  const pending =
    database
      .prepare<[], number>('SELECT count(*) FROM keys WHERE id >= (SELECT from_id FROM search_progress)')
      .pluck()
      .get() ?? 0;
  database.close();
  return keys === 0 ? -1 : pending;
}

describe('a worker that ends', () => {
  test('fails every call that waits and every later one with a clear message', async () => {
    const { cache, workers } = await open(tempProfile());
    const waiting = [failure(cache.clusters.list()), failure(cache.keys.refOf('x'))];
    await workers[0]?.terminate();
    const later = await failure(cache.clusters.list());
    for (const error of [...(await Promise.all(waiting)), later]) {
      expect(error).toMatchObject({
        code: 'INTERNAL',
        message: 'The part of Castellan that stores data has stopped.',
        remedy: expect.stringContaining('Start Castellan again'),
      });
    }
    await cache.close();
  });

  test('before it opened the file fails the opening', async () => {
    const script = path.join(tempProfile(), 'broken-worker.mjs');
    writeFileSync(script, 'throw new Error("broken on purpose");');
    const opening = openCache(
      { file: path.join(tempProfile(), 'castellan.db'), dataKey: null },
      () => spawnCacheWorker({ ...SOURCES, worker: pathToFileURL(script) }),
      { onFault: () => undefined, onReopened: () => undefined },
    );
    expect(await failure(opening)).toMatchObject({ code: 'INTERNAL' });
  });

  test('in the middle of a sync leaves the file as it was', async () => {
    const folder = tempProfile();
    const { cache, workers } = await open(folder);
    await cache.clusters.insert(clusterRow('a'));
    const sync = await cache.sync.begin(A, NOW);
    await cache.sync.stage(sync, listedKeys([seenKey('one')]));
    await workers[0]?.terminate();
    const again = await open(folder);
    expect(again.opening.setAside).toBeNull();
    expect((await again.cache.keys.page(keyQuery(A), NOW)).total).toBe(0);
  });
});
