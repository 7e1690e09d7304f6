import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { listedKeys, type Cache } from '#electron/cache/cache';
import { openCache } from '#electron/cache/client';
import { builtCachePrograms, spawnCacheWorker } from '#electron/cache/spawn';
import { clusterIdSchema, type ClusterId } from '#shared/ids';
import { bareRequest } from '#shared/policy/decision';
import type { Pairing } from './pairs';

const KEYS = 10_000;
const NOW = 1_760_000_000_000;

/**
 * Who can, over 10,000 cached keys through the worker, against reading the same rows in this process and parsing their
 * specs. The first chunk, which the screen shows while the rest is gone through, is a goal of its own.
 */
export async function whoCanPairing(
  root: string,
): Promise<{ readonly pairing: Pairing; readonly clean: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'castellan-bench-'));
  const file = path.join(folder, 'castellan.db');
  const programs = builtCachePrograms(path.join(root, 'out/main'));
  const open = async (): Promise<Cache> => {
    const heard = { onReopened: () => undefined, onFault: () => undefined };
    return (await openCache({ file, dataKey: null }, () => spawnCacheWorker(programs), heard)).cache;
  };
  const cluster = clusterIdSchema.parse(crypto.randomUUID());
  const first = await open();
  await fill(first, cluster);
  await first.close();
  // The cache keeps its file to itself.
  const copy = path.join(folder, 'copy.db');
  await copyFile(file, copy);
  const cache = await open();
  const database = new Database(copy, { readonly: true });
  const read = database.prepare<[], { readonly spec: string }>(
    'SELECT ref, label, mask, admin, spec FROM keys WHERE gone_at IS NULL',
  );
  return {
    pairing: {
      id: 'who-can',
      what: 'who can, over 10,000 cached keys / reading and parsing them',
      limit: 2,
      pairs: 15,
      unmeasured: 5,
      ours: () => lookUp(cache, cluster),
      theirs: async () => {
        const start = performance.now();
        let members = 0;
        for (const { spec } of read.all()) {
          const parsed: unknown = JSON.parse(spec);
          if (typeof parsed === 'object') members += 1;
        }
        if (members < KEYS) throw new Error(`Only ${members} keys were read.`);
        return performance.now() - start;
      },
    },
    clean: async () => {
      database.close();
      await cache.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function lookUp(cache: Cache, cluster: ClusterId): Promise<number> {
  const request = bareRequest('deleteIndex', 'shop7_*');
  const start = performance.now();
  let asked = 0;
  for (let after: number | null = 0; after !== null;) {
    const query = { clusterIds: [cluster], request, after, most: 500 };
    const chunk: Awaited<ReturnType<Cache['keys']['whoCan']>> = await cache.keys.whoCan(query, NOW);
    for (const count of chunk.counts) asked += count.asked;
    after = chunk.next;
  }
  const took = performance.now() - start;
  if (asked < KEYS) throw new Error(`Only ${asked} keys were asked.`);
  return took;
}

async function fill(cache: Cache, id: ClusterId): Promise<void> {
  await cache.clusters.insert({
    id,
    kind: 'algolia',
    name: 'bench',
    environment: 'practice',
    connection: { applicationId: 'BENCH', hosts: [] },
    caPem: null,
    readOnly: false,
    workOffline: false,
    position: 0,
    access: { level: 'admin' },
    createdAt: NOW,
    syncedAt: null,
    clockSkewMs: null,
    notOffered: [],
    unlisted: [],
  });
  const keys = Array.from({ length: KEYS }, (_, at) => ({
    secret: at.toString(16).padStart(32, '0'),
    admin: false,
    createdAt: NOW,
    spec: {
      acl: at % 4 === 0 ? ['search', 'browse', 'deleteIndex'] : ['search', 'browse'],
      description: `Application ${at}`,
      indexes: [`shop${at % 50}_*`, 'shared_*', `*_${at % 7}`],
      maxHitsPerQuery: 20,
      maxQueriesPerIPPerHour: 0,
      queryParameters: at % 5 === 0 ? `filters=tenant%3A${at}` : '',
      referers: [`https://shop${at % 50}.example/*`],
      expiresAt: at % 3 === 0 ? NOW + 86_400_000 : null,
    },
  }));
  const sync = await cache.sync.begin(id, NOW);
  await cache.sync.stage(sync, listedKeys(keys));
  await cache.sync.commit(sync, null, 'everything');
}
