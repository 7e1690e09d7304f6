import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

const ROOT = path.join(import.meta.dirname, '..', '..');
/** Below node_modules, so that the bundle finds the project's native modules. */
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'castellan-test');
const STALE_MS = 3_600_000;

export interface PracticeBundle {
  readonly cli: string;
  readonly worker: string;
}

async function sources(folder: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** A name for the state of the sources; equal for equal sources. */
async function fingerprint(): Promise<string> {
  const files = [...(await sources('electron/practice')), ...(await sources('shared'))].sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = await stat(file);
    hash.update(`${file}\n${mtimeMs}\n${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

async function removeStale(keep: string): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const folder = path.join(CACHE, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    if (name !== keep && Date.now() - mtimeMs > STALE_MS) await rm(folder, { recursive: true, force: true });
  }
}

async function bundleInto(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      rolldownOptions: {
        input: {
          'practice-cli': path.join(ROOT, 'electron/practice/cli.ts'),
          'practice-worker': path.join(ROOT, 'electron/practice/worker.ts'),
        },
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: ['zod'] },
  });
}

async function make(): Promise<PracticeBundle> {
  await mkdir(CACHE, { recursive: true });
  const name = await fingerprint();
  const folder = path.join(CACHE, name);
  if (!existsSync(folder)) {
    const made = await mkdtemp(path.join(CACHE, 'making-'));
    await bundleInto(made);
    // Another test file may have been quicker; its bundle is the same.
    await rename(made, folder).catch(() => rm(made, { recursive: true, force: true }));
    await removeStale(name);
  }
  return { cli: path.join(folder, 'practice-cli.js'), worker: path.join(folder, 'practice-worker.js') };
}

let made: Promise<PracticeBundle> | null = null;

/** The practice cluster's programs, bundled from the sources as they are now (once for each state of them). */
export function practiceBundle(): Promise<PracticeBundle> {
  made ??= make();
  return made;
}
