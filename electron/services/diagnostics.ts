import type { Settings, VaultView } from '#shared/contract/app';
import type { ClusterView } from '#shared/contract/clusters';
import type { Notice } from '#shared/contract/app';
import type { Instant } from '#shared/ids';

export interface DiagnosticFacts {
  readonly at: Instant;
  /** Versions and folders, as the application tells them: one `name: value` a line. */
  readonly application: readonly string[];
  readonly vault: VaultView;
  readonly settings: Settings;
  readonly clusters: readonly ClusterView[];
  readonly notices: readonly Notice[];
}

function counted(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const parts = [...counts].toSorted(([a], [b]) => a.localeCompare(b, 'en')).map(([v, n]) => `${v} ${n}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function networkWord({ network }: ClusterView): string {
  return network.state === 'offline' ? `offline (${network.code})` : network.state;
}

/**
 * The report that a user may paste anywhere: versions, states and counts; no name of a cluster or key, no address,
 * no secret. Notices stand with their ids only, as their words name clusters.
 */
export function diagnosticsText(facts: DiagnosticFacts): string {
  const { clusters, settings, vault } = facts;
  return [
    `Castellan report of ${new Date(facts.at).toISOString()}`,
    ...facts.application,
    `vault: ${vault.state}${vault.memoryOnly ? ', memory only' : ''} (${vault.backend})`,
    `theme: ${settings.theme}, sync every ${settings.syncIntervalMinutes} min, clipboard ${settings.clipboardClearSeconds} s`,
    `clusters: ${clusters.length}`,
    `  kinds: ${counted(clusters.map(({ kind }) => kind))}`,
    `  environments: ${counted(clusters.map(({ environment }) => environment))}`,
    `  network: ${counted(clusters.map(networkWord))}`,
    `  credentials: ${counted(clusters.map(({ credential }) => credential))}`,
    `  access: ${counted(clusters.map(({ access }) => access.level))}`,
    `  keys: ${clusters.reduce((sum, { keyCount }) => sum + keyCount, 0)}`,
    `notices: ${counted(facts.notices.map(({ id }) => id.replace(/-[0-9a-f-]{36}$/, '')))}`,
    '',
  ].join('\n');
}
