// Starts the built application for tests and pictures: a profile of its own, everything it says collected.
import { _electron } from '@playwright/test';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
export const builtMain = path.join(root, 'out', 'main', 'main.js');

/** Switches that only this machine needs: as root Chromium refuses to run with its sandbox. */
export function machineSwitches() {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return ['--disable-gpu', ...(asRoot ? ['--no-sandbox'] : [])];
}

/**
 * Where the application may look for a keychain. `none`: no D-Bus session answers; `session`: the one this
 * process has (scripts/test.mjs gives it a private one with an unlocked keyring).
 */
function keychainEnvironment(keyring) {
  return keyring === 'session' ? {} : { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
}

/**
 * Launches the application and waits for its first window. Answers {app, page, profile, output, close}:
 * `output()` is all it wrote to stdout and stderr, `close()` ends it and, unless a profile was given, deletes it.
 */
export async function launch({ profile, keyring = 'none', args = [], env = {}, window = true } = {}) {
  if (!existsSync(builtMain)) throw new Error('out/main/main.js is missing: run `npm run build` first.');
  const folder = profile ?? (await mkdtemp(path.join(tmpdir(), 'castellan-e2e-')));
  const app = await _electron.launch({
    args: [...machineSwitches(), root, '--profile', folder, ...args],
    cwd: root,
    env: { ...process.env, ...keychainEnvironment(keyring), ...env },
  });
  const said = [];
  app.process().stdout?.on('data', (text) => said.push(String(text)));
  app.process().stderr?.on('data', (text) => said.push(String(text)));
  const close = async () => {
    await app.close();
    if (profile === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = window ? await app.firstWindow() : undefined;
    return { app, page, profile: folder, output: () => said.join(''), close };
  } catch (error) {
    await close();
    throw new Error(`The application opened no window. It said:\n${said.join('').slice(-4000)}`, {
      cause: error,
    });
  }
}
