// System packages on Debian and Ubuntu: found out in one question, installed in one call.
import { existsSync } from 'node:fs';
import { must, run, say, SetupError } from './process.mjs';

/** Each line is one need; names further right are those of other releases. */
const needs = {
  // what Electron loads, with a font to draw with
  electron: [
    ['libgtk-3-0t64', 'libgtk-3-0'],
    ['libnss3'],
    ['libasound2t64', 'libasound2'],
    ['libgbm1'],
    ['libxss1'],
    ['libxtst6'],
    ['libnotify4'],
    ['libatspi2.0-0t64', 'libatspi2.0-0'],
    ['libdrm2'],
    ['libsecret-1-0'],
    ['fonts-dejavu-core'],
  ],
  // keytar is built here when no prebuilt file can be fetched; the carried Electron comes in a zip file
  build: [['libsecret-1-dev'], ['python3'], ['make'], ['g++'], ['pkg-config'], ['unzip']],
  // a display and a keychain where there is no desktop, and for tests
  headless: [['xvfb'], ['xauth'], ['dbus'], ['gnome-keyring']],
  // a window manager, for the tests of the window's place: without one nothing can be maximised
  windows: [['openbox']],
};

const isDebian = () =>
  process.platform === 'linux' && existsSync('/usr/bin/dpkg-query') && existsSync('/usr/bin/apt-get');

async function installed() {
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${db:Status-Abbrev} ${Package}\n'], {
    quiet: true,
  });
  return new Set(stdout.split('\n').flatMap((line) => (line.startsWith('ii') ? [line.slice(3).trim()] : [])));
}

async function namesHere(alternatives) {
  if (alternatives.length === 1) return alternatives[0];
  for (const name of alternatives) {
    const { stdout } = await run('apt-cache', ['policy', name], { quiet: true });
    if (/Candidate: (?!\(none\))/.test(stdout)) return name;
  }
  return alternatives.at(-1);
}

/**
 * Makes sure of the system packages of the given needs (keys of `needs`). As root they are installed; otherwise
 * the line to run is the error's text. On other systems nothing is done: their ways differ, and what is missing
 * says so when it is used.
 */
export async function ensureSystemPackages(wants) {
  if (!isDebian()) return;
  const have = await installed();
  const missing = wants
    .flatMap((want) => needs[want])
    .filter((names) => !names.some((name) => have.has(name)));
  if (missing.length === 0) return;
  const asRoot = process.getuid() === 0;
  if (asRoot) await must('apt-get update', 'apt-get', ['update', '-qq'], { quiet: true });
  const names = await Promise.all(missing.map(namesHere));
  const line = ['apt-get', 'install', '-y', '--no-install-recommends', ...names];
  if (!asRoot)
    throw new SetupError(
      `System packages are missing. Run this line, then start again:\n\n  sudo ${line.join(' ')}`,
    );
  say(`Installing system packages: ${names.join(' ')} …`);
  await must('Installing system packages', line[0], ['-qq', ...line.slice(1)], {
    quiet: true,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
