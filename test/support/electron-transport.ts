import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { TransportFailure, type Transport, type TransportFailureSort } from '#electron/clusters/transport';

const ROOT = path.join(import.meta.dirname, '..', '..');
const LIMIT_MS = 30_000;

/** The Electron that this machine uses (scripts/setup/electron.mjs). */
function electronExecutable(): string {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(ROOT, 'node_modules/electron/dist');
  const name =
    process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron';
  const file = path.join(dist, name);
  if (!existsSync(file))
    throw new Error(`There is no Electron at ${file}: run npm start or set ELECTRON_OVERRIDE_DIST_PATH.`);
  return file;
}

async function bundle(): Promise<string> {
  const parent = path.join(ROOT, 'node_modules', '.cache', 'castellan-test');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, 'electron-transport-'));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: { main: path.join(import.meta.dirname, 'electron-transport-host.ts') },
        external: ['electron'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  const manifest = { name: 'castellan-transport-test', version: '1.0.0', type: 'module', main: 'main.js' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

interface Reply {
  readonly id?: number;
  readonly ready?: string;
  readonly answer?: Awaited<ReturnType<Transport['send']>>;
  readonly failure?: {
    readonly sort: TransportFailureSort;
    readonly sent: 'no' | 'maybe';
    readonly message: string;
  };
  readonly bug?: string;
}

function start(folder: string): ChildProcess {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return spawn(
    electronExecutable(),
    [
      folder,
      '--disable-gpu',
      ...(process.platform === 'linux' ? ['--ozone-platform=headless'] : []),
      ...(asRoot ? ['--no-sandbox'] : []),
      `--user-data-dir=${path.join(folder, 'profile')}`,
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
}

/** The application's own transport, running in a real Electron; used from here like any other. */
export interface RemoteTransport extends Transport {
  readonly electron: string;
  readonly stop: () => Promise<void>;
}

export async function startElectronTransport(): Promise<RemoteTransport> {
  const folder = await bundle();
  const child = start(folder);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<number, (reply: Reply) => void>();
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('Electron was started without pipes.');
  const electron = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('Electron did not start in time.')), LIMIT_MS);
    void gone.then(() => reject(new Error('Electron ended at once.')));
    createInterface({ input: stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const reply = JSON.parse(line) as Reply;
      if (reply.ready !== undefined) {
        clearTimeout(limit);
        resolve(reply.ready);
      } else if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    });
  });
  let lastId = 0;
  const order = (line: object): boolean => stdin.write(`${JSON.stringify(line)}\n`);
  return {
    electron,
    send: ({ signal, ...request }) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        waiting.set(id, ({ answer, failure, bug }) => {
          waiting.delete(id);
          if (answer !== undefined) resolve(answer);
          else if (failure !== undefined)
            reject(new TransportFailure(failure.sort, failure.sent, failure.message));
          else reject(new Error(bug));
        });
        order({ id, send: request });
        if (signal.aborted) order({ id, abort: true });
        signal.addEventListener('abort', () => order({ id, abort: true }), { once: true });
      }),
    stop: async () => {
      stdin.end();
      await gone;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
