// Starts the built application for tests and pictures: a profile of its own, everything that it says collected.
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const builtMain = path.join(root, 'out', 'main', 'main.js');

/**
 * Where the application may look for a keychain. `none`: no D-Bus session answers; `session`: the one this process
 * has (scripts/test.mjs gives it a private one with an unlocked keyring).
 */
export type Keyring = 'none' | 'session';

export interface LaunchOptions {
  /** A folder that outlives the application; without it a temporary one is made, and deleted at the end. */
  readonly profile?: string;
  readonly keyring?: Keyring;
  /** Further switches, behind the application's folder. */
  readonly args?: readonly string[];
  /** A CommonJS module that runs in the main process before the application does. */
  readonly before?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  /** The first window. */
  readonly page: Page;
  readonly profile: string;
  /** All that it wrote to stdout and stderr. */
  readonly output: () => string;
  /** Ends it as a user would, and waits until it is gone. */
  readonly close: () => Promise<void>;
}

/** Switches that only this machine needs: as root Chromium refuses to run with its sandbox. Never part of the product. */
export function machineSwitches(): readonly string[] {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return ['--disable-gpu', ...(asRoot ? ['--no-sandbox'] : [])];
}

/** The arguments of Electron that start the built application on a profile. */
export function applicationArguments(profile: string, args: readonly string[] = []): string[] {
  return [...machineSwitches(), root, '--profile', profile, ...args];
}

/** The environment of the application: this one, without a keychain unless it is asked for. */
export function applicationEnvironment({ keyring, env }: LaunchOptions): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const withoutKeychain = keyring === 'session' ? {} : { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  return { ...Object.fromEntries(own), ...withoutKeychain, CASTELLAN_CHECK_ANSWERS: '1', ...env };
}

/** A new folder for a profile. */
export function temporaryProfile(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'castellan-e2e-'));
}

export function removeProfile(profile: string): Promise<void> {
  return rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Launches the application and waits for its first window. */
export async function launch(options: LaunchOptions = {}): Promise<RunningApp> {
  if (!existsSync(builtMain)) throw new Error('out/main/main.js is missing: run `npm run build` first.');
  const profile = options.profile ?? (await temporaryProfile());
  const app = await _electron.launch({
    // Otherwise Playwright switches the sandbox off, for everybody and not only for root.
    chromiumSandbox: true,
    // Otherwise the page is told to be light, whatever the desktop is.
    colorScheme: null,
    args: [
      ...(options.before === undefined ? [] : ['-r', options.before]),
      ...applicationArguments(profile, options.args),
    ],
    cwd: root,
    env: applicationEnvironment(options),
  });
  const said: string[] = [];
  app.process().stdout?.on('data', (text) => said.push(String(text)));
  app.process().stderr?.on('data', (text) => said.push(String(text)));
  const close = async (): Promise<void> => {
    await app.close();
    if (options.profile === undefined) await removeProfile(profile);
  };
  try {
    const page = await app.firstWindow();
    return { app, page, profile, output: () => said.join(''), close };
  } catch (cause) {
    await close();
    throw new Error(`The application opened no window. It said:\n${said.join('').slice(-4000)}`, { cause });
  }
}
