import { KeyRound, SearchX } from 'lucide-react';
import type { ClusterView } from '#shared/contract/clusters';
import { runCommand } from '../../app/commands/registry';
import { Button, EmptyState } from '../../ui';
import { isFiltered, type ListFilter } from './view-store';

interface NoRowsProps {
  readonly cluster: ClusterView;
  readonly filter: ListFilter;
  /** Keys in the chosen state, without the other filters. */
  readonly all: number;
  /** Why a new key cannot be made now. */
  readonly newBlocked: string | null;
  readonly onClear: () => void;
}

/** An empty list says why it is empty, and what to do. */
export function NoRows({ cluster, filter, all, newBlocked, onClear }: NoRowsProps) {
  if (all > 0 || (isFiltered(filter) && filter.state === 'all')) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No key matches"
        actions={<Button onClick={onClear}>Clear search and filters</Button>}
      >
        The search looks at names, permissions, entries, limits and parameters; every word has to occur.
      </EmptyState>
    );
  }
  if (filter.state === 'gone') {
    return (
      <EmptyState
        icon={<KeyRound />}
        title="No key is gone"
        actions={<Button onClick={onClear}>Show the present keys</Button>}
      >
        Keys that were deleted, have expired or vanished from {cluster.name} are kept here, so that they can
        be looked up and restored.
      </EmptyState>
    );
  }
  if (cluster.syncedAt === null) return <NotSynced cluster={cluster} />;
  const isPartial = cluster.unlisted.length > 0;
  return (
    <EmptyState
      icon={<KeyRound />}
      title={isPartial ? `No keys are listed by ${cluster.name}` : `No keys on ${cluster.name} yet`}
      actions={
        newBlocked === null ? (
          <Button variant="primary" onClick={() => runCommand('keys.new')}>
            New key
          </Button>
        ) : undefined
      }
    >
      {newBlocked ??
        'A key lets a program use the cluster: only what it is for, only from where it runs, only as long as it is needed.'}
    </EmptyState>
  );
}

function NotSynced({ cluster }: { readonly cluster: ClusterView }) {
  if (cluster.network.state === 'syncing') {
    return (
      <EmptyState icon={<KeyRound />} title={`Reading the keys of ${cluster.name}`}>
        They appear here when the first sync is complete.
      </EmptyState>
    );
  }
  const replace = (label: string) => (
    <Button onClick={() => runCommand('cluster.replaceCredential')}>{label}</Button>
  );
  if (cluster.credential !== 'missing' && cluster.access.level === 'limited') {
    return (
      <EmptyState
        icon={<KeyRound />}
        title={`The keys of ${cluster.name} cannot be listed`}
        actions={replace('Replace the credential…')}
      >
        The credential that is stored for this cluster does not permit it. Replace it with one that does.
      </EmptyState>
    );
  }
  const failed = cluster.network.state === 'offline' ? cluster.network : null;
  const isMissing = cluster.credential === 'missing';
  return (
    <EmptyState
      icon={<KeyRound />}
      title={`The keys of ${cluster.name} are not known yet`}
      actions={
        isMissing ? (
          replace('Enter the key…')
        ) : cluster.workOffline ? undefined : (
          <Button onClick={() => runCommand('sync.start')}>Sync now</Button>
        )
      }
    >
      {failed === null || isMissing
        ? 'The first sync reads all keys and keeps their definitions on this computer, so that they can be read offline.'
        : `${failed.message} ${failed.remedy ?? ''}`}
    </EmptyState>
  );
}
