// Run by test/integration/cache/disk.test.ts in a mount namespace of its own: a small disk is mounted, and what the
// cache does on it is printed as JSON.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CacheEngine } from '#electron/cache/engine';
import { AppError } from '#shared/errors';
import {
  clusterIdOf,
  clusterRow,
  engineOptions,
  keyQuery,
  labelsOf,
  NOW,
  operationRow,
  secretOf,
  seenKey,
  settle,
  syncKeys,
} from './cache-data';

const [scenario, disk] = process.argv.slice(2);
if (disk === undefined) throw new Error('Which folder?');
const A = clusterIdOf('a');
const profile = path.join(disk, 'profile');
const filler = path.join(disk, 'filler');

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

/** Takes what is left of the disk. */
function fill(): void {
  for (const bytes of [1 << 20, 1 << 16, 1 << 12, 1 << 8]) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}

function manyKeys(from: number, count: number) {
  return Array.from({ length: count }, (_, index) => seenKey(`key-${from + index}`));
}

/** What becomes of one write of each sort. */
function writes(engine: CacheEngine): readonly string[] {
  return [
    codeOf(() => engine.run('operations.write', [operationRow('refused', A)])),
    codeOf(() => engine.run('keys.put', [A, seenKey('refused'), 'created-here', NOW])),
    codeOf(() =>
      engine.run('keys.markGone', [{ clusterId: A, ref: engine.run('keys.refOf', ['x']) }, 'expired', NOW]),
    ),
    codeOf(() => engine.run('clusters.update', [clusterRow('a', { name: 'changed' })])),
    codeOf(() => syncKeys(engine, A, manyKeys(1000, 1000))),
  ];
}

/** A full disk takes a little more: room that the files have already. Journal entries until that is used up. */
function writeUntilRefused(engine: CacheEngine, prefix: string): { accepted: number; code: string } {
  for (let accepted = 0; ; accepted += 1) {
    const code = codeOf(() => engine.run('operations.write', [operationRow(`${prefix} ${accepted}`, A)]));
    if (code !== 'done') return { accepted, code };
  }
}

function journal(engine: CacheEngine): number {
  return engine.run('operations.unsettled', []).length;
}

function reads(engine: CacheEngine) {
  const ref = engine.run('keys.refOf', [secretOf('key-7')]);
  return {
    clusters: engine.run('clusters.list', []).map((row) => row.keyCount),
    searched: labelsOf(engine, keyQuery(A, { text: 'key-19' })).length,
    secret: engine.run('keys.secret', [{ clusterId: A, ref }]) === secretOf('key-7'),
    journal: journal(engine),
  };
}

function prepare(): CacheEngine {
  mkdirSync(profile);
  const engine = new CacheEngine(engineOptions(profile));
  engine.run('clusters.insert', [clusterRow('a')]);
  syncKeys(engine, A, manyKeys(0, 200));
  engine.run('operations.write', [operationRow('before', A)]);
  settle(engine);
  return engine;
}

function full(): unknown {
  const engine = prepare();
  fill();
  const first = writeUntilRefused(engine, 'while full');
  const whileFull = {
    small: first.code,
    large: codeOf(() => syncKeys(engine, A, manyKeys(1000, 1000))),
    reads: { ...reads(engine), journal: journal(engine) - first.accepted },
  };
  engine.close();
  fill();
  const reopened = new CacheEngine(engineOptions(profile));
  const second = writeUntilRefused(reopened, 'at start');
  const accepted = first.accepted + second.accepted;
  const atStart = {
    readOnly: reopened.opening.readOnly,
    small: second.code,
    large: codeOf(() => syncKeys(reopened, A, manyKeys(1000, 1000))),
    reads: { ...reads(reopened), journal: journal(reopened) - accepted },
  };
  const fresh = path.join(disk ?? '', 'fresh');
  mkdirSync(fresh);
  const firstStart = codeOf(() => new CacheEngine(engineOptions(fresh)));
  rmSync(filler);
  const afterwards = {
    small: codeOf(() => reopened.run('operations.write', [operationRow('again', A)])),
    reads: { ...reads(reopened), journal: journal(reopened) - accepted },
    firstStart: codeOf(() => new CacheEngine(engineOptions(fresh)).close()),
  };
  reopened.close();
  return { whileFull, atStart, firstStart, afterwards };
}

function remount(option: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${option}`, disk ?? '']);
}

function fingerprint(): readonly string[] {
  return readdirSync(profile).map((name) => `${name} ${statSync(path.join(profile, name)).size}`);
}

function readOnly(): unknown {
  const engine = prepare();
  engine.run('operations.write', [operationRow('in the WAL', A)]);
  // What a crash leaves: the file and its WAL as they are while the database is open.
  const crashed = path.join(disk ?? '', 'crashed');
  mkdirSync(crashed);
  for (const name of readdirSync(profile)) copyFileSync(path.join(profile, name), path.join(crashed, name));
  engine.close();
  const empty = path.join(disk ?? '', 'empty');
  mkdirSync(empty);
  remount('ro');
  const before = fingerprint();
  const results = [profile, crashed, empty].map((folder) => {
    const opened = new CacheEngine(engineOptions(folder));
    const result = {
      opening: opened.opening,
      writes: writes(opened),
      reads: folder === empty ? opened.run('clusters.list', []) : reads(opened),
    };
    opened.close();
    return result;
  });
  const unchanged = JSON.stringify(before) === JSON.stringify(fingerprint());
  remount('rw');
  const later = new CacheEngine(engineOptions(profile));
  const afterwards = { readOnly: later.opening.readOnly, reads: reads(later) };
  later.close();
  return { results, unchanged, afterwards };
}

/** Damage that cannot be set aside. */
function damagedReadOnly(): unknown {
  prepare().close();
  writeFileSync(path.join(profile, 'castellan.db'), 'no database '.repeat(1000));
  remount('ro');
  return { code: codeOf(() => new CacheEngine(engineOptions(profile))) };
}

const scenarios: Readonly<Record<string, () => unknown>> = { full, readOnly, damagedReadOnly };
const run = scenarios[scenario ?? ''];
if (run === undefined) throw new Error(`No scenario ${scenario}`);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
process.stdout.write(JSON.stringify(run()));
