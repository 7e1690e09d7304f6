import { settingsSchema, type Settings } from '#shared/contract/app';
import type { ClusterId } from '#shared/ids';
import type { Emit } from './handler-types';
import type { SettingsStore } from './surroundings';

/** Members that are missing or undefined stay as they are. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

/** The user's settings: one change at a time, told to every window and to whoever follows them here. */
export class SettingsService {
  private readonly listeners = new Set<(now: Settings, before: Settings) => void>();

  constructor(
    private readonly store: SettingsStore,
    private readonly emit: Emit,
  ) {}

  get(): Settings {
    return this.store.get();
  }

  /** Takes the given members over. Rejects when they could not be stored; they hold for this session all the same. */
  async update(change: SettingsChange): Promise<Settings> {
    const before = this.store.get();
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const now = settingsSchema.parse({ ...before, ...Object.fromEntries(given) });
    try {
      await this.store.set(now);
    } finally {
      this.emit('settings:changed', now);
      for (const listener of this.listeners) listener(now, before);
    }
    return now;
  }

  /** Drops what is kept for a cluster that was removed. */
  async forgetCluster(id: ClusterId): Promise<void> {
    const { savedRequests } = this.store.get();
    const rest = savedRequests.filter(({ clusterId }) => clusterId !== id);
    if (rest.length < savedRequests.length) await this.update({ savedRequests: rest });
  }

  onChange(listener: (now: Settings, before: Settings) => void): void {
    this.listeners.add(listener);
  }
}
