import type { Instant } from '#shared/ids';
import type { AnyConnection } from '#shared/kinds/kind';
import type { PracticeClock } from './clock';
import type { PracticeAnswer, PracticeRequest, Refusal } from './exchange';
import type { RandomBytes } from './random';

/** What a fresh data folder is filled with; a folder that holds something already is left as it is. */
export const SEEDS = ['demo', 'empty'] as const;
export type Seed = (typeof SEEDS)[number];

/** How a kind's part of the practice cluster is opened. */
export interface KindServerOptions {
  readonly dataDir: string;
  readonly seed: Seed;
  /** How many reads of a key still see the state before a change (key-apis A9). */
  readonly lag: number;
  readonly clock: PracticeClock;
  readonly random: RandomBytes;
}

/** One kind's part: it knows the protocol; the HTTP server around it knows sockets, faults and JSON. */
export interface KindServer {
  /** How the cluster is called: its application id, or a name of its own where the protocol has none. */
  readonly applicationId: string;
  readonly adminKey: string;
  /** Whether a request carries the admin credentials; opens the switches under `/__practice__/`. */
  readonly isAdmin: (request: PracticeRequest) => boolean;
  /** How the protocol answers a refusal. */
  readonly refuse: (refusal: Refusal) => PracticeAnswer;
  /** Answers one request; throws only for bugs, a request's own faults become answers. */
  readonly handle: (request: PracticeRequest) => Handled;
  /** What may be switched while it runs (`GET` and `PUT /__practice__/settings`). */
  readonly settings: SettingsSwitch;
  readonly close: () => void;
}

export interface Handled {
  readonly answer: PracticeAnswer;
  /** Notes the request in the protocol's own logs; `text` is the answer's JSON, empty where it is none. */
  readonly record: (text: string, took: Took) => void;
}

export interface Took {
  readonly startedAt: Instant;
  readonly durationMs: number;
}

export interface SettingsSwitch {
  readonly get: () => unknown;
  /** Parses and applies; throws Refusal 400 for anything else. */
  readonly set: (value: unknown) => void;
}

/** What a kind registers (registry.ts). */
export interface PracticeKind {
  readonly open: (options: KindServerOptions) => KindServer;
  /** The connection with which the application reaches a practice cluster at this URL. */
  readonly connectionTo: (url: string, applicationId: string) => AnyConnection;
}
