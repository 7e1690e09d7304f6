import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

let work = '';
let packed = '';
let archive = '';
let entries: readonly string[] = [];

/** The runtime as the builder expects one: without the application that the development runtime brings. */
async function runtimeCopy(target: string): Promise<void> {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (dist === undefined)
    throw new Error('ELECTRON_OVERRIDE_DIST_PATH is unset: run `npm run test:package`.');
  await cp(dist, target, { recursive: true });
  await rm(path.join(target, 'resources', 'app'), { recursive: true, force: true });
}

/** Packs around the runtime that the tests use, into a temporary folder: nothing distributable is made from it. */
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'castellan-package-'));
  const runtime = path.join(work, 'runtime');
  await runtimeCopy(runtime);
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const options = [`-c.electronDist=${runtime}`, `-c.directories.output=${path.join(work, 'packed')}`];
  const args = [builder, '--dir', '--publish', 'never', '--config', 'electron-builder.yml', ...options];
  await run(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  const unpacked = (await readdir(path.join(work, 'packed'))).find(
    (name) => name.includes('unpacked') || name.startsWith('mac'),
  );
  packed = path.join(work, 'packed', unpacked ?? 'missing');
  archive = path.join(resources(), 'app.asar');
  entries = listPackage(archive, { isPack: false }).map((name) => name.split(path.sep).join('/'));
}, 180_000);

afterAll(() => rm(work, { recursive: true, force: true }));

const resources = (): string =>
  process.platform === 'darwin'
    ? path.join(packed, 'Castellan.app', 'Contents', 'Resources')
    : path.join(packed, 'resources');

function executable(): string {
  if (process.platform === 'darwin') return path.join(packed, 'Castellan.app');
  return path.join(packed, process.platform === 'win32' ? 'Castellan.exe' : 'castellan');
}

describe('the packed application', () => {
  it('has every fuse as electron-builder.yml decides it', async () => {
    const wire = await getCurrentFuseWire(executable());
    const closed = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    ];
    const open = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    for (const fuse of closed)
      expect([FuseV1Options[fuse], wire[fuse]]).toEqual([FuseV1Options[fuse], FuseState.DISABLE]);
    for (const fuse of open)
      expect([FuseV1Options[fuse], wire[fuse]]).toEqual([FuseV1Options[fuse], FuseState.ENABLE]);
  });

  it('holds the build, its manifest and the native modules, and nothing else of the project', () => {
    const tops = new Set(entries.map((name) => name.split('/').slice(1, 3).join('/')));
    const modules = [...tops].filter((name) => name.startsWith('node_modules/'));
    expect(modules.toSorted()).toEqual(['node_modules/better-sqlite3', 'node_modules/keytar']);
    expect([...tops].filter((name) => !name.startsWith('node_modules')).toSorted()).toEqual([
      'LICENSE',
      'out',
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
    ]);
  });

  it('holds no source, no test and no source map', () => {
    expect(entries.filter((name) => /\.(?:tsx?|map|test\.\w+|spec\.\w+)$|\/tests?\//.test(name))).toEqual([]);
  });

  it('holds the main process, the preload and the page', () => {
    const expected = [
      '/out/main/main.js',
      '/out/main/cache-worker.js',
      '/out/main/preparing-thread.js',
      '/out/main/vault-process.js',
    ];
    expect(entries).toEqual(
      expect.arrayContaining([
        ...expected,
        '/out/main/practice-worker.js',
        '/out/preload/preload.cjs',
        '/out/renderer/index.html',
      ]),
    );
  });

  it('knows no development server: its page comes from app:// whatever the environment says', () => {
    const programs = entries.filter((name) => /^\/out\/(?:main|preload)\/.*\.c?js$/.test(name));
    expect(programs.length).toBeGreaterThan(3);
    const speaking = programs.filter((name) =>
      /ELECTRON_RENDERER_URL|localhost:\d/.test(
        extractFile(archive, path.normalize(name.slice(1))).toString('utf8'),
      ),
    );
    expect(speaking).toEqual([]);
  });

  it('keeps the native modules beside the archive, for this system alone', () => {
    const native = entries.filter((name) => name.endsWith('.node'));
    expect(native).toEqual([
      `/node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
      '/node_modules/keytar/build/Release/keytar.node',
    ]);
    for (const name of native) {
      expect(statFile(archive, path.normalize(name.slice(1)))).toMatchObject({ unpacked: true });
      expect(existsSync(path.join(`${archive}.unpacked`, name))).toBe(true);
    }
  });

  it('starts at the main process of the build, with no development settings in its manifest', () => {
    const manifest: unknown = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
    expect(manifest).toMatchObject({ name: 'castellan', main: './out/main/main.js', type: 'module' });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
  });

  it('brings no second application beside the archive', async () => {
    expect(
      (await readdir(resources())).filter((name) => name === 'app' || name === 'default_app.asar'),
    ).toEqual([]);
  });
});
