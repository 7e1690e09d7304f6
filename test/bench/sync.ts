import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { algoliasearch } from 'algoliasearch';
import type { Cache } from '#electron/cache/cache';
import { openCache } from '#electron/cache/client';
import { builtCachePrograms, spawnCacheWorker } from '#electron/cache/spawn';
import { createNodeTransport } from '#electron/clusters/node-transport';
import { adapters } from '#electron/clusters/registry';
import { transferKeys } from '#electron/services/transfer-keys';
import { clusterIdSchema } from '#shared/ids';
import { z } from 'zod';
import type { Pairing } from './pairs';

const KEYS = 10_000;

const addressSchema = z.object({ url: z.string(), applicationId: z.string(), adminKey: z.string() });
type Address = z.infer<typeof addressSchema>;

/**
 * A first sync of 10,000 keys, sealing included, against the official client's listApiKeys alone. Both in a process that
 * has done it before, as both are in one that has been open for a while: the cache stays open, and each run adds a
 * cluster of its own to it, which is removed when the time has been taken.
 */
export async function syncPairing(
  root: string,
): Promise<{ readonly pairing: Pairing; readonly clean: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'castellan-bench-'));
  const { child, address } = await startPractice(root, folder);
  await fill(address);
  const { hostname, port } = new URL(address.url);
  const official = algoliasearch(address.applicationId, address.adminKey, {
    hosts: [{ url: hostname, port: Number(port), accept: 'readWrite', protocol: 'http' }],
  });
  const programs = builtCachePrograms(path.join(root, 'out/main'));
  const options = {
    file: path.join(folder, 'castellan.db'),
    dataKey: Buffer.alloc(32, 1).toString('base64'),
  };
  const { cache } = await openCache(options, () => spawnCacheWorker(programs), {
    onReopened: () => undefined,
    onFault: () => undefined,
  });
  return {
    pairing: {
      id: 'sync',
      what: "first sync of 10,000 keys / the official client's listApiKeys",
      limit: 3,
      pairs: 11,
      unmeasured: 4,
      ours: () => syncOnce(cache, address),
      theirs: async () => {
        const start = performance.now();
        const { keys } = await official.listApiKeys();
        if (keys.length < KEYS) throw new Error(`Only ${keys.length} keys were listed.`);
        return performance.now() - start;
      },
    },
    clean: async () => {
      await cache.close();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function syncOnce(cache: Cache, address: Address): Promise<number> {
  const connection = { applicationId: address.applicationId, hosts: [address.url] };
  const id = clusterIdSchema.parse(crypto.randomUUID());
  const now = Date.now();
  await cache.clusters.insert({
    id,
    kind: 'algolia',
    name: 'bench',
    environment: 'practice',
    connection,
    caPem: null,
    readOnly: false,
    workOffline: false,
    position: 0,
    access: { level: 'admin' },
    createdAt: now,
    syncedAt: null,
    clockSkewMs: null,
    notOffered: [],
    unlisted: [],
  });
  const adapter = adapters.algolia.open(
    { name: 'bench', connection, caPem: null, credential: address.adminKey, clockSkewMs: null },
    createNodeTransport(),
    Date.now,
  );
  const start = performance.now();
  const parts = { cache: () => cache, adapter, onProgress: () => undefined };
  const { written } = await transferKeys(id, now, parts, AbortSignal.timeout(60_000));
  const took = performance.now() - start;
  await cache.clusters.remove(id);
  if (written.added < KEYS) throw new Error(`Only ${written.added} keys were stored.`);
  return took;
}

async function startPractice(
  root: string,
  folder: string,
): Promise<{ readonly child: ChildProcess; readonly address: Address }> {
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'out/main/practice-cli.js'),
      ...['--kind', 'algolia', '--port', '0', '--seed', 'empty', '--lag', '0'],
      ...['--data', path.join(folder, 'practice')],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  // Left at once when this process ends in whatever way: nobody else would end it.
  process.once('exit', () => child.kill());
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('The practice cluster ended at once.')));
  });
  return { child, address: addressSchema.parse(JSON.parse(line)) };
}

/** Makes the keys with real requests, some at a time. */
async function fill({ url, applicationId, adminKey }: Address): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < KEYS) {
      const index = next++;
      const answer = await fetch(`${url}/1/keys`, {
        method: 'POST',
        headers: { 'x-algolia-application-id': applicationId, 'x-algolia-api-key': adminKey },
        body: JSON.stringify({
          acl: ['search', 'browse'],
          description: `Application ${index}`,
          indexes: [`shop${index % 50}_*`, 'shared_*'],
          referers: [`https://shop${index % 50}.example/*`],
          maxHitsPerQuery: 20,
          validity: 86_400 * (1 + (index % 90)),
        }),
      });
      if (!answer.ok) throw new Error(`The practice cluster answered ${answer.status}.`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
}
