import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CacheEngine } from '#electron/cache/engine';
import {
  clusterIdOf,
  clusterRow,
  engineOptions,
  keyQuery,
  NOW,
  openEngine,
  seenKey,
  syncKeys,
} from '../../support/cache-fixtures';
import { tempProfile } from '../../support/temp-profile';

const run = promisify(execFile);
const A = clusterIdOf('a');
const at = (name: string): string => fileURLToPath(new URL(`../../support/${name}`, import.meta.url));

/**
 * Runs a scenario on a small disk of its own, mounted where nobody else sees it. Mounting needs rights: root has
 * them, anyone else gets them in a user namespace; where neither works the test fails.
 */
async function onSmallDisk(scenario: string): Promise<unknown> {
  const rights = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const { stdout } = await run('unshare', [
    ...rights,
    '--mount',
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    '--import',
    at('run-ts.mjs'),
    at('disk-scenario.ts'),
    scenario,
    tempProfile(),
  ]);
  return JSON.parse(stdout);
}

const ALL_READABLE = { clusters: [200], searched: 11, secret: true };

describe.runIf(process.platform === 'linux')('on a small disk', () => {
  test('that is full every write is refused with a clear code, everything stays readable, nothing is lost', async () => {
    const refused = { small: 'CACHE_FULL', large: 'CACHE_FULL' };
    const reads = { ...ALL_READABLE, journal: 1 };
    expect(await onSmallDisk('full')).toEqual({
      whileFull: { ...refused, reads },
      atStart: { readOnly: false, ...refused, reads },
      firstStart: 'CACHE_FULL',
      afterwards: { small: 'done', reads: { ...reads, journal: 2 }, firstStart: 'done' },
    });
  });

  test('that is read-only everything is readable, what a crash left in the WAL included, and nothing is touched', async () => {
    const writes = Array<string>(5).fill('CACHE_READ_ONLY');
    const opening = { setAside: null, droppedSecrets: 0, readOnly: true };
    const reads = { ...ALL_READABLE, journal: 2 };
    expect(await onSmallDisk('readOnly')).toEqual({
      results: [
        { opening, writes, reads },
        { opening, writes, reads },
        { opening, writes: expect.arrayContaining(['CACHE_READ_ONLY']), reads: [] },
      ],
      unchanged: true,
      afterwards: { readOnly: false, reads },
    });
  });

  test('that is read-only a damaged file is reported, since it cannot be set aside', async () => {
    expect(await onSmallDisk('damagedReadOnly')).toEqual({ code: 'CACHE_CORRUPT' });
  });
});

describe('a file that cannot grow', () => {
  test('refuses a sync whole, and takes a smaller one', () => {
    const folder = tempProfile();
    openEngine(folder).close();
    const engine = openEngine(folder, { maxPages: 120 });
    engine.run('clusters.insert', [clusterRow('a')]);
    const many = Array.from({ length: 2_000 }, (_, index) => seenKey(`key ${index}`));
    expect(() => syncKeys(engine, A, many)).toThrow(
      expect.objectContaining({ code: 'CACHE_FULL', remedy: expect.stringContaining('Free some space') }),
    );
    expect(engine.run('keys.page', [keyQuery(A), NOW])).toMatchObject({ total: 0, syncedAt: null });
    expect(syncKeys(engine, A, many.slice(0, 50)).added).toBe(50);
  });
});

test('a file that another program has open is refused with words that say so', () => {
  const folder = tempProfile();
  openEngine(folder);
  expect(() => new CacheEngine(engineOptions(folder))).toThrow(
    expect.objectContaining({ code: 'INTERNAL', message: 'Another program has the cache file open.' }),
  );
});
