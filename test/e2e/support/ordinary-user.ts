// Starts the application as an ordinary user with Chromium's sandbox on, also where the tests are run by root.
import { _electron, type ElectronApplication } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applicationEnvironment } from './launch';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** The account that owns nothing: every system has it. */
const ACCOUNT = 'nobody';

export interface OrdinaryRun {
  readonly app: ElectronApplication;
  readonly userId: number;
  /** All that it wrote to stdout and stderr. */
  readonly output: () => string;
}

interface User {
  readonly id: number;
  readonly group: number;
}

const ask = (flag: string): number => Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8' }));

/** A home with what a session has, owned by the user and closed to others. */
async function homeOf({ id, group }: User): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), 'castellan-user-'));
  for (const name of ['electron', 'castellan', 'profile', 'data', 'config', 'cache', 'run', 'tmp']) {
    await mkdir(path.join(home, name), { mode: 0o700 });
    await chown(path.join(home, name), id, group);
  }
  await chown(home, id, group);
  return home;
}

/** Variables of a session of the user's own: nothing of root's, the display excepted. */
function sessionOf(home: string, display: string): Record<string, string> {
  return {
    HOME: home,
    DISPLAY: display,
    LANG: process.env['LANG'] ?? 'C.UTF-8',
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    TMPDIR: path.join(home, 'tmp'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_RUNTIME_DIR: path.join(home, 'run'),
  };
}

interface Start {
  /** Folder of the application, as the user sees it. */
  readonly application: string;
  readonly executablePath?: string;
  readonly env: Record<string, string>;
}

/** Root cannot start a sandboxed page: a program of ours becomes the user and then Electron. */
function startByRoot(user: User, home: string, display: string): Start {
  return {
    application: path.join(home, 'castellan'),
    executablePath: path.join(import.meta.dirname, 'as-ordinary-user.sh'),
    env: {
      ...sessionOf(home, display),
      CASTELLAN_RUNTIME: process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '',
      CASTELLAN_CLONE: root,
      CASTELLAN_UID: String(user.id),
      CASTELLAN_GID: String(user.group),
    },
  };
}

async function start({ application, ...how }: Start, profile: string): Promise<ElectronApplication> {
  try {
    return await _electron.launch({
      ...how,
      chromiumSandbox: true,
      args: ['--disable-gpu', application, '--profile', profile],
      cwd: root,
    });
  } catch (cause) {
    throw new Error(
      'The application does not start with its sandbox on. It needs user namespaces that every user may make: `unshare --user true` as an ordinary user must work here.',
      { cause },
    );
  }
}

/**
 * Launches the application for `use`, and ends it: by the account `nobody` where the tests are run by root, else by
 * whoever runs them. Fails where the machine lacks what Chromium's sandbox needs; there is no way around it here.
 */
export async function asOrdinaryUser(
  display: string,
  use: (run: OrdinaryRun) => Promise<void>,
): Promise<void> {
  const byRoot = process.getuid?.() === 0;
  const user = byRoot
    ? { id: ask('-u'), group: ask('-g') }
    : { id: process.getuid?.() ?? -1, group: process.getgid?.() ?? -1 };
  const home = await homeOf(user);
  try {
    const env = applicationEnvironment({ keyring: 'session', env: { DISPLAY: display } });
    const how = byRoot ? startByRoot(user, home, display) : { application: root, env };
    const app = await start(how, path.join(home, 'profile'));
    const said: string[] = [];
    app.process().stdout?.on('data', (text) => said.push(String(text)));
    app.process().stderr?.on('data', (text) => said.push(String(text)));
    try {
      await use({ app, userId: user.id, output: () => said.join('') });
    } finally {
      await app.close();
    }
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
