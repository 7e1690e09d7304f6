import type { Notice } from '#shared/contract/app';
import { CacheSlot, type OpenCache } from './cache-slot';
import { cacheNotices } from './cache-notices';
import { compose, type Composed } from './compose';
import { dataKeyOf } from './data-key';
import { diagnosticsText } from './diagnostics';
import type { ServiceHandlers } from './handler-types';
import { createHandlers } from './handlers';
import { Notices } from './notices';
import type { SettingsService } from './settings-service';
import type { Surroundings } from './surroundings';
import { VaultService } from './vault-service';

export interface StartParts extends Surroundings {
  readonly openCache: OpenCache;
  readonly cacheFile: string;
  /** 32 fresh random bytes as base64. */
  readonly newDataKey: () => string;
  /** False: the profile folder cannot be written. */
  readonly writable: boolean;
  /** Resolves when the window stands: the keychain's process would slow that down. */
  readonly calm: Promise<void>;
  /** What went wrong before the services were there. */
  readonly notices: readonly Notice[];
  /** Versions and folders for the diagnostics report, one `name: value` a line. */
  readonly applicationFacts: () => readonly string[];
}

export interface RunningServices {
  readonly handlers: ServiceHandlers;
  /** To follow changes of the settings (theme). */
  readonly settings: SettingsService;
  /** Ends everything in order; what cannot be ended is logged and does not keep the rest. */
  readonly stop: () => Promise<void>;
}

/** Puts the services together and starts them: cache, clusters, first sync. Rejects with CACHE_* when there is no cache. */
export async function startServices(parts: StartParts): Promise<RunningServices> {
  const { vault, emit, log } = parts;
  const notices = new Notices(emit);
  for (const notice of parts.notices) notices.add(notice);
  const stopping = new AbortController();
  const slot = await openSlot(parts, notices);
  const composed = compose(parts, slot, notices);
  const { book, sync, settings, secrets, firstScreen } = composed;

  const follow = async (wanted: string | null): Promise<void> => {
    if (!stopping.signal.aborted) await followDataKey(wanted, slot, composed, parts);
  };
  const asked = async (): Promise<void> => follow(await dataKeyOf(parts, stopping.signal));
  const stopListening = vault.onChange((view) => emit('vault:changed', view));
  settings.onChange((now, before) => {
    if (now.syncIntervalMinutes !== before.syncIntervalMinutes) sync.schedule();
  });

  await book.refresh();
  sync.schedule();
  const first = async (): Promise<void> => {
    await parts.calm;
    const wanted = await dataKeyOf(parts, stopping.signal);
    if (stopping.signal.aborted) return;
    // Nothing is sealed yet and no sync can have begun: the slot holds them back until now.
    await slot.reopen(wanted);
    await tellOfReopening(composed, parts);
  };
  first()
    .finally(() => slot.keyIsSettled())
    .then(() => follow(slot.dataKey))
    .catch((error: unknown) => log('error', 'start.sync-failed', { error }));

  const handlers = createHandlers({
    ...composed,
    vault: new VaultService(vault, asked),
    notices,
    clipboard: parts.clipboard,
    diagnostics: () => reportOf(parts, composed, notices),
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    stopListening();
    const steps: readonly (readonly [string, () => Promise<void>])[] = [
      ['clipboard', () => secrets.clear()],
      ['sync', () => sync.stop()],
      ['practice', () => parts.practice.close()],
      ['first-screen', () => firstScreen.stop()],
      ['cache', () => slot.close()],
      ['vault', () => vault.close()],
    ];
    for (const [name, step] of steps) {
      await step().catch((error: unknown) => log('warn', 'stop.failed', { step: name, error }));
    }
  };
  return { handlers, settings, stop };
}

function openSlot(parts: StartParts, notices: Notices): Promise<CacheSlot> {
  return CacheSlot.open({
    file: parts.cacheFile,
    open: parts.openCache,
    onOpened: (opening) => cacheNotices(opening).forEach((notice) => notices.add(notice)),
    onFault: (description) => parts.log('error', 'cache.fault', { description }),
  });
}

/** What is shown of a key says whether its secret can be had, which depends on the data key. */
async function tellOfReopening({ book }: Composed, { emit }: Pick<StartParts, 'emit'>): Promise<void> {
  await book.refresh();
  for (const { id } of book.rows()) emit('keys:changed', { clusterId: id });
}

/** Opens the cache anew when the vault gives another data key than the one in use, then syncs. */
async function followDataKey(
  wanted: string | null,
  slot: CacheSlot,
  composed: Composed,
  parts: StartParts,
): Promise<void> {
  const { sync } = composed;
  if (wanted !== slot.dataKey) {
    await sync.pauseWhile(() => slot.reopen(wanted));
    await tellOfReopening(composed, parts);
  }
  sync.startAll();
}

function reportOf(parts: StartParts, { clusters, settings }: Composed, notices: Notices): string {
  return diagnosticsText({
    at: parts.clock(),
    application: parts.applicationFacts(),
    vault: parts.vault.state(),
    settings: settings.get(),
    clusters: clusters.list(),
    notices: notices.list(),
  });
}
