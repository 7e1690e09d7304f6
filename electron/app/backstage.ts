import { randomUUID } from 'node:crypto';
import type { Settings } from '#shared/contract/app';
import type { BrowserWindow } from 'electron';
import { createDispatcher, type Dispatcher } from '../bridge/dispatcher';
import { createEmit } from '../bridge/events';
import { createSenderCheck } from '../bridge/sender';
import type { CacheWorker } from '../cache/client';
import { createFileLog, type Log } from '../log/log';
import { createRedactor } from '../log/redactor';
import type { Emit } from '../services/handler-types';
import { openSettingsFile } from '../services/settings-file';
import type { RunningServices } from '../services/start';
import { appHandlers } from './app-handlers';
import type { Profile } from './profile';
import { startParts } from './start-parts';

export interface BackstageOptions {
  readonly profile: Profile;
  readonly version: string;
  /** Echo the log on stderr and check what leaves by the contract. */
  readonly development: boolean;
  /** Folder of the built programs of the main side. */
  readonly programs: string;
  readonly spawnCache: () => CacheWorker;
  readonly windows: () => readonly BrowserWindow[];
  /** The origin of our page. */
  readonly origin: string;
  /** Resolves when the window stands. */
  readonly calm: Promise<void>;
  readonly onTheme: (theme: Settings['theme']) => void;
}

/** Everything behind the window. */
export interface Backstage {
  readonly log: Log;
  readonly emit: Emit;
  readonly dispatcher: Dispatcher;
  /** Rejects when the profile or the cache cannot be used; the dispatcher then answers every call with that error. */
  readonly running: Promise<RunningServices>;
  readonly stop: () => Promise<void>;
}

/**
 * Loads and starts what is behind the window: log, settings, services, and the dispatcher in front of them. A module
 * of its own, so that the window is on its way before any of it is read.
 */
export function openBackstage(options: BackstageOptions): Backstage {
  const { profile, version, development, windows, origin, onTheme } = options;
  const redactor = createRedactor();
  const log = createFileLog(profile.logs, redactor, { echo: development });
  const settings = openSettingsFile(profile.settings, { writable: profile.writable });
  const emit = createEmit(windows, { checkPayload: development });
  const running = startParts({ ...options, settings, log, redactor, emit });
  const dispatcher = createDispatcher(
    running.then(({ handlers }) => ({ ...handlers, ...appHandlers(profile, version) })),
    {
      isTrustedSender: createSenderCheck(windows, origin),
      uuid: randomUUID,
      checkOutput: development,
      onFailure: (facts, thrown) => {
        const isBug = facts.code === 'INTERNAL';
        log(isBug ? 'error' : 'info', 'call.failed', isBug ? { ...facts, thrown } : { ...facts });
      },
    },
  );
  void running.then(
    (services) => services.settings.onChange(({ theme }) => onTheme(theme)),
    // Told by whoever awaits `running`.
    () => undefined,
  );
  return {
    log,
    emit,
    dispatcher,
    running,
    stop: async () => {
      await settings.written();
      await (await running).stop();
    },
  };
}
