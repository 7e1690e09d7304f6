import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listedKeys, type SeenKey } from '#electron/cache/cache';
import { openCache } from '#electron/cache/client';
import { builtCachePrograms, spawnCacheWorker } from '#electron/cache/spawn';
import { clusterIdSchema } from '#shared/ids';
import { markedAfter, runElectron } from './electron-run';
import type { Pairing } from './pairs';

const KEYS = 10_000;
const DAY = 86_400_000;
const LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 100;
const SETTLING_MS = 1_500;

/** From the start of the process to the first painted list of 10,000 keys, against a bare window's first paint. */
export async function startPairing(
  root: string,
  electron: string,
): Promise<{ readonly pairing: Pairing; readonly clean: () => Promise<void> }> {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'castellan-bench-'));
  await fillProfile(root, profile);
  // Without a keychain: the list has to stand before one is asked.
  const environment = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  const run = async (application: string, args: readonly string[], mark: string): Promise<number> => {
    const started = await runElectron(electron, application, args, environment);
    try {
      return await markedAfter(started, mark);
    } finally {
      // Ended in order, as by a user: the next start finds nothing to repair.
      await pause(SETTLING_MS);
      await started.end();
    }
  };
  await wearIn(electron, root, profile, environment);
  return {
    pairing: {
      id: 'start',
      what: 'start to the painted list of 10,000 keys / a bare window',
      limit: 1.5,
      pairs: 11,
      unmeasured: 1,
      ours: () => run(root, ['--profile', profile], 'castellan:list-painted'),
      theirs: () => run(path.join(root, 'test/bench/bare'), [], 'painted'),
    },
    clean: () => rm(profile, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Runs the application once, until it has kept what it keeps: the profile is one that was in use before. */
async function wearIn(
  electron: string,
  root: string,
  profile: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const started = await runElectron(electron, root, ['--profile', profile], environment);
  const until = performance.now() + LIMIT_MS;
  const kept = [path.join(profile, 'first-screen.json'), path.join(profile, 'chromium', 'Code Cache', 'js')];
  while (!kept.every((place) => existsSync(place))) {
    if (performance.now() > until) throw new Error('The application kept nothing of its first screen.');
    await pause(LOOK_AGAIN_MS);
  }
  // Chromium writes the compiled script out when it has nothing else to do.
  await pause(SETTLING_MS);
  await started.end();
}

/** A profile with one cluster that is worked with offline, so that nothing but the cache answers. */
async function fillProfile(root: string, profile: string): Promise<void> {
  const programs = builtCachePrograms(path.join(root, 'out/main'));
  const { cache } = await openCache(
    { file: path.join(profile, 'castellan.db'), dataKey: null },
    () => spawnCacheWorker(programs),
    { onReopened: () => undefined, onFault: () => undefined },
  );
  const id = clusterIdSchema.parse(crypto.randomUUID());
  const now = Date.now();
  await cache.clusters.insert({
    id,
    kind: 'algolia',
    name: 'shop-prod',
    environment: 'production',
    connection: { applicationId: 'BENCHAPP', hosts: [] },
    caPem: null,
    readOnly: false,
    workOffline: true,
    position: 0,
    access: { level: 'admin' },
    createdAt: now,
    syncedAt: null,
    clockSkewMs: null,
    notOffered: [],
    unlisted: [],
  });
  const sync = await cache.sync.begin(id, now);
  await cache.sync.stage(sync, listedKeys(Array.from({ length: KEYS }, (_, index) => seenKey(index, now))));
  await cache.sync.commit(sync, 0, 'everything');
  await cache.close();
}

function seenKey(index: number, now: number): SeenKey {
  return {
    secret: index.toString(16).padStart(32, '0'),
    admin: false,
    createdAt: now - index * 60_000,
    spec: {
      acl: index % 3 === 0 ? ['search', 'browse'] : ['search'],
      description: `Application ${index}`,
      indexes: [`shop${index % 50}_*`],
      maxHitsPerQuery: index % 2 === 0 ? 20 : 0,
      maxQueriesPerIPPerHour: 0,
      queryParameters: '',
      referers: index % 5 === 0 ? [`https://shop${index % 50}.example/*`] : [],
      expiresAt: index % 4 === 0 ? null : now + (index % 90) * DAY + DAY,
    },
  };
}
