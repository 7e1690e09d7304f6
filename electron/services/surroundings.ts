import type { AnyConnection } from '#shared/kinds/kind';
import type { Instant, KindId } from '#shared/ids';
import type { Settings } from '#shared/contract/app';
import type { FirstScreen } from '#shared/contract/first-screen';
import type { AdapterRegistry } from '../clusters/registry';
import type { Transport } from '../clusters/transport';
import type { Log } from '../log/log';
import type { Redactor } from '../log/redactor';
import type { Vault } from '../vault/vault';
import type { Emit } from './handler-types';

/** The system's clipboard: plain text. */
export interface Clipboard {
  readonly write: (text: string) => Promise<void>;
  readonly read: () => Promise<string>;
  readonly clear: () => Promise<void>;
}

/** Starts a timer and answers the function that stops it. */
export type StartTimer = (act: () => void, ms: number) => () => void;

/** Where the settings are kept; they hold from `set` on, even when storing them fails. */
export interface SettingsStore {
  readonly get: () => Settings;
  readonly set: (settings: Settings) => Promise<void>;
}

/** Where the first screen of the next start is kept; null: nothing is to be kept. */
export interface FirstScreenStore {
  readonly write: (screen: FirstScreen | null) => Promise<void>;
}

/** How the practice cluster inside the application is reached. */
export interface PracticeReach {
  readonly connection: AnyConnection;
  readonly credential: string;
}

/** Runs the practice clusters. `start` starts one the first time and answers the same one from then on. */
export interface PracticeLauncher {
  readonly start: (kind: KindId, signal: AbortSignal) => Promise<PracticeReach>;
  readonly close: () => Promise<void>;
}

/** How long, and when, a change is looked for whose answer was lost. All times in ms. */
export interface Patience {
  readonly limitMs: number;
  readonly lookAfterMs: readonly number[];
}

/** Everything from outside that services use; given by the composition root, or by a test. */
export interface Surroundings {
  readonly vault: Vault;
  readonly transport: Transport;
  readonly adapters: AdapterRegistry;
  readonly practice: PracticeLauncher;
  readonly clipboard: Clipboard;
  readonly settings: SettingsStore;
  readonly firstScreen: FirstScreenStore;
  readonly clock: () => Instant;
  readonly uuid: () => string;
  readonly startTimer: StartTimer;
  readonly emit: Emit;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Absent: as long as a person would wait. */
  readonly patience?: Patience;
}
