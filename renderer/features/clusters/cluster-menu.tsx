import { ArrowDown, ArrowUp, KeyRound, Pencil, RefreshCw, Trash2, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ClusterView } from '#shared/contract/clusters';
import { keysOf } from '../../app/commands/shortcuts';
import { Menu, MenuItem, MenuSeparator } from '../../ui';
import { useMoveCluster, useSetWorkOffline, useSync } from './cluster-actions';
import { openClusterDialog } from './cluster-dialog-store';
import { sendingBlocked } from './cluster-status';
import { useRemoveCluster } from './remove-cluster';

export interface ClusterMenuProps {
  readonly cluster: ClusterView;
  readonly first: boolean;
  readonly last: boolean;
  readonly trigger: ReactElement;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
}

/** Everything that can be done with a cluster as a whole. */
export function ClusterMenu({ cluster, first, last, ...menu }: ClusterMenuProps) {
  const sync = useSync();
  const setWorkOffline = useSetWorkOffline();
  const move = useMoveCluster();
  const remove = useRemoveCluster();
  const blocked = sendingBlocked(cluster);
  const { id, workOffline } = cluster;
  return (
    <Menu {...menu}>
      <MenuItem
        icon={<RefreshCw aria-hidden="true" />}
        keys={keysOf('sync.start')}
        disabled={blocked !== null || cluster.network.state === 'syncing'}
        help={blocked ?? undefined}
        onSelect={() => sync(cluster)}
      >
        Sync now
      </MenuItem>
      <MenuItem
        icon={<Unplug aria-hidden="true" />}
        onSelect={() => setWorkOffline({ id, workOffline: !workOffline })}
      >
        {workOffline ? 'Go online' : 'Work offline'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => openClusterDialog({ type: 'edit', id })}>
        Edit cluster…
      </MenuItem>
      <MenuItem
        icon={<KeyRound aria-hidden="true" />}
        onSelect={() => openClusterDialog({ type: 'credential', id })}
      >
        {cluster.credential === 'missing' ? 'Enter the key…' : 'Replace the credential…'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<ArrowUp aria-hidden="true" />}
        keys="Alt ↑"
        disabled={first}
        onSelect={() => move(id, -1)}
      >
        Move up
      </MenuItem>
      <MenuItem
        icon={<ArrowDown aria-hidden="true" />}
        keys="Alt ↓"
        disabled={last}
        onSelect={() => move(id, 1)}
      >
        Move down
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden="true" />} onSelect={() => remove(cluster)}>
        Remove from Castellan…
      </MenuItem>
    </Menu>
  );
}
