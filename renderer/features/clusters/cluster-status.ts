import type { ClusterView } from '#shared/contract/clusters';
import type { Instant } from '#shared/ids';
import { formatPast } from '../../ui';

/** The mark in front of a cluster's name: filled, ring, half or a crossed key. */
export type ClusterMark = 'online' | 'offline' | 'syncing' | 'credential-missing';

export interface ClusterStatus {
  readonly mark: ClusterMark;
  /** The state in words, for the tooltip and for assistive technology. */
  readonly words: string;
}

type StatusFacts = Pick<ClusterView, 'credential' | 'workOffline' | 'network'>;

/** What to show of a cluster's state: what stops everything first, then what the user chose, then the network. */
export function clusterStatus({ credential, workOffline, network }: StatusFacts): ClusterStatus {
  if (credential === 'missing') return { mark: 'credential-missing', words: 'credential missing' };
  if (workOffline) return { mark: 'offline', words: 'working offline' };
  switch (network.state) {
    case 'unknown':
      return { mark: 'offline', words: 'not contacted yet' };
    case 'online':
      return { mark: 'online', words: 'online' };
    case 'syncing':
      return { mark: 'syncing', words: 'syncing' };
    case 'offline':
      return { mark: 'offline', words: 'offline' };
  }
}

/** The state where it is not simply online, and the age of what is known where that is not the same: "offline · 2 days ago". */
export function stateAndAge(cluster: StatusFacts & Pick<ClusterView, 'syncedAt'>, now: Instant): string {
  const { words } = clusterStatus(cluster);
  const age = cluster.syncedAt === null ? 'not synced yet' : formatPast(cluster.syncedAt, now);
  if (words === 'online') return age;
  return words === 'offline' ? `offline · ${age}` : words;
}

/** Differences between clocks that are worth a word (design.md, "Data at rest"). */
const SKEW_SHOWN_MS = 30_000;

/** The clock difference to tell about: null when unknown or small. Positive: the cluster's clock is ahead. */
export function notableSkew(clockSkewMs: number | null): number | null {
  return clockSkewMs !== null && Math.abs(clockSkewMs) > SKEW_SHOWN_MS ? clockSkewMs : null;
}

/** Why nothing can be sent to this cluster now, as a reason for disabled commands; null when it can. */
export function sendingBlocked(cluster: StatusFacts & Pick<ClusterView, 'name'>): string | null {
  if (cluster.credential === 'missing') return `The credential of ${cluster.name} is missing.`;
  if (cluster.workOffline) return `Working offline with ${cluster.name}.`;
  return null;
}

/** Whether the number of keys says something: before the first sync nobody knows how many there are. */
export function isKnown({ syncedAt, keyCount }: Pick<ClusterView, 'syncedAt' | 'keyCount'>): boolean {
  return syncedAt !== null || keyCount > 0;
}
