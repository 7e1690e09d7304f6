import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { firstScreenFile } from '#electron/app/first-screen-file';
import { openCache, type CacheWorker } from '#electron/cache/client';
import type { CacheMessage, CacheRequest } from '#electron/cache/calls';
import type { Cache, OperationRow } from '#electron/cache/cache';
import { CacheEngine } from '#electron/cache/engine';
import { serveCache } from '#electron/cache/serve';
import { createAlgoliaAdapters } from '#electron/clusters/algolia/adapter';
import { createAlgorithmiaAdapters } from '#electron/clusters/algorithmia/adapter';
import { DEFAULT_ALGOLIA_LIMITS } from '#electron/clusters/algolia/limits';
import { createNodeTransport } from '#electron/clusters/node-transport';
import type { Transport } from '#electron/clusters/transport';
import { createFileLog } from '#electron/log/log';
import { createRedactor } from '#electron/log/redactor';
import type { PracticeAddress } from '#electron/practice/practice';
import type { CallContext } from '#electron/services/handler-types';
import { openSettingsFile } from '#electron/services/settings-file';
import { startServices, type RunningServices, type StartParts } from '#electron/services/start';
import type { Clipboard, PracticeLauncher } from '#electron/services/surroundings';
import type { Vault, VaultEntry } from '#electron/vault/vault';
import type { VaultView } from '#shared/contract/app';
import type { ClusterForm, ClusterView } from '#shared/contract/clusters';
import { events, type EventName, type EventPayload } from '#shared/contract/index';
import type { KeyQuery } from '#shared/contract/keys';
import { AppError, type AppErrorData } from '#shared/errors';
import type { ClusterId } from '#shared/ids';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { algoliaSpecSchema, type AlgoliaSpec } from '#shared/kinds/algolia/spec';
import { practiceHere, type TestPractice, type TestPracticeOptions } from '../../support/practice';
import { tempProfile } from '../../support/temp-profile';

/** The cache's real engine and message loop over the real file; only the thread is left out. */
function cacheInThisThread(): CacheWorker {
  const listeners: ((message: CacheMessage) => void)[] = [];
  const post = (message: CacheMessage): void => {
    const copy = structuredClone(message);
    queueMicrotask(() => listeners.forEach((listener) => listener(copy)));
  };
  const answer = serveCache({
    post,
    open: (options, onReopened) =>
      new CacheEngine({ ...options, onReopened, readerOf: kindOf, clock: Date.now, randomBytes }),
  });
  return {
    postMessage: (request) => {
      const copy: CacheRequest = structuredClone(request);
      queueMicrotask(() => answer(copy));
    },
    onMessage: (listener) => listeners.push(listener),
    onExit: () => undefined,
    terminate: () => Promise.resolve(),
  };
}

/** A keychain whose state a test can set. Entries outlive a restart of the services. */
export class TestVault implements Vault {
  readonly entries = new Map<string, string>();
  private readonly listeners = new Set<(view: VaultView) => void>();
  private memory: Map<string, string> | null = null;
  trouble: Exclude<VaultView['state'], 'available'> | null = null;

  readonly state = (): VaultView => ({
    state: this.trouble ?? 'available',
    memoryOnly: this.memory !== null,
    message: `The keychain is ${this.trouble ?? 'available'}.`,
    remedy: null,
    backend: 'Test keychain',
  });

  readonly recheck = async (): Promise<VaultView> => this.told();

  readonly useMemoryOnly = (memoryOnly: boolean): VaultView => {
    this.memory = memoryOnly ? (this.memory ?? new Map()) : null;
    return this.told();
  };

  readonly get = async (entry: VaultEntry): Promise<string | null> => this.open().get(nameOf(entry)) ?? null;

  readonly set = async (entry: VaultEntry, secret: string): Promise<void> => {
    this.open().set(nameOf(entry), secret);
  };

  readonly remove = async (entry: VaultEntry): Promise<void> => {
    this.open().delete(nameOf(entry));
  };

  readonly onChange = (listener: (view: VaultView) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly close = (): Promise<void> => Promise.resolve();

  private open(): Map<string, string> {
    if (this.memory !== null) return this.memory;
    if (this.trouble === 'locked') throw new AppError('VAULT_LOCKED', 'The keychain is locked.');
    if (this.trouble !== null) throw new AppError('VAULT_UNAVAILABLE', 'The keychain is not available.');
    return this.entries;
  }

  private told(): VaultView {
    for (const listener of this.listeners) listener(this.state());
    return this.state();
  }
}

function nameOf({ sort, id }: VaultEntry): string {
  return `${sort}:${id}`;
}

export class TestClipboard implements Clipboard {
  text = '';
  readonly write = async (text: string): Promise<void> => {
    this.text = text;
  };
  readonly read = async (): Promise<string> => this.text;
  readonly clear = async (): Promise<void> => {
    this.text = '';
  };
}

export interface TimerStart {
  readonly act: () => void;
  readonly ms: number;
  stopped: boolean;
}

/** One running application without a window: everything real but keychain, clipboard and timers. */
export interface Castellan {
  readonly handlers: RunningServices['handlers'];
  readonly folder: string;
  readonly vault: TestVault;
  readonly clipboard: TestClipboard;
  readonly timers: readonly TimerStart[];
  readonly events: readonly (readonly [EventName, unknown])[];
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  readonly folder?: string;
  readonly vault?: TestVault;
  readonly transport?: Transport;
  readonly practice?: PracticeLauncher;
  readonly clock?: () => number;
  readonly writable?: boolean;
  /** Puts faults before the real cache. */
  readonly breakCache?: (cache: Cache) => Cache;
  /** Automatic syncs; off unless a test is about them. */
  readonly syncIntervalMinutes?: number;
}

const NO_PRACTICE: PracticeLauncher = {
  start: () => Promise.reject(new AppError('NOT_OFFERED', 'No practice cluster in this test.')),
  close: () => Promise.resolve(),
};

/** Quick enough for tests; the waits themselves are the real ones. */
export const LIMITS = {
  ...DEFAULT_ALGOLIA_LIMITS,
  connectMs: 1_000,
  readMs: 2_000,
  listMs: 4_000,
  changeMs: 1_000,
  visibleMs: 1_500,
  pollStepMs: 10,
  pollMaxMs: 100,
};

export async function startCastellan(options: StartOptions = {}): Promise<Castellan> {
  const folder = options.folder ?? tempProfile();
  const vault = options.vault ?? new TestVault();
  const clipboard = new TestClipboard();
  const timers: TimerStart[] = [];
  const told: (readonly [EventName, unknown])[] = [];
  const redactor = createRedactor();
  const settings = openSettingsFile(path.join(folder, 'settings.json'), {
    writable: options.writable ?? true,
  });
  await settings.set({ ...settings.get(), syncIntervalMinutes: options.syncIntervalMinutes ?? 0 });
  const parts: StartParts = {
    vault,
    transport: options.transport ?? createNodeTransport(),
    adapters: { algolia: createAlgoliaAdapters(LIMITS), algorithmia: createAlgorithmiaAdapters() },
    practice: options.practice ?? NO_PRACTICE,
    clipboard,
    settings,
    firstScreen: firstScreenFile(path.join(folder, 'first-screen.json'), {
      writable: options.writable ?? true,
    }),
    clock: options.clock ?? Date.now,
    uuid: randomUUID,
    startTimer: (act, ms) => {
      const timer: TimerStart = { act, ms, stopped: false };
      timers.push(timer);
      return () => {
        timer.stopped = true;
      };
    },
    emit: (name, payload) => {
      told.push([name, events[name].parse(payload)]);
    },
    log: createFileLog(path.join(folder, 'logs'), redactor, { echo: false }),
    redactor,
    openCache: async (cacheOptions, listeners) => {
      const opened = await openCache(cacheOptions, cacheInThisThread, listeners);
      return { ...opened, cache: options.breakCache?.(opened.cache) ?? opened.cache };
    },
    cacheFile: path.join(folder, 'castellan.db'),
    newDataKey: () => randomBytes(32).toString('base64'),
    writable: options.writable ?? true,
    calm: Promise.resolve(),
    notices: [],
    applicationFacts: () => ['version: test'],
    patience: { limitMs: 3_000, lookAfterMs: [0, 100, 200] },
  };
  const { handlers, stop } = await startServices(parts);
  let running = true;
  const stopOnce = async (): Promise<void> => {
    if (running) await stop();
    running = false;
  };
  onTestFinished(stopOnce);
  return { handlers, folder, vault, clipboard, timers, events: told, stop: stopOnce };
}

/** A practice cluster that ends with the test. */
export async function practice(options: TestPracticeOptions = {}): Promise<TestPractice> {
  const started = await practiceHere(options);
  onTestFinished(() => started.stop());
  return started;
}

export function context(signal: AbortSignal = new AbortController().signal): CallContext {
  return { signal, requestId: randomUUID() };
}

export function formFor(address: PracticeAddress, changes: Partial<ClusterForm> = {}): ClusterForm {
  return {
    kind: 'algolia',
    name: 'shop',
    environment: 'development',
    connection: { applicationId: address.applicationId, hosts: [address.url] },
    caPem: null,
    readOnly: false,
    credential: address.adminKey,
    ...changes,
  };
}

/** Connects a cluster and waits for the end of its first sync. */
export async function connect(
  castellan: Castellan,
  address: PracticeAddress,
  changes: Partial<ClusterForm> = {},
): Promise<ClusterView> {
  const { id } = await castellan.handlers['clusters.connect'](formFor(address, changes), context());
  await castellan.handlers['sync.start']({ id }, context());
  return view(castellan, id);
}

export async function view({ handlers }: Castellan, id: ClusterId): Promise<ClusterView> {
  const found = (await handlers['clusters.list']({}, context())).find((one) => one.id === id);
  if (found === undefined) throw new Error('The cluster is not in the list.');
  return found;
}

export function specOf(changes: Partial<AlgoliaSpec> = {}): AlgoliaSpec {
  return algoliaSpecSchema.parse({ ...kindOf('algolia').defaultSpec, acl: ['search'], ...changes });
}

export function definition(changes: Partial<AlgoliaSpec> = {}): { kind: 'algolia'; spec: AlgoliaSpec } {
  return { kind: 'algolia', spec: specOf(changes) };
}

/** The spec of a record, as the editor opens it. */
export function openedFrom(record: KeyRecord): { kind: 'algolia'; spec: AlgoliaSpec } {
  return { kind: 'algolia', spec: algoliaSpecSchema.parse(record.spec) };
}

export async function keysOf(
  { handlers }: Castellan,
  clusterId: ClusterId,
  changes: Partial<KeyQuery> = {},
): Promise<readonly KeyRecord[]> {
  const { rows } = await handlers['keys.page'](
    {
      clusterId,
      text: '',
      permission: null,
      owner: null,
      expiry: 'any',
      state: 'present',
      sort: { by: 'label', descending: false },
      offset: 0,
      limit: 500,
      ...changes,
    },
    context(),
  );
  return rows;
}

/** The one key with this description. */
export async function keyNamed(
  castellan: Castellan,
  clusterId: ClusterId,
  label: string,
): Promise<KeyRecord> {
  const found = (await keysOf(castellan, clusterId, { state: 'all' })).filter((key) => key.label === label);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} keys are called ${label}.`);
  return only;
}

/** Creates a key and answers its record. */
export async function created(
  castellan: Castellan,
  clusterId: ClusterId,
  changes: Partial<AlgoliaSpec>,
): Promise<KeyRecord> {
  const outcome = await castellan.handlers['keys.create'](
    { clusterId, definition: definition(changes), confirmation: null },
    context(),
  );
  if (outcome.outcome !== 'done') throw new Error(`The key was not made: ${outcome.message}`);
  return outcome.record;
}

export async function secretOf({ handlers }: Castellan, { clusterId, ref }: KeyRecord): Promise<string> {
  return (await handlers['keys.reveal']({ clusterId, ref }, context())).secret;
}

/** The AppError that a call ends with; anything else fails the test. */
export async function refusal(pending: Promise<unknown>): Promise<AppErrorData> {
  const ended = await pending.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in ended && ended.error instanceof AppError) return ended.error.toData();
  throw new Error(`Not refused: ${JSON.stringify(ended)}`, 'error' in ended ? { cause: ended.error } : {});
}

export function payloads<N extends EventName>(castellan: Castellan, name: N): EventPayload<N>[] {
  return castellan.events.filter(([told]) => told === name).map(([, payload]) => payload as EventPayload<N>);
}

/** The journal of a profile whose application has ended, newest first. */
export function operationsIn(folder: string, vault: TestVault, id: ClusterId): readonly OperationRow[] {
  const engine = new CacheEngine({
    file: path.join(folder, 'castellan.db'),
    dataKey: vault.entries.get('data-key:profile') ?? null,
    readerOf: kindOf,
    clock: Date.now,
    randomBytes,
    onReopened: () => undefined,
  });
  try {
    return engine.run('operations.list', [id, 10]);
  } finally {
    engine.close();
  }
}
