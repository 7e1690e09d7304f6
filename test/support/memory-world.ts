import {
  type AppInfo,
  DEFAULT_SETTINGS,
  type Notice,
  type Settings,
  type VaultView,
} from '#shared/contract/app';
import type { ClusterView } from '#shared/contract/clusters';
import { type ClusterId, clusterIdSchema } from '#shared/ids';
import { AppError } from '#shared/errors';
import { createMemoryBridge, type MemoryBridge, type MemoryHandlers } from './memory-bridge';

/** The cluster id with this number. */
export function clusterId(number: number): ClusterId {
  return clusterIdSchema.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
}

/** A healthy production cluster, with what a test wants to be different. */
export function aCluster(change: Partial<ClusterView> = {}): ClusterView {
  return {
    id: clusterId(1),
    kind: 'algolia',
    connection: { applicationId: 'SHOPPROD01', hosts: [] },
    caPem: null,
    name: 'shop-prod',
    environment: 'production',
    readOnly: false,
    position: 0,
    credential: 'stored',
    access: { level: 'admin' },
    network: { state: 'online' },
    syncedAt: Date.now() - 125_000,
    clockSkewMs: 0,
    keyCount: 1204,
    workOffline: false,
    notOffered: [],
    unlisted: [],
    ...change,
  };
}

export const VAULT: VaultView = {
  state: 'available',
  memoryOnly: false,
  message: 'Credentials are kept in the keychain.',
  remedy: null,
  backend: 'Secret Service (GNOME Keyring)',
};

export const INFO: AppInfo = {
  version: '0.1.0',
  electron: '45.4.1',
  chromium: '152.0.0.0',
  node: '24.21.0',
  platform: 'linux x64',
  profileFolder: '/home/ada/.config/castellan',
  logFolder: '/home/ada/.config/castellan/logs',
};

export interface WorldState {
  clusters: readonly ClusterView[];
  settings: Settings;
  vault: VaultView;
  notices: readonly Notice[];
}

export interface World {
  readonly bridge: MemoryBridge;
  readonly state: WorldState;
}

/** A main process of which only the part is there that the frame, the clusters and the settings need. */
export function createWorld(start: Partial<WorldState> = {}, more: MemoryHandlers = {}): World {
  const state: WorldState = {
    clusters: [aCluster()],
    settings: DEFAULT_SETTINGS,
    vault: VAULT,
    notices: [],
    ...start,
  };
  const find = (id: string): ClusterView => {
    const cluster = state.clusters.find((each) => each.id === id);
    if (cluster === undefined) throw new AppError('NOT_FOUND', 'There is no such cluster.');
    return cluster;
  };
  const put = (cluster: ClusterView): ClusterView => {
    const others = state.clusters.filter(({ id }) => id !== cluster.id);
    state.clusters = [...others, cluster].toSorted((a, b) => a.position - b.position);
    bridge.emit('clusters:changed', [...state.clusters]);
    return cluster;
  };
  const bridge: MemoryBridge = createMemoryBridge({
    'app.info': () => INFO,
    'app.notices': () => [...state.notices],
    'app.dismissNotice': ({ id }) => {
      state.notices = state.notices.filter((notice) => notice.id !== id);
      return null;
    },
    'app.copyText': () => null,
    'app.openFolder': () => null,
    'app.diagnostics': () => ({ text: 'Castellan 0.1.0' }),
    'settings.get': () => state.settings,
    'settings.update': (change) => {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      state.settings = { ...state.settings, ...Object.fromEntries(given) };
      return state.settings;
    },
    'vault.state': () => state.vault,
    'vault.recheck': () => state.vault,
    'vault.useMemoryOnly': ({ memoryOnly }) => {
      state.vault = { ...state.vault, memoryOnly };
      return state.vault;
    },
    'confirmations.request': () => ({ token: 'token', expiresAt: Date.now() + 120_000 }),
    'clusters.list': () => [...state.clusters],
    'clusters.test': () => ({ access: { level: 'admin' }, latencyMs: 24, clockSkewMs: 0 }),
    'clusters.connect': ({ credential: _credential, ...form }) =>
      put(aCluster({ ...form, id: clusterId(900 + state.clusters.length), position: state.clusters.length })),
    'clusters.update': ({ id, ...form }) => put({ ...find(id), ...form }),
    'clusters.replaceCredential': ({ id }) => put({ ...find(id), credential: 'stored' }),
    'clusters.setWorkOffline': ({ id, workOffline }) => put({ ...find(id), workOffline }),
    'clusters.reorder': ({ ids }) => {
      state.clusters = state.clusters.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      return null;
    },
    'clusters.remove': ({ id }) => {
      state.clusters = state.clusters.filter((each) => each.id !== id);
      return null;
    },
    'clusters.openPractice': () =>
      put(
        aCluster({
          id: clusterId(999),
          name: 'Practice',
          environment: 'practice',
          keyCount: 12,
          position: 99,
        }),
      ),
    'clusters.resources': () => ({ names: ['products', 'orders'], users: [], organizations: [] }),
    'sync.start': () => ({ added: 0, changed: 0, gone: 0 }),
    'sync.cancel': () => null,
    'keys.page': () => ({ rows: [], total: 0, all: 0, syncedAt: Date.now() }),
    ...more,
  });
  return { bridge, state };
}
