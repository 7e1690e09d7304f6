import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { adapters } from '../clusters/registry';
import type { Log } from '../log/log';
import type { Redactor } from '../log/redactor';
import type { Emit } from '../services/handler-types';
import type { OpenCache } from '../services/cache-slot';
import type { SettingsFile } from '../services/settings-file';
import { startServices, type RunningServices } from '../services/start';
import type { StartTimer } from '../services/surroundings';
import { openVault } from '../vault/os-vault';
import { applicationFacts } from './app-handlers';
import { systemClipboard } from './clipboard';
import { createElectronTransport } from './electron-transport';
import { firstScreenFile } from './first-screen-file';
import { createForkVault } from './fork-vault';
import { createPracticeLauncher } from './practice-launcher';
import type { Profile } from './profile';
import { profileId } from './profile-id';

export interface PartsOptions {
  readonly profile: Profile;
  readonly settings: SettingsFile;
  readonly log: Log;
  readonly redactor: Redactor;
  readonly emit: Emit;
  readonly version: string;
  /** Folder of the built programs of the main side. */
  readonly programs: string;
  readonly openCache: OpenCache;
  /** Resolves when the window stands. */
  readonly calm: Promise<void>;
}

const startTimer: StartTimer = (act, ms) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

/**
 * Builds what the services use on this system (keychain, network, practice cluster, clipboard) and starts them.
 * Once per process, after Electron is ready. Rejects with AppError when the profile or the cache cannot be used.
 */
export async function startParts(options: PartsOptions): Promise<RunningServices> {
  const { profile, settings, log, redactor, emit, version, programs, openCache, calm } = options;
  if (profile.failure !== null) throw profile.failure;
  const { writable } = profile;
  const vault = openVault({
    fork: createForkVault(path.join(programs, 'vault-process.js')),
    profileId: await profileId(profile.identity, { writable, uuid: randomUUID }),
    platform: process.platform,
    random: randomUUID,
    onTrouble: (state, reason) => log('warn', 'vault.trouble', { state, reason }),
  });
  const practice = createPracticeLauncher({
    script: path.join(programs, 'practice-worker.js'),
    dataDir: profile.practice,
    log,
    redactor,
  });
  return startServices({
    vault,
    transport: createElectronTransport(),
    adapters,
    practice,
    clipboard: systemClipboard,
    settings,
    firstScreen: firstScreenFile(profile.firstScreen, { writable }),
    clock: Date.now,
    uuid: randomUUID,
    startTimer,
    emit,
    log,
    redactor,
    openCache,
    cacheFile: profile.cache,
    newDataKey: () => randomBytes(32).toString('base64'),
    writable,
    calm,
    notices: settings.notice === null ? [] : [settings.notice],
    applicationFacts: () => applicationFacts(profile, version),
  });
}
