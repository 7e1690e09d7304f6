import { randomUUID } from 'node:crypto';
import type { Settings } from '#shared/contract/app';
import type { BrowserWindow } from 'electron';
import { createDispatcher, type Dispatcher } from '../bridge/dispatcher';
import { createEmit } from '../bridge/events';
import { createSenderCheck } from '../bridge/sender';
import { createRedactor } from '../log/redactor';
import type { OpenCache } from '../services/cache-slot';
import type { Emit } from '../services/handler-types';
import { openSettingsFile } from '../services/settings-file';
import type { RunningServices } from '../services/start';
import { appHandlers } from './app-handlers';
import type { EarlyLog } from './early-log';
import type { Profile } from './profile';
import { startParts } from './start-parts';

export interface BackstageOptions {
  readonly profile: Profile;
  readonly earlyLog: EarlyLog;
  readonly version: string;
  /** Echo the log on stderr. */
  readonly development: boolean;
  /** Check answers and events by the contract too, not only what comes in. */
  readonly checkAnswers: boolean;
  /** Folder of the built programs of the main side. */
  readonly programs: string;
  readonly openCache: OpenCache;

  readonly windows: () => readonly BrowserWindow[];
  /** The origin of our page. */
  readonly origin: string;
  /** Resolves when the window stands. */
  readonly calm: Promise<void>;
  readonly onTheme: (theme: Settings['theme']) => void;
}

/** Everything behind the window. */
export interface Backstage {
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
  const { profile, earlyLog, version, development, checkAnswers, windows, origin, calm, onTheme } = options;
  const { log } = earlyLog;
  const redactor = createRedactor();
  // The library that writes the file brings half of Node along: what is logged before the window stands is kept.
  const logging = calm.then(async () => {
    const { createFileLog } = await import('../log/log');
    earlyLog.attach(createFileLog(profile.logs, redactor, { echo: development }));
  });
  const settings = openSettingsFile(profile.settings, { writable: profile.writable });
  const emit = createEmit(windows, { checkPayload: checkAnswers });
  const running = startParts({ ...options, settings, log, redactor, emit });
  const dispatcher = createDispatcher(
    running.then(({ handlers }) => ({ ...handlers, ...appHandlers(profile, version) })),
    {
      isTrustedSender: createSenderCheck(windows, origin),
      uuid: randomUUID,
      checkOutput: checkAnswers,
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
    emit,
    dispatcher,
    running,
    stop: async () => {
      await settings.written();
      try {
        await (await running).stop();
      } finally {
        await logging;
      }
    },
  };
}
